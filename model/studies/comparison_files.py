"""A comparison of policies as a folder: its tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from model.atomic import whole_folder
from model.plan.storage import plain
from model.studies.agreement_files import records

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
    with whole_folder(folder) as unfinished:
        for name in TABLES:
            getattr(told, name).to_csv(unfinished / f"{name}.csv", index=False)
        text = json.dumps(plain(content(told)), indent=2, ensure_ascii=False, allow_nan=False)
        (unfinished / HEAD).write_text(text + "\n", encoding="utf-8")
        (unfinished / "summary.txt").write_text(told.summary + "\n", encoding="utf-8")


def is_comparison(folder: Path) -> bool:
    """Whether a folder holds a comparison."""
    return (folder / HEAD).is_file()
