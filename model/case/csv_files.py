"""CSV files, read strictly: every cell is text here, and whatever a spreadsheet would guess is a problem."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from model.case.headers import header_problems
from model.case.records import Origin, Sheet
from model.errors import Issue
from model.schema import Table

LARGEST_FILE = 200_000_000  # bytes
_SIGNATURES = {
    b"PK\x03\x04": "a workbook or zip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old workbook",
}
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_SAVE = "Save the file as CSV UTF-8 (comma delimited)."


class UnreadableError(Exception):
    """A whole file cannot be read; holds the issue."""

    def __init__(self, issue: Issue) -> None:
        self.issue = issue
        super().__init__(str(issue))


def read_csv(path: Path, table: Table, file: str) -> tuple[Sheet | None, list[Issue]]:
    """The sheet in a CSV file, None where it cannot be read at all, and what is wrong with its shape.

    Args:
        path: Where the file is.
        table: The table that it should hold.
        file: Its name in messages.
    """
    try:
        text = _decode(_read_bytes(path, table, file), table, file)
        records = _split(text, table, file)
    except UnreadableError as error:
        return None, [error.issue]
    return shape(records, table, file)


def shape(records: Sequence[Sequence[str]], table: Table, file: str) -> tuple[Sheet | None, list[Issue]]:
    """The sheet in rows of cells, the first of which is the header, and what is wrong with its shape."""
    end = len(records)
    while end and not any(cell.strip() for cell in records[end - 1]):
        end -= 1
    if end == 0:
        hint = f"Write the header ({', '.join(table.column_names[:3])}, ...), or delete the file."
        return None, [Issue(file, table.name, message="is empty", hint=hint)]
    names = [cell.strip() for cell in records[0]]
    width = max((i + 1 for i, name in enumerate(names) if name), default=0)
    width = max(width, *(_filled(row) for row in records[1:end]), 0) if len(names) > width else len(names)
    header = tuple(records[0][:width])
    fatal, issues = header_problems(header, records[1:6], table, file)
    if fatal:
        return None, issues
    rows = []
    complete = not issues
    for number, cells in enumerate(records[1:end], 2):
        found = _row_problem(cells, len(names), table, file, number)
        if found:
            issues.append(found)
            complete = False
        else:
            rows.append((Origin(file, number), tuple(cells[:width])))
    return Sheet(table.name, file, header, tuple(rows), complete), issues


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes cells that are text already."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in (header, *rows):
            stream.write(",".join(map(_quoted, row)) + "\n")


def _quoted(cell: str) -> str:
    """A cell in quotation marks where it needs them; Python 3.11's own writer forgets a lone line return."""
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(mark in cell for mark in ',"\r\n') else cell


def _filled(cells: Sequence[str]) -> int:
    return max((i + 1 for i, cell in enumerate(cells) if cell.strip()), default=0)


def _row_problem(cells: Sequence[str], width: int, table: Table, file: str, number: int) -> Issue | None:
    """What is wrong with the length of a row."""
    if not any(cell.strip() for cell in cells):
        return Issue(file, table.name, number, message="is blank between other rows", hint="Delete the row.")
    if len(cells) == width:
        return None
    more = "more" if len(cells) > width else "fewer"
    message = f"has {len(cells)} cells, {more} than the header's {width}"
    if len(cells) > width:
        hint = "A cell with a comma in it needs quotation marks around it."
    else:
        hint = "Write a comma for each empty cell too."
    return Issue(file, table.name, number, message=message, hint=hint)


def _read_bytes(path: Path, table: Table, file: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError(Issue(file, table.name, message="is larger than 200 MB", hint="Split or shorten it."))
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            Issue(file, table.name, message=f"cannot be read: {error.strerror}", hint="Check the file.")
        ) from error


def _decode(content: bytes, table: Table, file: str) -> str:
    """The text of a file in strict UTF-8, with or without a byte order mark."""

    def stop(message: str, hint: str = _SAVE, row: int = 0) -> UnreadableError:
        return UnreadableError(Issue(file, table.name, row, message=message, hint=hint))

    for signature, what in _SIGNATURES.items():
        if content.startswith(signature):
            raise stop(f"is {what}, not a CSV file")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise stop("is UTF-16 text, not UTF-8")
    if b"\x00" in content:
        row = content[: content.index(b"\x00")].count(b"\n") + 1
        raise stop("holds a NUL byte", "Export the file anew: it is damaged, or not UTF-8 text.", row)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise stop(f"is not UTF-8 text (byte 0x{content[error.start]:02X})", _SAVE, row) from error
    if "\r" in text and "\n" not in text:
        raise stop("ends its lines in the old Macintosh way (CR only)")
    return text


def _split(text: str, table: Table, file: str) -> list[list[str]]:
    """Rows of cells; one record is one row of a spreadsheet, whatever line breaks its cells hold."""
    first = text.split("\n", 1)[0].rstrip("\r")
    for separator, what in _SEPARATORS.items():
        if separator in first and "," not in first and not first.startswith("#"):
            raise UnreadableError(
                Issue(file, table.name, 1, message=f"is separated by {what}, not by commas", hint=_SAVE)
            )
    records: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), strict=True):
            records.append(cells)  # noqa: PERF402 - the rows read so far tell where reading stopped
    except csv.Error as error:
        if "unexpected end" in str(error):
            message, hint = (
                "has a quotation mark that is never closed",
                "Close it, or double it if it belongs to the text.",
            )
        elif "field larger" in str(error):
            message, hint = (
                "has a cell that is too long, or a quotation mark that is never closed",
                "Shorten or close it.",
            )
        else:
            message, hint = (
                f"is not proper CSV ({error})",
                "Put quotation marks around the whole cell, and double those in it.",
            )
        raise UnreadableError(Issue(file, table.name, len(records) + 1, message=message, hint=hint)) from error
    return records
