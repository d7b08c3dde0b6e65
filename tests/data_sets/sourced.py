"""Whether every figure of a shipped data set says where it comes from."""

from __future__ import annotations

from model import Case

UNSOURCED = {"materials", "sources", "provenance"}
"""Tables whose rows are names, or say themselves where others come from."""


def tables_without_source(case: Case) -> set[str]:
    """The tables with a row that has no source, or that is called one's own."""
    return {
        name
        for name, frame in case.tables.items()
        if name not in UNSOURCED and "source" in frame and len(frame)
        if (frame["source"].fillna("") == "").any() or frame["basis"].isin(["own", ""]).any()
    }
