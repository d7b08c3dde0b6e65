"""A comparison of policies as a folder: its tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.studies.agreement_files import records, write_answer

if TYPE_CHECKING:
    from pathlib import Path

    from model.studies.comparing import Comparison

HEAD = "compare.json"
TABLES = ("plans", "kpis", "shares", "inputs", "changes", "clauses")


def content(told: Comparison) -> dict[str, Any]:
    """The comparison as JSON says it."""
    return {"title": told.title, "first": told.first, **{name: records(getattr(told, name)) for name in TABLES}}


def write_comparison(told: Comparison, folder: Path) -> None:
    """Writes the comparison, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    write_answer(folder, HEAD, content(told), {name: getattr(told, name) for name in TABLES}, told.summary)


def is_comparison(folder: Path) -> bool:
    """Whether a folder holds a comparison."""
    return (folder / HEAD).is_file()
