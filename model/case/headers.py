"""The header of a table: its columns must be the schema's, each at most once, and the needed ones there."""

from __future__ import annotations

from collections.abc import Sequence

from model.case.nearest import nearest, suggestion
from model.errors import Issue
from model.schema import Table

MOST_COLUMNS = 200


def header_problems(
    header: Sequence[str], following: Sequence[Sequence[str]], table: Table, file: str
) -> tuple[bool, list[Issue]]:
    """Whether the table cannot be read because of its header, and what is wrong with the header.

    Args:
        header: The cells of the first row.
        following: The next few rows, among which the true header may be.
        table: The table's schema.
        file: The file's name in messages.
    """
    known = table.column_names
    if len(header) > MOST_COLUMNS:
        message = f"has {len(header)} columns; the table has {len(known)}"
        return True, [Issue(file, table.name, 1, message=message, hint="Delete the columns that are not its own.")]
    if not any(name in known for name in header):
        return True, [_not_a_header(header, following, table, file)]
    twice = [name for i, name in enumerate(header) if name and name in header[:i]]
    if twice:
        hint = "Keep one of the two."
        return True, [
            Issue(file, table.name, 1, name, message="stands in the header twice", hint=hint) for name in twice
        ]
    unknown = [name for name in header if name not in known]
    missing = [column.name for column in table.columns if column.required and column.name not in header]
    issues = [_unknown_column(name, header, missing, table, file) for name in unknown]
    mistaken = {nearest(name, missing) for name in unknown}
    for name in missing:
        if name not in mistaken:
            hint = f"Add it: {table.column(name).help[0].lower()}{table.column(name).help[1:]}"
            issues.append(Issue(file, table.name, 1, name, message="is missing from the header", hint=hint))
    return False, issues


def _unknown_column(name: str, header: Sequence[str], missing: Sequence[str], table: Table, file: str) -> Issue:
    if not name.strip():
        hint = "Name the column, or clear its cells."
        return Issue(file, table.name, 1, message=f"has no name for column {header.index(name) + 1}", hint=hint)
    wanted = nearest(name, missing)
    if wanted:
        hint = f"Did you mean {wanted!r}, which is missing?"
    else:
        hint = suggestion(name, [column for column in table.column_names if column not in header])
    return Issue(file, table.name, 1, name, message=f"is not a column of {table.name}", hint=hint)


def _not_a_header(header: Sequence[str], following: Sequence[Sequence[str]], table: Table, file: str) -> Issue:
    for number, cells in enumerate(following, 2):
        if sum(cell in table.column_names for cell in cells) > len(cells) / 2:
            message = f"is not the header, which stands in row {number}"
            return Issue(
                file,
                table.name,
                1,
                value=header[0],
                message=message,
                hint="Delete the rows above the header.",
            )
    hint = f"Write the header, which begins with {', '.join(table.key)}."
    return Issue(
        file,
        table.name,
        1,
        value=header[0],
        message="is not a header: none of its columns is known",
        hint=hint,
    )
