"""The rows of a frame, one at a time, and their cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples, whose fields mypy cannot know."""
    return iter(frame.itertuples(index=False) if len(frame) else ())


def whole(value: Any) -> int | None:
    """A cell of an integer column, with None for an empty one."""
    return None if pd.isna(value) else int(value)
