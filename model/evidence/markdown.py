"""A frame as a table in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def markdown_table(frame: pd.DataFrame) -> str:
    """The frame, without its index; numbers to the right, as they are printed."""
    if frame.empty:
        return ""
    marks = ["---:" if frame[name].dtype.kind in "if" else "---" for name in frame.columns]
    rows = [[str(name).replace("_", " ") for name in frame.columns], marks]
    rows += [[cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def cell(value: object) -> str:
    """A value on one line."""
    return str(value).replace("|", "\\|").replace("\n", " ")
