"""What agreements say, in words and tables: when, for how long, at what cost, what they give and ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.agreed import joinings
from model.case.rows import whole
from model.plan.words import listing, money
from model.studies.signing import clauses
from views.charts.names import material_names, place_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model import Case

ASKED = ("agreement_obligations", "agreement_payments", "agreements")
"""The tables whose clauses are asked of the buyer; all others give."""
RELATIONS = {
    "requires": ("needs {other}: it is in force only while that is", "is needed by {other}"),
    "excludes": ("is never in force together with {other}", "is never in force together with {other}"),
    "penalty": ("costs {penalty} a year more while {other} is in force too",) * 2,
}
"""How two agreements stand to each other, told of the one and of the other."""
COLUMNS = ["what", "about", "when", "source", "basis"]


def agreement_row(case: Case, agreement: str) -> Any:
    """The row of an agreement, with the defaults in its empty cells."""
    return next(row for row in case.rows("agreements") if row.agreement == agreement)


def called(case: Case) -> dict[str, str]:
    """What each agreement is called, by its short name."""
    return {row.agreement: row.name or row.agreement for row in case.rows("agreements")}


def years_of_joining(case: Case, agreement: str) -> list[int]:
    """The planning years in which it can be joined; of a committed one, the year from which it is in force."""
    found = joinings(case)
    if agreement_row(case, agreement).status == "committed":
        return [began for (name, _), began in found.items() if name == agreement]
    return [year for name, year in found if name == agreement]


def window_words(case: Case, agreement: str) -> str:
    """When it can be joined."""
    years = years_of_joining(case, agreement)
    if agreement_row(case, agreement).status == "committed":
        return f"in force from {years[0]}" if years else "in force"
    if not years:
        return "never within the horizon"
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"


def term_words(case: Case, agreement: str) -> str:
    """How long it lasts."""
    row = agreement_row(case, agreement)
    term = whole(row.term_years)
    return "to the horizon's end" if term is None else "1 year" if term == 1 else f"{term} years"


def leaving_words(case: Case, agreement: str) -> str:
    """Whether it can be left."""
    row = agreement_row(case, agreement)
    least = whole(row.least_years)
    if least is None:
        return "it cannot be left before its term ends"
    cost = f"for {money(row.leaving_cost_usd)}" if row.leaving_cost_usd else "at no cost"
    return f"after {least} {'year' if least == 1 else 'years'}, {cost}"


def condition_words(case: Case, agreement: str) -> str:
    """What must have happened first."""
    row = agreement_row(case, agreement)
    since = whole(row.condition_year)
    holds = "" if since is None else f" (taken to hold from {since})"
    return f"{row.condition.rstrip('.')}{holds}" if row.condition else f"none named{holds}" if holds else "none"


def cost_words(case: Case, agreement: str) -> str:
    """What it costs, as far as its own row says."""
    row = agreement_row(case, agreement)
    costs = [f"{money(row.upfront_cost_usd)} on joining"] if row.upfront_cost_usd else []
    costs += [f"{money(row.yearly_cost_usd)} a year"] if row.yearly_cost_usd else []
    paid = sum(other.agreement == agreement for other in case.rows("agreement_payments"))
    costs += [f"{paid} {'payment' if paid == 1 else 'payments'} in single years"] if paid else []
    return listing(costs) or "nothing"


def partner_words(case: Case, agreement: str) -> str:
    """With whom it is."""
    partner = agreement_row(case, agreement).partner
    return place_names(case).get(partner, partner) or "not named"


def facts(case: Case, agreement: str) -> dict[str, str]:
    """What its row says, by question."""
    row = agreement_row(case, agreement)
    signed = row.status == "committed"
    return {
        "Partner": partner_words(case, agreement),
        "Status": "signed already" if signed else "to be decided",
        "In force" if signed else "Can be joined": window_words(case, agreement),
        "Term": term_words(case, agreement),
        "Can be left": leaving_words(case, agreement),
        "Condition": condition_words(case, agreement),
        "Costs": cost_words(case, agreement),
        "Source": f"{row.source or 'not named'} ({row.basis or 'no basis given'})",
    }


def standing_lines(case: Case, agreement: str) -> Iterator[str]:
    """How it stands to other agreements."""
    names = called(case)
    for row in case.rows("agreement_pairs"):
        if agreement in (row.agreement, row.other):
            own = row.agreement == agreement
            words = RELATIONS[row.relation][0 if own else 1]
            other = names[row.other if own else row.agreement]
            yield words.format(other=other, penalty=money(row.penalty_usd_per_year or 0.0))


def terms(case: Case, agreement: str, *, asked: bool) -> pd.DataFrame:
    """What it gives, or what it asks: a row for each clause, in the words of the study of its worth.

    Returns:
        `what`; `about`: what its targets are called, and the minerals that it speaks of; `when` it begins, is in full,
        and lapses; `source`, `basis`.
    """
    rows = []
    for clause in clauses(case, agreement):
        if (clause.table in ASKED) == asked:
            row = case.rows(clause.table)[clause.place]
            rows.append((clause.words, about(case, row), when(row), row.source, row.basis))
    return pd.DataFrame(rows, columns=COLUMNS).astype("str")


def when(row: Any) -> str:
    """When a clause begins and is in full, and when it lapses; empty of one that says so itself."""
    if not hasattr(row, "ramp_up_years") or whole(getattr(row, "by_year", None)) is not None:
        return ""
    lag, ramp, last = (whole(getattr(row, name, None)) or 0 for name in ("lag_years", "ramp_up_years", "deadline_year"))
    begins = "on joining" if not lag else "a year after joining" if lag == 1 else f"{lag} years after joining"
    whole_in = lag + ramp - 1
    full = "" if ramp < 2 else ", in full a year after" if whole_in == 1 else f", in full {whole_in} years after"
    return f"{begins}{full}{f', if joined by {last}' if last else ''}"


def about(case: Case, row: Any) -> str:
    """What the targets of a clause are called."""
    kind = getattr(row, "target_kind", "supplier" if hasattr(row, "supplier") else "")
    target = getattr(row, "target", getattr(row, "supplier", ""))
    if kind == "place":
        names = place_names(case)
    else:
        names = {**supplier_names(case), **named(case, f"{kind}s")} if kind == "supplier" else named(case, f"{kind}s")
    parts = [part.strip() for part in str(target).split(";") if part.strip()]
    minerals = str(getattr(row, "mineral", "")).replace(";", ", ")
    return "; ".join(dict.fromkeys(names[part] for part in parts if part in names)) + (minerals and f" ({minerals})")


def named(case: Case, table: str) -> dict[str, str]:
    """The names in a table, by key, of the rows that have one."""
    if table not in case.tables:
        return {}
    rows = case.filled(table)
    if "name" not in rows:
        return {}
    return {str(key): str(name) for key, name in zip(rows[rows.columns[0]], rows["name"], strict=True) if name}


def supplier_names(case: Case) -> dict[str, str]:
    """What each supplier sells, and where: for those without a name."""
    materials, places = material_names(case), place_names(case)
    return {
        row.supplier: f"{materials.get(row.material, row.material)}, {places.get(row.place, row.place)}"
        for row in case.rows("suppliers")
    }


def payments(case: Case, agreement: str, joined: int) -> pd.DataFrame:
    """What is paid by calendar year where it is joined in a year and never left: `year`, `what`, `usd`, undiscounted.

    Of a committed agreement the upfront cost is what remains to be paid, in the first planning year.
    """
    row = agreement_row(case, agreement)
    first, end = case.years[0], case.years[-1] + case.years_in[case.years[-1]]
    term = whole(row.term_years)
    last = end if term is None else min(end, joined + term)
    found = [(max(joined, first), "on joining", float(row.upfront_cost_usd))]
    found += [(year, "each year", float(row.yearly_cost_usd)) for year in range(max(joined, first), last)]
    found += [
        (joined + int(paid.years_after_joining), "in single years", float(paid.amount_usd))
        for paid in case.rows("agreement_payments")
        if paid.agreement == agreement and first <= joined + int(paid.years_after_joining) < last
    ]
    frame = pd.DataFrame(found, columns=["year", "what", "usd"])
    return frame[frame["usd"] > 0].sort_values(["year", "what"], ignore_index=True)
