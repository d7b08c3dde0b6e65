"""The worth of an agreement in plain words and small tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd

from model.plan.words import money, percent, plain_number, tonnes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.studies.agreement import AgreementWorth

NOTICED = 1e-6
"""Of the cost: a smaller difference is the solver's rounding."""
UNSURE = 0.01
"""Relative width of what a value is proven to lie between, above which that is said."""
INSTEAD = {
    "projects": "project {}: {after} decided instead of {before}",
    "contracts": "contract {}: {after} signed instead of {before}",
    "projects decided": "project {} is decided in {after} instead of {before}",
    "projects on line": "project {} is on line in {after} instead of {before}",
    "contracts signed": "contract {} is signed in {after} instead of {before}",
    "agreements joined": "agreement {} is joined in {after} instead of {before}",
}
"""Changes of how many, and of when."""
MOST_CHANGES = 20
"""Changes told in words; all of them stand in the table."""


def worth_in_words(worth: AgreementWorth) -> Iterator[str]:
    """The answer, the years, what changes, and the clauses."""
    called = worth.name if worth.name == worth.agreement else f"{worth.name} ({worth.agreement})"
    yield f"{called}: {verdict(worth)}"
    yield from break_even(worth)
    yield ""
    yield from aligned(year_lines(worth))
    if worth.best_year is None:
        return
    yield ""
    yield f"What changes in the plan, signed in {worth.best_year} against never:"
    yield from change_lines(worth.changes[worth.changes["signed"] == worth.best_year], never=has_never(worth))
    if len(worth.clauses):
        yield ""
        signed = f"signed in {worth.best_year}"
        yield f"What each clause is worth, {signed}: by how much cost rises without it (they need not add up)"
        yield from aligned(clause_lines(worth.clauses))


def has_never(worth: AgreementWorth) -> bool:
    """Whether there is a plan without the agreement."""
    return bool(worth.years.loc[worth.years["signed"].isna(), "cost_usd"].notna().all())


def verdict(worth: AgreementWorth) -> str:
    """Whether to sign, and when."""
    if worth.best_year is None:
        return "no plan was found in which it is signed; see the table for how each search ended."
    when = f"best signed in {worth.best_year}"
    if not has_never(worth):
        status = worth.years.loc[worth.years["signed"].isna(), "status"].iloc[0]
        return f"{when}; no plan was found without it ({status}), so that its worth has no figure."
    row = worth.years[worth.years["signed"] == worth.best_year].iloc[0]
    value, least, most = row["value_usd"], row["value_at_least_usd"], row["value_at_most_usd"]
    small = NOTICED * max(1.0, abs(row["cost_usd"]))
    sure = "" if most - least <= max(UNSURE * abs(value), small) else proven(least, most)
    if abs(value) <= small:
        return f"it makes no difference: signed in {worth.best_year} the plan costs what it costs without.{sure}"
    if value < 0:
        return (
            f"not worth signing: even in the best year, {worth.best_year}, the plan costs {money(-value)} more.{sure}"
        )
    return f"worth signing, {when}: the plan costs {money(value)} less than never (present value).{sure}"


def proven(least: float, most: float) -> str:
    """What is known of a value that the gaps of the solves leave open."""
    if math.isnan(least) or math.isnan(most):
        return " How exact that is has not been proven."
    turn = " Its sign is not proven: ask for a smaller gap." if least < 0 < most else ""
    return f" Proven is that it saves between {money(least)} and {money(most)}.{turn}"


def break_even(worth: AgreementWorth) -> Iterator[str]:
    """The yearly payment that would use up the value, if there is a value."""
    if worth.best_year is None or math.isnan(worth.break_even):
        return
    length = worth.years.loc[worth.years["signed"] == worth.best_year, "years_in_force"].iloc[0]
    years = "its one year in force" if length == 1 else f"each of its {plain_number(length)} years in force"
    if worth.break_even > 0:
        yield f"It would still break even at {money(worth.break_even)} more in {years}."
    elif worth.break_even < 0:
        yield f"It would break even if it cost {money(-worth.break_even)} less in {years}."


def year_lines(worth: AgreementWorth) -> Iterator[tuple[str, ...]]:
    """The years as cells of lines."""
    yield "signed", "cost", "value", "break-even a year", "how the search ended"
    for _, row in worth.years.iterrows():
        signed = "never" if pd.isna(row["signed"]) else str(row["signed"])
        yield signed, *(usd(row[name]) for name in ("cost_usd", "value_usd", "break_even_usd_per_year")), row["status"]


def usd(value: float) -> str:
    """Money, or a dash where there is none to tell."""
    return "-" if math.isnan(value) else money(value)


def change_lines(changes: pd.DataFrame, *, never: bool) -> Iterator[str]:
    """What changes: of a KPI the year in which it changes most, then what appears and vanishes."""
    if not never:
        yield "  - not known: there is no plan without it to compare with"
        return
    if changes.empty:
        yield "  - nothing that matters: shares, shortages, suppliers, plants, routes and projects stay as they are"
        return
    ordered = changes.assign(size=(changes["after"] - changes["before"]).abs())
    ordered = ordered.sort_values("size", ascending=False, kind="stable").drop_duplicates(["what", "subject"])
    ordered = ordered.loc[sorted(ordered.index)]
    for _, row in ordered.head(MOST_CHANGES).iterrows():
        yield f"  - {change_words(row)}"
    if len(ordered) > MOST_CHANGES:
        yield f"  - and {len(ordered) - MOST_CHANGES} more"


def change_words(row: pd.Series) -> str:
    """`largest share of tin extraction falls from 80 % to 60 % (in 2030)`."""
    subject, change = row["subject"], row["change"]
    before, after = (shown(row[name], row["unit"]) for name in ("before", "after"))
    when = "" if pd.isna(row["year"]) else f" in {row['year']}"
    if row["what"] == "agreements":
        return f"agreement {subject} is {'joined' if change == 'appears' else 'no longer joined'}"
    if row["what"] in INSTEAD:
        return INSTEAD[row["what"]].format(subject, after=after, before=before)
    if change in ("rises", "falls"):
        return f"{row['what']} of {subject} {change} from {before} to {after}{when}"
    what = {"purchases": "purchases from", "processing": "processing in", "shipments": "shipments on"}[row["what"]]
    if change == "appears":
        return f"{what} {subject} appear: up to {after}{when}"
    return f"{what} {subject} vanish: up to {before}{when} without"


def shown(value: float, unit: str) -> str:
    """An amount in its unit."""
    if unit == "fraction":
        return percent(value)
    if unit == "year":
        return f"{value:.0f}"
    if unit == "t/yr":
        return tonnes(value)
    return "none" if not value else f"{plain_number(value)} {unit.removesuffix('s') if value == 1 else unit}"


def clause_lines(clauses: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """The clauses as cells of lines, the most valuable first; those without which there is no plan before them."""
    yield "worth", "clause"
    order = clauses["worth_usd"].fillna(math.inf).sort_values(ascending=False, kind="stable").index
    for _, row in clauses.loc[order].iterrows():
        value = row["worth_usd"]
        end = f" (without it, no plan that signs: {row['status']})" if math.isnan(value) else ""
        small = abs(value) <= NOTICED * max(1.0, abs(row["cost_without_usd"]))
        yield usd(0.0 if small else value), f"{row['clause']}{end}"


def aligned(rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    """Cells in columns."""
    lines = list(rows)
    widths = [max(len(line[place]) for line in lines) for place in range(len(lines[0]))]
    for line in lines:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
