"""What can go wrong, typed: each error says what was found, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, order=True)
class Issue:
    """One problem in the input, in the words of the person who wrote it.

    Attributes:
        file: File or workbook as the user named it, e.g. `inputs/usa/suppliers.csv`.
        table: Table, e.g. `suppliers`; empty for a problem of a whole file.
        row: Row as a spreadsheet shows it (the header is row 1); 0 where no single row is at fault.
        column: Column, or empty.
        value: The value found, as text, or empty.
        message: What is wrong, in one sentence.
        hint: What to do about it.
    """

    file: str = ""
    table: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    message: str = ""
    hint: str = ""

    def __str__(self) -> str:
        where = self.file or self.table
        if self.file and self.table not in ("", PurePath(self.file).stem):
            where += f", table {self.table}"
        if self.row:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = f" (found {self.value!r})" if self.value else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{where}: {self.message}{found}.{hint}" if where else f"{self.message}{found}.{hint}"


class OrefolioError(Exception):
    """Base of every error that Orefolio raises on purpose."""


class InputError(OrefolioError):
    """The input cannot be used; `issues` lists every problem found, not only the first."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues = tuple(sorted(set(issues)))
        count = len(self.issues)
        title = "1 problem in the input:" if count == 1 else f"{count} problems in the input:"
        super().__init__("\n".join([title, *(f"  {issue}" for issue in self.issues)]))


class NoPlanError(OrefolioError):
    """The solver ended without a plan; `status` says why (infeasible, time limit, ...)."""

    def __init__(self, status: str, message: str) -> None:
        self.status = status
        super().__init__(message)
