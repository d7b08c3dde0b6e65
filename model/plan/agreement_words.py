"""Agreements in words: which are joined, when, at what cost, and what each of their terms comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.plan.certified import cleaned_words
from model.plan.words import in_years, listing, money, plain_number, three_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from model.plan.plan import Plan

NEGLIGIBLE = 1e-6
PLAIN = ("unlock", "capacity", "availability_uplift")
"""Effects that are used or not, and nothing else."""
UNITS = {"t/yr": "t a year", "contained t/yr": "contained t a year"}


def agreement_lines(plan: Plan) -> Iterator[str]:
    """Each agreement that is joined, with its terms; then those that are not."""
    if plan.agreements.empty:
        return
    idle = []
    for agreement, rows in plan.agreements.groupby("agreement", sort=False):
        if rows["in_force"].any():
            yield joined_line(plan, str(agreement), rows)
            terms = plan.agreement_terms[plan.agreement_terms["agreement"] == agreement]
            yield from (f"{called(rows)} {line}" for line in term_lines(terms))
        else:
            idle.append(called(rows))
    if idle:
        yield f"not joined: {listing(idle)}"


def called(rows: pd.DataFrame) -> str:
    """The name of an agreement, failing that its short name."""
    return str(rows["name"].iloc[0] or rows["agreement"].iloc[0])


def joined_line(plan: Plan, agreement: str, rows: pd.DataFrame) -> str:
    """When an agreement is joined and left, and what is paid."""
    first = rows.iloc[0]
    about = next(row for row in plan.case.rows("agreements") if row.agreement == agreement)
    partner = f" with {first['partner']}" if first["partner"] else ""
    years = rows.loc[rows["in_force"], "year"]
    began = "in force already" if first["status"] == "committed" else f"joined {rows.loc[rows['joined'], 'year'].min()}"
    condition = (
        f", on condition ({about.condition.rstrip('.')}, taken to hold from {about.condition_year})"
        if about.condition
        else ""
    )
    left = rows.loc[rows["left"], "year"]
    ended = f", left {left.min()}" if len(left) else ""
    paid = rows["paid_usd"].sum()
    cost = f"{money(paid)} paid over the horizon" if paid > 0 else "at no cost"
    shared = rows["revenue_shared_usd"].sum() if "revenue_shared_usd" in rows else 0.0
    cost += f", and {money(shared)} of revenue shared" if shared > 0 else ""
    return f"{called(rows)}{partner}: {began}{condition}{ended}, in force {in_years(years)}, {cost}"


def term_lines(terms: pd.DataFrame) -> Iterator[str]:
    """What each effect and obligation comes to, and whether it makes a difference; what is of no use in one line."""
    unused = []
    for _, rows in terms.groupby(["term", "target_kind", "target", "mineral"], sort=False):
        first = rows.iloc[0]
        if first["term"] in PLAIN and rows["value"].max() <= NEGLIGIBLE:
            unused.append(what_it_does(first))
            continue
        effect = {"leakage_cut": cleaned_words, "improvement": counted}.get(first["term"], used)
        said = effect if first["sense"] == "max" else kept
        yield f"{what_it_does(first)}: {said(rows)}"
    if unused:
        yield f"{listing(unused)}: not used, so that {'they make' if len(unused) > 1 else 'it makes'} no difference"


def what_it_does(term: pd.Series[Any]) -> str:
    """What a term says, without how far it is used."""
    return {
        "unlock": f"unlocks {term['target_kind']} {term['target']}",
        "capacity": f"adds to {term['target_kind']} {term['target']}",
        "availability_uplift": f"raises the availability of {term['target']}",
        "leakage_cut": f"cuts the leakage of {term['target']}",
        "local_processing_share": f"asks for local processing of {term['mineral']} of {names(term['target'])}",
        "min_purchase": f"asks for purchases of {names(term['target'])}",
        "min_investment": f"asks for capital in {names(term['target'])}",
        "least_projects": f"asks for projects among {names(term['target'])}",
        "local_jobs": f"asks for jobs at projects {'of' if term['target_kind'] == 'place' else 'among'} "
        f"{names(term['target'])}",
        "improvement": f"improves {term['target']}",
    }[term["term"]]


def names(target: str) -> str:
    """The targets of a term."""
    return target.replace(";", ", ")


def used(rows: pd.DataFrame) -> str:
    """How much of an effect is used."""
    full = rows[rows["binding"]]
    most = rows.iloc[int(rows["value"].argmax())]
    amount = f"{shown(most['value'], most['unit'])} used of {shown(most['limit'], most['unit'])} in {most['year']}"
    if full.empty:
        return f"at most {amount}, so that its limit does not bind"
    worth = f", worth up to {money(full['usd_per_unit'].max())} per unit more" if full["usd_per_unit"].max() > 0 else ""
    return f"used in full {in_years(full['year'])}{worth}"


def counted(rows: pd.DataFrame) -> str:
    """For how much an improvement counts in rules."""
    if rows["limit"].max() <= NEGLIGIBLE:
        return "no rule looks at it, so that it makes no difference"
    if rows["value"].max() <= NEGLIGIBLE:
        return "counts for nothing that is bought, run or shipped, so that it makes no difference"
    most = rows.iloc[int(rows["value"].argmax())]
    return f"counts in rules for {shown(most['value'], most['unit'])} at most, in {most['year']}"


def kept(rows: pd.DataFrame) -> str:
    """How an obligation is kept."""
    owed = rows[rows["limit"] > NEGLIGIBLE]
    if owed.empty:
        return "nothing is owed, so that it does not bind"
    tight = owed[owed["binding"]]
    least = owed.iloc[int((owed["slack"] / owed["limit"]).argmin())]
    if tight.empty:
        done, due = shown(least["value"], least["unit"]), shown(least["limit"], least["unit"])
        return f"does not bind: at the nearest {done} where {due} is owed, in {least['year']}"
    price = tight["usd_per_unit"].max()
    worth = f", at up to {money(price)} per unit" if price > 0 else ""
    most = tight.iloc[int(tight["limit"].argmax())]
    return f"binds {in_years(tight['year'])} at {shown(most['limit'], most['unit'])}{worth}"


def shown(value: float, unit: str) -> str:
    """An amount in its unit."""
    if unit == "USD":
        return money(value)
    if unit in ("projects", "blocks", "jobs"):
        return f"{plain_number(value)} {unit.removesuffix('s') if value == 1 else unit}"
    number = three_digits(value)
    return f"{number} {UNITS.get(unit, unit)}"
