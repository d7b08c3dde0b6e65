"""What a table and a column are: the one description that loader, editors, templates and docs all read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "integer", "flag", "list"]
Value = str | float | int | bool | None


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        name: The column's name, its unit last (`capacity_t_per_year`).
        kind: `list` is text with semicolons between the items.
        help: One sentence for a person who fills it in.
        unit: The unit, as shown to people.
        default: What an empty cell means; None where it means what `empty_means` says.
        empty_means: In words, what an empty cell means where that is not a value.
        required: An empty cell is an error.
        lower: Least value allowed, inclusive.
        upper: Greatest value allowed, inclusive.
        choices: The values allowed, of a text.
        refers_to: The tables one of whose keys the value must be.
        yearly: May change with time by rows of the table `yearly`.
    """

    name: str
    kind: Kind
    help: str
    unit: str = ""
    default: Value = None
    empty_means: str = ""
    required: bool = False
    lower: float | None = None
    upper: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    yearly: bool = False


@dataclass(frozen=True)
class Table:
    """One table: its key, its columns, and what its absence means.

    Attributes:
        name: The table's name, also that of its file and sheet.
        help: One sentence on what a row is.
        key: The columns that tell its rows apart.
        columns: All columns, key first, in the order in which files are written.
        absent_means: What a data set without this table says, for the plan's list of assumptions.
        required: A data set must have it (a library may lack `demand`).
    """

    name: str
    help: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    absent_means: str = ""
    required: bool = False

    def column(self, name: str) -> Column:
        """The column of that name.

        Raises:
            KeyError: The table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)


BASES = ("reported", "derived", "illustrative", "own")


def key(name: str, help: str, *, refers_to: tuple[str, ...] = ()) -> Column:  # noqa: A002 - a column's help
    """A text column that (with others, perhaps) tells rows apart."""
    return Column(name, "text", help, required=True, refers_to=refers_to)


def text(name: str, help: str, **more: object) -> Column:  # noqa: A002 - a column's help
    """A text column that may be empty; `refers_to`, `choices`, `default`, `required` as in Column."""
    return Column(name, "text", help, **{"default": "", **more})  # type: ignore[arg-type]


def amount(name: str, unit: str, help: str, **more: object) -> Column:  # noqa: A002 - a column's help
    """A number that is never negative."""
    return Column(name, "number", help, unit=unit, **{"lower": 0.0, **more})  # type: ignore[arg-type]


def share(name: str, help: str, **more: object) -> Column:  # noqa: A002 - a column's help
    """A fraction from 0 to 1."""
    return Column(name, "number", help, unit="fraction", **{"lower": 0.0, "upper": 1.0, **more})  # type: ignore[arg-type]


def year(name: str, help: str, **more: object) -> Column:  # noqa: A002 - a column's help
    """A calendar year."""
    return Column(name, "integer", help, unit="year", **{"lower": 1900, "upper": 2200, **more})  # type: ignore[arg-type]


def span(what: str) -> tuple[Column, Column]:
    """The two columns `first_year` and `last_year` of a row that exists for a while."""
    return (
        year("first_year", f"First year in which {what}.", empty_means="from the start"),
        year("last_year", f"Last year in which {what}.", empty_means="to the end"),
    )


def coming(what: str) -> tuple[Column, Column, Column]:
    """The columns `lag_years`, `ramp_up_years` and `deadline_year` of what comes with joining an agreement."""
    return (
        Column("lag_years", "integer", "Years from joining until it begins.", unit="years", default=0, lower=0),
        Column(
            "ramp_up_years",
            "integer",
            f"Years from its beginning to {what}, in equal steps; 0 or 1: at once.",
            unit="years",
            default=0,
            lower=0,
        ),
        year(
            "deadline_year",
            "Last year of joining for it: it lapses where the agreement is joined later.",
            empty_means="whenever it is joined",
        ),
    )


def whence() -> tuple[Column, Column]:
    """Where a fact comes from: the columns `source` and `basis`."""
    return (
        text("source", "Where the figures of the row come from.", refers_to=("sources",)),
        text("basis", "How the figures relate to their source.", choices=BASES, default="own"),
    )
