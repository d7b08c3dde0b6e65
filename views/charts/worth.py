"""The worth of an agreement drawn: by year of signing, against never, and clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from model.case.rows import each_row
from model.plan.words import listing, money
from model.studies.agreement_words import NOTICED
from views.charts.agreements import AXIS
from views.charts.colours import BLUE, GREY, VERMILION, ink
from views.charts.drawing import Drawing

if TYPE_CHECKING:
    from model.studies import AgreementWorth

SAVES, COSTS, OPEN = "saves", "costs", "proven neither way"
COLOURS = {SAVES: BLUE, COSTS: VERMILION, OPEN: GREY}
UPRIGHT = alt.Axis(labelAngle=0)
PROVEN = "The thin line with ends is what is proven: each solve stops within the gap asked for."


def year_chart(worth: AgreementWorth, *, dark: bool) -> Drawing:
    """What signing in each year saves against never, with what is proven."""
    table = worth.years
    years = table[table["signed"].notna()]
    shown = judged(years, "value")
    across = alt.X("signed:O", title="signed in", scale=alt.Scale(domain=list(years["signed"])), axis=UPRIGHT)
    base = alt.Chart(shown).encode(x=across)
    value = alt.Y("value_usd:Q", title="saved against never, USD", axis=alt.Axis(labelExpr=AXIS, tickCount=6))
    bars = base.mark_bar(size=24).encode(y=value, color=colour(shown), tooltip=["signed", *tips("value"), "status"])
    never = alt.Chart(pd.DataFrame({"usd": [0.0]})).mark_rule(color=ink(dark=dark)).encode(y="usd:Q")
    proven = base.mark_rule(strokeWidth=1.5, color=ink(dark=dark), opacity=0.75).encode(
        y="value_at_least_usd:Q", y2="value_at_most_usd:Q"
    )
    ends = [
        base.mark_tick(size=9, thickness=1.5, color=ink(dark=dark), opacity=0.75).encode(y=f"value_at_{end}_usd:Q")
        for end in ("least", "most")
    ]
    said = years["cost_usd"].isna().map({True: "no plan", False: "no figure"})
    missing = alt.Chart(years.assign(usd=0.0, said=said)[years["value_usd"].isna()])
    none = missing.mark_text(dy=-9, color=ink(dark=dark)).encode(x=across, y="usd:Q", text="said", tooltip=["status"])
    chart = alt.layer(bars, never, proven, *ends, none).properties(height=250)
    caption = f"Present value; above 0, signing in that year costs less than never. {PROVEN} {without(years)}".strip()
    return Drawing(chart, years_in_words(worth), table, caption)


def without(years: pd.DataFrame) -> str:
    """The years for which there is no plan, and how the search for one ended."""
    rows = years[years["cost_usd"].isna()]
    found = [f"{listing([str(year) for year in one['signed']])} ({status})" for status, one in rows.groupby("status")]
    return f"No plan was found that signs it in {'; '.join(found)}." if found else ""


def clause_chart(worth: AgreementWorth, *, dark: bool) -> Drawing:
    """What each clause that makes a difference is worth, the most valuable first."""
    table = worth.clauses.sort_values("worth_usd", ascending=False, kind="stable", ignore_index=True)
    shown = judged(table[counts(table)], "worth")
    low, high = shown[["worth_at_least_usd", "worth_usd"]].min(axis=1), shown[["worth_at_most_usd", "worth_usd"]]
    shown = shown.assign(low=low.clip(upper=0.0), high=high.max(axis=1).clip(lower=0.0))
    base = alt.Chart(shown).encode(y=alt.Y("clause:N", title=None, sort=None, axis=alt.Axis(labelLimit=380)))
    across = alt.X("worth_usd:Q", title=None, axis=alt.Axis(labelExpr=AXIS, tickCount=5))
    bars = base.mark_bar(height={"band": 0.7}).encode(
        x=across, color=colour(shown), tooltip=["clause", *tips("worth"), "status"]
    )
    proven = base.mark_rule(strokeWidth=1.5, color=ink(dark=dark), opacity=0.75).encode(
        x="worth_at_least_usd:Q", x2="worth_at_most_usd:Q"
    )
    text = base.mark_text(align="left", dx=6, color=ink(dark=dark)).encode(x="high:Q", text="label")
    chart = alt.layer(bars, proven, text).properties(height=26 * max(len(shown), 1) + 70)
    caption = (
        f"By how much the plan signed in {worth.best_year} costs more without the clause; one that costs is a burden. "
        f"Clauses work together: their worths need not add up. {PROVEN} {rest(table)}"
    )
    return Drawing(chart, clauses_in_words(table), table, caption.strip())


def judged(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows that have a figure, with its sign as far as it is proven, and its words."""
    rows = rows[rows[f"{name}_usd"].notna()]
    signs = [sign(*ends) for ends in zip(rows[f"{name}_at_least_usd"], rows[f"{name}_at_most_usd"], strict=True)]
    return rows.assign(sign=signs, label=[money(value) for value in rows[f"{name}_usd"]])


def sign(least: float, most: float) -> str:
    """Whether it saves or costs, as far as that is proven."""
    return SAVES if least > 0 else COSTS if most < 0 else OPEN


def colour(rows: pd.DataFrame) -> alt.Color:
    """The colour of what saves, costs, or is open."""
    kinds = [kind for kind in COLOURS if kind in set(rows["sign"])]
    scale = alt.Scale(domain=kinds, range=[COLOURS[kind] for kind in kinds])
    return alt.Color("sign:N", title=None, scale=scale, legend=alt.Legend(orient="top"))


def tips(name: str) -> list[Any]:
    """What is shown of a bar that is pointed at."""
    ends = [alt.Tooltip(f"{name}_at_{end}_usd:Q", format=",.0f") for end in ("least", "most")]
    return [alt.Tooltip("label:N", title=name), "sign", *ends]


def years_in_words(worth: AgreementWorth) -> str:
    """The value of each year."""
    parts = []
    for row in each_row(worth.years[worth.years["signed"].notna()]):
        if pd.isna(row.cost_usd):
            parts.append(f"{row.signed}: {row.status}")
        elif pd.isna(row.value_usd):
            parts.append(f"{row.signed}: the plan costs {money(row.cost_usd)}, and there is none without it")
        else:
            how = sign(row.value_at_least_usd, row.value_at_most_usd)
            remark = f" ({OPEN})" if how == OPEN and row.value_usd else ""
            parts.append(f"{row.signed}: {money(row.value_usd)}{remark}")
    return f"Saved against never by signing in {'; '.join(parts)}."


def counts(clauses: pd.DataFrame) -> pd.Series:
    """Which clauses make a difference that is more than the solver's rounding."""
    size = clauses["cost_without_usd"].abs().clip(lower=1.0)
    return clauses["worth_usd"].abs() > NOTICED * size


def rest(clauses: pd.DataFrame) -> str:
    """How many clauses are not drawn, and why."""
    idle = int((clauses["worth_usd"].notna() & ~counts(clauses)).sum())
    lost = clauses.loc[clauses["worth_usd"].isna(), "clause"]
    parts = [f"Not drawn: {idle} of {len(clauses)} that make no difference."] if idle else []
    parts += [f"No plan was found without: {'; '.join(lost)}."] if len(lost) else []
    return " ".join(parts)


def clauses_in_words(table: pd.DataFrame) -> str:
    """What the clauses are worth."""
    parts = [f"{row.clause}: {row.label} ({row.sign})" for row in each_row(judged(table[counts(table)], "worth"))]
    said = f"Worth by clause: {'; '.join(parts)}." if parts else "No clause makes a difference by itself."
    return " ".join(filter(None, (said, rest(table))))
