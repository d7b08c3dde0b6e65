"""Agreements drawn: when they can be joined and are in force, what they cost by year, and what their terms come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from model.agreed import joinings
from model.case.rows import each_row, whole
from model.plan.agreement_words import term_lines, what_it_does
from model.plan.words import in_years, money
from views.agreement_terms import agreement_row, called, payments, window_words, years_of_joining
from views.charts.colours import BLUE, GREY, ORANGE, PURPLE, SKY, ground, land
from views.charts.drawing import Drawing
from views.charts.timeline import horizon_end

if TYPE_CHECKING:
    from model import Case, Plan

CAN, CHOSEN, ALREADY = "can be joined", "in force in the plan", "signed already"
SPANS = {CAN: SKY, CHOSEN: BLUE, ALREADY: PURPLE}
PAID = {"on joining": PURPLE, "each year": BLUE, "in single years": ORANGE}
IDLE, USED, BINDS = "makes no difference", "used, or kept with room", "at its limit: binds"
"""How a term stands in a year."""
DIGITS = 1e-6
AXIS = "replace(replace(replace(replace(format(datum.value, '~s'), 'G', ' bn'), 'M', ' m'), 'k', ' k'), 'T', ' tn')"
"""An axis of money: 1.5 bn, not 1.5G."""


def windows(case: Case, plan: Plan | None) -> Drawing:
    """When each agreement can be joined, and when the plan has it in force."""
    table = spans(case, plan)
    end = case.years[-1] + case.years_in[case.years[-1]]
    kinds = [kind for kind in SPANS if kind in set(table["kind"])]
    shown = table.assign(from_year=table["first_year"].astype(float), to_year=table["end_year"].astype(float))
    base = alt.Chart(shown).encode(
        y=alt.Y("name:N", title=None, sort=list(called(case).values()), axis=alt.Axis(labelLimit=330)),
        x=alt.X(
            "from_year:Q",
            title=None,
            scale=alt.Scale(domain=[case.years[0], end], nice=False),
            axis=alt.Axis(format="d", tickMinStep=1),
        ),
        x2="to_year:Q",
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=kinds, range=[SPANS[kind] for kind in kinds]),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=["name", "kind", "first_year", "end_year"],
    )
    wide = base.transform_filter(alt.datum.kind == CAN).mark_bar(height={"band": 0.75}, cornerRadius=2)
    slim = base.transform_filter(alt.datum.kind != CAN).mark_bar(height={"band": 0.4}, cornerRadius=2)
    chart = alt.layer(wide, slim).properties(height=32 * max(shown["name"].nunique(), 1) + 70)
    caption = "A bar runs from the first year to the end of the last one; what outlasts the horizon is cut off there."
    return Drawing(chart, windows_in_words(case, table), table, caption)


def spans(case: Case, plan: Plan | None) -> pd.DataFrame:
    """`agreement`, `name`, `kind`, `first_year`, `end_year` (exclusive)."""
    rows: list[tuple[str, str, str, int, int]] = []
    end = case.years[-1] + case.years_in[case.years[-1]]
    for agreement, name in called(case).items():
        years = years_of_joining(case, agreement)
        if agreement_row(case, agreement).status == "committed":
            term = whole(agreement_row(case, agreement).term_years)
            first = years[0] if years else case.years[0]
            last = end if term is None else min(end, first + term)
            rows.append((agreement, name, ALREADY, max(first, case.years[0]), last))
        else:
            rows += [(agreement, name, CAN, years[0], years[-1] + case.years_in[years[-1]])] if years else []
            rows += [(agreement, name, CHOSEN, *span) for span in in_force(plan, agreement)]
    return pd.DataFrame(rows, columns=["agreement", "name", "kind", "first_year", "end_year"])


def in_force(plan: Plan | None, agreement: str) -> list[tuple[int, int]]:
    """From when until when (exclusive) a plan has an agreement in force, on the trunk."""
    if plan is None:
        return []
    table = plan.agreements
    held = table[(table["agreement"] == agreement) & table["in_force"] & (table["scenario"] == "trunk")]["year"]
    if held.empty:
        return []
    last = int(held.max())
    return [(int(held.min()), min(horizon_end(plan), last + plan.case.years_in[last]))]


def windows_in_words(case: Case, table: pd.DataFrame) -> str:
    """When each can be joined, and what the plan does."""
    parts = []
    for agreement, name in called(case).items():
        chosen = table[(table["agreement"] == agreement) & (table["kind"] == CHOSEN)]
        held = f", in force in the plan from {chosen['first_year'].iloc[0]}" if len(chosen) else ""
        signed = agreement_row(case, agreement).status == "committed"
        parts.append(f"{name}: {'' if signed else 'can be joined '}{window_words(case, agreement)}{held}")
    return "; ".join(parts) + "."


def payment_chart(case: Case, agreement: str, joined: int) -> Drawing:
    """What is paid by calendar year, where the agreement is joined in a year and kept."""
    table = payments(case, agreement, joined)
    kinds = [kind for kind in PAID if kind in set(table["what"])]
    chart = (
        alt.Chart(table)
        .mark_bar(size=16)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("usd:Q", title="USD", axis=alt.Axis(labelExpr=AXIS, tickCount=5)),
            color=alt.Color(
                "what:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[PAID[kind] for kind in kinds]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["year", "what", alt.Tooltip("usd:Q", format=",.0f")],
        )
        .properties(height=200)
    )
    total = table["usd"].sum()
    words = (
        f"Joined in {joined} and kept, it costs {money(total)} over the horizon, undiscounted: "
        + "; ".join(f"{money(rows['usd'].sum())} {kind}" for kind, rows in table.groupby("what", sort=False))
        + "."
        if len(table)
        else "Nothing is paid for it: neither on joining, nor by year, nor in single years."
    )
    return Drawing(chart, words, table, f"Paid if it is joined in {joined} and kept; undiscounted.")


def term_chart(plan: Plan, agreement: str, *, dark: bool) -> Drawing:
    """What each term that counts in some year comes to in each; the others are named below."""
    table = plan.agreement_terms
    table = table[table["agreement"] == agreement].reset_index(drop=True)
    shown = table.assign(
        what=[what_it_does(row) for _, row in table.iterrows()],
        standing=[standing(row) for row in each_row(table)],
        used=[f"{value:,.4g}" for value in table["value"]],
        of=[f"{value:,.4g} {unit}" for value, unit in zip(table["limit"], table["unit"], strict=True)],
    )
    counts = shown.groupby("what")["standing"].transform(lambda standings: (standings != IDLE).any()).astype(bool)
    idle, of = set(shown.loc[~counts, "what"]), shown["what"].nunique()
    shown = shown[counts & (shown["scenario"] == "trunk")]
    kinds = [IDLE, USED, BINDS]
    chart = (
        alt.Chart(shown)
        .mark_rect(cornerRadius=2, stroke=ground(dark=dark))
        .encode(
            y=alt.Y("what:N", title=None, sort=None, axis=alt.Axis(labelLimit=300, labelOverlap=False)),
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, orient="top")),
            color=alt.Color(
                "standing:N",
                title=None,
                scale=alt.Scale(domain=kinds, range=[land(dark=dark), SKY, ORANGE]),
                legend=alt.Legend(orient="bottom"),
            ),
            tooltip=["what", "year", "standing", "used", "of"],
        )
        .properties(height=26 * max(shown["what"].nunique(), 1) + 100)
    )
    words = f"{'; '.join(term_lines(table))}." if len(table) else "It opens, adds, assures and obliges to nothing."
    rest = f" Not drawn, as they make no difference in any year: {len(idle)} of {of} terms." if idle else ""
    return Drawing(chart, words, table, f"{TERMS}{rest}")


TERMS = (
    "Of what it opens or adds: whether the plan uses it, and whether it would use more. Of what it asks: whether the "
    "plan does just as much as is owed, or more anyway."
)


def standing(row: object) -> str:
    """How a term stands in a year."""
    value, limit, sense, binding = (getattr(row, name) for name in ("value", "limit", "sense", "binding"))
    if binding:
        return BINDS
    idle = value <= DIGITS if sense == "max" else limit <= DIGITS
    return IDLE if idle else USED


def paid_chart(plan: Plan, agreement: str) -> Drawing:
    """What the plan pays for the agreement, by planning year."""
    table = plan.agreements
    table = table[(table["agreement"] == agreement) & (table["scenario"] == "trunk")].reset_index(drop=True)
    table = table[["year", "joined", "left", "in_force", "paid_usd"]]
    chart = (
        alt.Chart(table)
        .mark_bar(size=22)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("paid_usd:Q", title="USD in the period", axis=alt.Axis(labelExpr=AXIS, tickCount=4)),
            color=alt.condition("datum.in_force", alt.value(BLUE), alt.value(GREY)),
            tooltip=["year", "in_force", alt.Tooltip("paid_usd:Q", format=",.0f")],
        )
        .properties(height=150)
    )
    held = table.loc[table["in_force"], "year"]
    total = money(table["paid_usd"].sum())
    words = f"In force {in_years(held)}; {total} paid over the horizon." if len(held) else "The plan does not join it."
    return Drawing(chart, words, table, "Paid over each period, undiscounted.")


def first_year_of_joining(case: Case, agreement: str) -> int | None:
    """The first year in which it can be joined, or from which it is in force; None where it never can."""
    years = [began for (name, _), began in joinings(case).items() if name == agreement]
    return min(years, default=None)
