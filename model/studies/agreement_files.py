"""The worth of an agreement as a folder: its tables as CSV, the whole as JSON, and the summary in words."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.atomic import whole_folder
from model.errors import InputError, Issue
from model.plan.storage import plain
from model.studies.agreement import CLAUSES, YEARS, AgreementWorth
from model.studies.changes import COLUMNS as CHANGES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = "agreement.json"
TABLES = {"years": YEARS, "changes": {"signed": "int64", **CHANGES}, "clauses": CLAUSES}


def content(worth: AgreementWorth) -> dict[str, Any]:
    """The answer as JSON says it."""
    return {
        "agreement": worth.agreement,
        "name": worth.name,
        "best_year": worth.best_year,
        "value_usd": worth.value,
        "break_even_usd_per_year": worth.break_even,
        **{name: records(getattr(worth, name)) for name in TABLES},
    }


def records(frame: pd.DataFrame) -> tuple[dict[str, Any], ...]:
    """The rows of a table; what is empty is None."""
    rows = frame.astype(object).to_dict("records")
    return tuple({str(name): None if pd.isna(cell) else cell for name, cell in row.items()} for row in rows)


def write_worth(worth: AgreementWorth, folder: Path) -> None:
    """Writes the answer, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    write_answer(folder, HEAD, content(worth), {name: getattr(worth, name) for name in TABLES}, worth.summary)


def write_answer(
    folder: Path, head: str, said: dict[str, Any], tables: Mapping[str, pd.DataFrame], summary: str
) -> None:
    """Writes the answer of a study, whole or not at all: each table as CSV, all as JSON, and the summary.

    Raises:
        OSError: It cannot be written.
    """
    with whole_folder(folder) as unfinished:
        for name, frame in tables.items():
            frame.to_csv(unfinished / f"{name}.csv", index=False)
        text = json.dumps(plain(said), indent=2, ensure_ascii=False, allow_nan=False)
        (unfinished / head).write_text(text + "\n", encoding="utf-8")
        (unfinished / "summary.txt").write_text(summary + "\n", encoding="utf-8")


def is_answer(folder: Path) -> bool:
    """Whether a folder holds an answer."""
    return (folder / HEAD).is_file()


def read_worth(folder: Path) -> AgreementWorth:
    """The answer in a folder.

    Raises:
        InputError: There is none, or it is damaged.
    """
    try:
        read = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        frames = {name: table(read[name], types) for name, types in TABLES.items()}
        value, even = (number(read[name]) for name in ("value_usd", "break_even_usd_per_year"))
        return AgreementWorth(read["agreement"], read["name"], read["best_year"], value, even, **frames)
    except (OSError, ValueError, TypeError, KeyError) as error:
        message, hint = "is not the answer of a study that this version can read", "Ask again."
        raise InputError([Issue(str(folder / HEAD), message=message, hint=hint)]) from error


def table(rows: list[dict[str, Any]], types: dict[str, str]) -> pd.DataFrame:
    """A table from its rows."""
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def number(value: float | None) -> float:
    """A figure; NaN where there is none."""
    return math.nan if value is None else float(value)
