"""The report of a data set, in Markdown: what it covers, what it rests on, and what it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.evidence.coverage import bases_of_rows, coverage
from model.evidence.markdown import markdown_table
from model.evidence.trade import imports_beside_plan
from model.evidence.weak import weak_figures
from model.plan.words import money, percent, three_digits
from model.schema.column import BASES

if TYPE_CHECKING:
    import pandas as pd

    from model.case import Case
    from model.plan import Plan


def data_report(case: Case, plan: Plan | None = None, *, beyond: Case | None = None) -> str:
    """What a data set covers and rests on.

    Args:
        case: The case, or a library.
        plan: Its base plan, for the figures that carry its cost and its trade; without it these are left out.
        beyond: The library that it builds on, where that is reported already: what is the same is left out.
    """
    parts = [
        "" if beyond else section("Coverage", coverage_table(case)),
        section("Basis of the figures, by rows", markdown_table(bases_of_rows(case))),
        *(trade_and_cost(plan) if plan else ()),
        section("Where sources disagree", disagreements(own_rows(case, beyond, "disagreements"))),
        section("Not known", gaps(own_rows(case, beyond, "gaps"))),
    ]
    return "\n".join(part for part in parts if part)


def section(title: str, body: str) -> str:
    """A section, or nothing where there is nothing to say."""
    return f"### {title}\n\n{body}\n" if body else ""


def coverage_table(case: Case) -> str:
    """Coverage by mineral and stage: capacity in contained tonnes, shares of it by basis."""
    table = coverage(case)
    if table.empty:
        return ""
    table["capacity_t_per_year"] = table["capacity_t_per_year"].map(three_digits)
    shares = {basis: table[basis].map(percent, na_action="ignore").fillna("") for basis in BASES if table[basis].any()}
    table = table.drop(columns=list(BASES)).assign(**shares)
    return markdown_table(table.rename(columns={"capacity_t_per_year": "capacity, contained t per year"}))


def trade_and_cost(plan: Plan) -> tuple[str, ...]:
    """What only a plan can tell: which weak figures carry its cost, and how it differs from the trade of the past."""
    weak = weak_figures(plan)
    weak["present_value_usd"] = weak["present_value_usd"].map(money)
    weak["share_of_cost"] = weak["share_of_cost"].map(percent)
    told = (
        f"The base plan costs {money(plan.objective)} (present value). Of that, these illustrative figures carry most:"
    )
    return (
        section("The illustrative figures that carry most of the cost", f"{told}\n\n{markdown_table(weak)}"),
        section("The base plan beside the trade of the past", trade_table(plan)),
    )


def trade_table(plan: Plan) -> str:
    """Shares of origins in imports and in the plan's purchases abroad, with the difference explained."""
    table = imports_beside_plan(plan)
    if table.empty:
        return ""
    for column in ("imports", "plan"):
        table[column] = table[column].map(percent, na_action="ignore").fillna("")
    table["year"] = table["year"].astype("string").fillna("")
    first = plan.case.years[0]
    told = (
        f"Shares of imports by quantity, and of the plan's purchases abroad in {first}; empty: not bought abroad in "
        "this form, or an origin that the record does not list. Differences of more than ten points are explained."
    )
    return f"{told}\n\n{markdown_table(table.drop(columns='difference'))}"


def own_rows(case: Case, beyond: Case | None, table: str) -> pd.DataFrame:
    """The rows of a table that the library does not have."""
    rows = case.filled(table)
    if beyond is None:
        return rows
    return rows[~rows.iloc[:, 0].isin(beyond.filled(table).iloc[:, 0])]


def disagreements(rows: pd.DataFrame) -> str:
    """Which source was followed where sources differ."""
    if rows.empty:
        return ""
    return markdown_table(
        rows[["mineral", "quantity", "unit", "chosen_source", "chosen_value", "other_source", "other_value", "why"]]
    )


def gaps(rows: pd.DataFrame) -> str:
    """What the data set does not know, as a list."""
    return "\n".join(
        f"* {subject(row)}{sentence(row['missing'])} {sentence(row['consequence'])}" for _, row in rows.iterrows()
    )


def sentence(text: str) -> str:
    """A text that begins and ends as a sentence does."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def subject(row: pd.Series) -> str:
    """`**cobalt, extraction**: `, or nothing where a gap concerns everything."""
    words = ", ".join(word for word in (row["mineral"], row["stage"]) if word)
    return f"**{words}**: " if words else ""
