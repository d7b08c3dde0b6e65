"""Policies compared in plain words and small tables."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.clauses import RECORDS
from model.case.differences import SETTINGS
from model.case.rows import each_row
from model.plan.mineral_words import OF_STAGE
from model.plan.words import listing, money, plain_number
from model.studies.agreement_words import NOTICED, UNSURE, aligned, usd
from model.studies.change_sentences import share_words
from model.studies.headlines import headlines, shown_figure
from model.studies.moves import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.studies.comparing import Comparison

MOST_DECISIONS, MOST_SHARES, MOST_INPUTS = 12, 6, 12
"""Lines told of each; all stand in the tables."""
FEW_ROWS = 3
"""Rows that are named, where no more are added or removed."""
IMPLIED = ("largest share", "import reliance", "shipments", "projects decided")
"""Changes that follow from others that are told, or stand in the figures side by side."""


def comparison_in_words(told: Comparison) -> Iterator[str]:
    """The costs, the figures side by side, then each alternative against the first, and the clauses."""
    names = list(told.plans["alternative"])
    yield f"{told.title}: {listing(names[1:])} against {told.first}"
    yield ""
    yield from aligned(cost_lines(told))
    yield from unsure(told)
    figures = headlines(told.kpis)
    if len(figures):
        yield ""
        yield from aligned(figure_lines(figures))
    for name in names[1:]:
        yield ""
        yield from against_the_first(told, name)
    for name in dict.fromkeys(told.clauses["alternative"]):
        yield ""
        yield f"{name}: what each clause costs, by how much the plan would be cheaper without it (they need not add up)"
        yield from aligned(clause_lines(told.clauses[told.clauses["alternative"] == name]))


def cost_lines(told: Comparison) -> Iterator[tuple[str, ...]]:
    """The alternatives as cells of lines."""
    kept = (told.plans["run"] != "").any()
    yield "", "cost", f"against {told.first}", "gap", "how the search ended", *(["run"] if kept else [])
    for row in each_row(told.plans):
        small = abs(row.difference_usd) <= NOTICED * max(1.0, abs(row.cost_usd))
        against = "" if row.alternative == told.first else usd(0.0 if small else row.difference_usd)
        gap = "-" if math.isnan(row.gap) else f"{row.gap:.2%}"
        yield row.alternative, usd(row.cost_usd), against, gap, row.status, *([row.run or "-"] if kept else [])


def unsure(told: Comparison) -> Iterator[str]:
    """What the gaps of the solves leave open of the differences."""
    for row in each_row(told.plans[told.plans["alternative"] != told.first]):
        least, most = row.difference_at_least_usd, row.difference_at_most_usd
        if not most - least > max(UNSURE * abs(row.difference_usd), NOTICED * abs(row.cost_usd)):
            continue
        turn = " Which of both costs more is not proven: ask for a smaller gap." if least < 0 < most else ""
        yield f"{row.alternative}: proven is a difference between {money(least)} and {money(most)}.{turn}"


def figure_lines(figures: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """The figures side by side as cells of lines."""
    names = [name for name in figures.columns if name not in ("figure", "unit")]
    yield "(averages are over minerals)", *names
    for _, row in figures.iterrows():
        yield row["figure"], *(shown_figure(row[name], row["unit"]) for name in names)


def against_the_first(told: Comparison, name: str) -> Iterator[str]:
    """What an alternative says and does otherwise than the first."""
    yield f"{name} against {told.first}"
    yield "  What the inputs say otherwise:"
    yield from limited(input_lines(told.inputs[told.inputs["alternative"] == name]), MOST_INPUTS, "inputs")
    rows = told.plans[told.plans["alternative"].isin([name, told.first])]
    missing = [f"{row.alternative} has no plan ({row.status})" for row in each_row(rows) if math.isnan(row.cost_usd)]
    if missing:
        why = listing(missing)
        yield f"  What the plan does otherwise is not known: {why}."
        return
    changes = told.changes[told.changes["alternative"] == name]
    yield "  What the plan does otherwise, the most material first:"
    yield from limited(decision_lines(changes), MOST_DECISIONS, "changes")
    shares = share_lines(changes)
    if shares:
        yield "  Which shares move most, by the worth of what moves:"
        yield from limited(shares, MOST_SHARES, "changes")


def limited(lines: list[str], most: int, table: str) -> Iterator[str]:
    """The first lines, and how many more the table has."""
    yield from (f"    - {line}" for line in lines[:most] or ["nothing"])
    if len(lines) > most:
        yield f"    - and {len(lines) - most} more, in the table {table}"


def decision_lines(changes: pd.DataFrame) -> list[str]:
    """What is done otherwise: agreements first, then by what it comes to; of each thing what weighs most."""
    rows = changes[~changes["what"].isin([*IMPLIED, "share"])]
    rows = rows[(rows["weight_usd"] > 0) | ~rows["what"].isin(["processing"])]
    rows = rows.assign(later=~rows["what"].str.startswith("agreements"))
    rows = rows.sort_values(["later", "weight_usd"], ascending=[True, False], kind="stable")
    return [str(words) for words in rows.drop_duplicates(["what", "subject"])["words"]]


def share_lines(changes: pd.DataFrame) -> list[str]:
    """Shares that move; minerals that move alike, since one material holds them, on one line."""
    rows = changes[changes["what"] == "share"]
    alike: dict[tuple[object, ...], list[Any]] = {}
    for row in each_row(rows):
        alike.setdefault((row.name, row.year, f"{row.before:.3f}", f"{row.after:.3f}"), []).append(row)
    return [share_words(found[0], found[0].name, listing(things(found))) for found in alike.values()]


def things(rows: list[Any]) -> list[str]:
    """Of what shares are: `cobalt and nickel in components`, stage by stage."""
    stages: dict[str, list[str]] = {}
    for row in rows:
        _, mineral, stage = row.subject.split(SEPARATOR)
        stages.setdefault(stage, []).append(mineral)
    named = {stage: listing(sorted(minerals)) for stage, minerals in stages.items()}
    if set(named) == {"extraction", "processing"} and len(set(named.values())) == 1:
        return [f"mined and processed {named['extraction']}"]
    return [OF_STAGE[stage].format(minerals) for stage, minerals in named.items()]


def input_lines(inputs: pd.DataFrame) -> list[str]:
    """What the inputs say otherwise: settings, then rules by their words, then the cells of the other tables."""
    rows = inputs[~inputs["table"].isin(RECORDS)]
    settings = rows[rows["table"] == SETTINGS]
    lines = [f"{row.column} is {row.after or 'empty'} instead of {row.before or 'empty'}" for row in each_row(settings)]
    rules = rows[(rows["table"] == "rules") & (rows["what"] != "changed")]
    for row in each_row(rules):
        verb = "has the rule" if row.what == "added" else "does without the rule"
        lines.append(f"{verb} {row.key}: {title_in(row.after or row.before)}".removesuffix(": "))
    rest = rows.drop(index=[*settings.index, *rules.index])
    for key, group in rest.groupby(["table", "what", "column"], sort=False):
        lines.append(group_words(*map(str, key), rows=group))
    return lines


def title_in(cells: str) -> str:
    """The title of a rule, in its cells as the table of differences writes them."""
    found = cells.partition("title ")[2]
    for column in (", kind ", ", mineral "):
        found = found.partition(column)[0]
    return found


def group_words(table: str, what: str, column: str, *, rows: pd.DataFrame) -> str:
    """`suppliers, 12 rows: another reach, such as 0.5 instead of 1 (cobalt-chn)`."""
    first, many = rows.iloc[0], len(rows)
    if what != "changed":
        named = listing([str(key) for key in rows["key"]]) if many <= FEW_ROWS else f"{first['key']} and others"
        return f"{table}: {plain_number(many)} row{' is' if many == 1 else 's are'} {what} ({named})"
    cells = f"{first['after'] or 'empty'} instead of {first['before'] or 'empty'}"
    if many == 1:
        return f"{table}, {first['key']}: {column} is {cells}"
    return f"{table}, {many} rows: another {column}, such as {cells} ({first['key']})"


def clause_lines(clauses: pd.DataFrame) -> Iterator[tuple[str, ...]]:
    """The clauses as cells of lines, the dearest first; those whose price has no figure before them."""
    yield "price", "clause"
    order = clauses["price_usd"].fillna(math.inf).sort_values(ascending=False, kind="stable").index
    for row in each_row(clauses.loc[order]):
        yield clause_price(row), f"{row.clause}{clause_remark(row)}"


def clause_price(row: Any) -> str:
    """The price of a clause; a dash where it has none."""
    small = abs(row.price_usd) <= NOTICED * max(1.0, abs(row.cost_without_usd))
    return usd(0.0 if small else row.price_usd)


def clause_remark(row: Any) -> str:
    """Why a clause has no price, or what is proven of it where that is not the same."""
    if math.isnan(row.cost_without_usd):
        return f" (without it: {row.status})"
    if math.isnan(row.price_usd):
        return f" (no plan with it; without it {money(row.cost_without_usd)})"
    least, most = row.price_at_least_usd, row.price_at_most_usd
    if most - least > max(UNSURE * abs(row.price_usd), NOTICED * max(1.0, abs(row.cost_without_usd))):
        return f" (proven: between {usd(least)} and {usd(most)})"
    return ""
