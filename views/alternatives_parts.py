"""Near-optimal alternatives from four sides: the decisions, the plans most unlike, the sets, and all in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from model.case.rows import each_row
from model.plan.storage import plain as as_json
from model.plan.words import money, percent
from model.studies.alternatives_files import content
from model.studies.alternatives_words import KINDS, VERDICTS, amount, members, set_lines, title_of
from model.studies.comparing_words import decision_lines
from views.parts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.studies import Alternatives

MOST_LINES = 12
"""Changes told of a plan; all stand in the table."""


def figures(told: Alternatives) -> None:
    """How many decisions are open, at the loosest tolerance."""
    loose = told.groups[told.groups["within"] == told.within[-1]]
    counts = loose["verdict"].value_counts()
    cells = (
        (
            "Best plan",
            money(told.cost),
            "What it costs, present value, penalties of soft rules and of shortage included.",
        ),
        ("Always", str(counts.get("always", 0)), "Decisions of which every plan has more than nothing: proven."),
        ("Sometimes", str(counts.get("sometimes", 0)), "Decisions that some plans take, and others do without."),
        ("Never", str(counts.get("never", 0)), "Decisions that no plan takes at this cost: proven."),
    )
    for column, (label, figure, words) in zip(st.columns(4), cells, strict=True):
        column.metric(label, figure, help=words, border=True)
    left = int(counts.get("not proven", 0))
    more = f" Of {left} it is not proven which: the search for them ended before." if left else ""
    st.caption(f"Of {len(loose)} decisions, in plans within {percent(told.within[-1])} of the best plan's cost.{more}")


def decisions(told: Alternatives) -> None:
    """The least and the most of each decision, at a tolerance, of what is said of it."""
    left, right = st.columns([1, 1.6])
    within = left.select_slider(
        "Within", told.within, value=told.within[-1], format_func=percent, key="alternatives-within"
    )
    said = right.segmented_control("Taken", [*VERDICTS], default="always", key="alternatives-verdict", required=True)
    rows = told.groups[(told.groups["within"] == within) & (told.groups["verdict"] == said)]
    if rows.empty:
        st.info(f"No decision is taken {said} within {percent(within)}." if said != VERDICTS[-1] else "All is proven.")
        return
    st.dataframe(
        range_table(rows),
        hide_index=True,
        column_config={"decision": st.column_config.TextColumn(width=340, pinned=True)},
        alt=f"The {len(rows)} decisions taken {said} within {percent(within)} of the cost, a row each",
    )
    st.caption(
        "Flows and stocks are averages over the horizon. Where more or less than was found is not ruled out, the "
        "proven limit stands beside it."
    )


def range_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Ranges in words, a row each."""
    return pd.DataFrame(
        [
            {
                "decision": KINDS[row.kind].format(row.name),
                "best plan": amount(row.best, row.unit, row.nothing),
                "least": end(row.least, row.least_bound, row),
                "most": end(row.most, row.most_bound, row),
            }
            for row in each_row(rows)
        ]
    )


def end(found: float, bound: float, row: object) -> str:
    """An end of a range, with the proven limit where that is another."""
    unit, nothing = row.unit, row.nothing  # type: ignore[attr-defined]
    words = amount(found, unit, nothing)
    limit = "not known" if pd.isna(bound) else amount(bound, unit, nothing)
    return words if limit == words else f"{words} (limit: {limit})"


def plans(told: Alternatives) -> None:
    """The plans most unlike each other, and what each does otherwise than the best."""
    rows = [
        {
            "plan": title_of(row.plan),
            "cost": money(row.cost_usd),
            "above the best": f"{100 * row.above_best:.2f} %",
            "distance from the best": row.from_best,
            "from the nearest before": row.from_nearest,
        }
        for row in each_row(told.plans)
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt=f"The {len(rows)} plans most unlike each other, a row each")
    st.caption(
        "Distance: how far apart two plans are in the range of each decision, on average; 1 is at opposite ends in "
        "all. Found by hop, skip and jump (Brill, Chang and Hopkins 1982), then farthest first (Gonzalez 1985)."
    )
    names = list(told.plans["plan"].iloc[1:])
    if not names:
        return
    name = st.segmented_control(
        "Against the best", names, default=names[0], format_func=title_of, key="alternatives-plan", required=True
    )
    changes = told.changes[told.changes["plan"] == name]
    lines = decision_lines(changes)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines[:MOST_LINES]) or "It does nothing otherwise.")
    with st.expander(f"All {len(changes)} changes"):
        st.dataframe(changes.drop(columns="plan"), hide_index=True, alt=f"What {title_of(str(name))} does otherwise")


def sets(told: Alternatives) -> None:
    """The sets of agreements and projects, the cheapest first."""
    _, *lines = set_lines(told)
    frame = pd.DataFrame(lines, columns=["cost", "more than the first", "proven at least", "agreements and projects"])
    frame.insert(3, "how many", [len(members(row)) for row in each_row(told.sets)])
    st.dataframe(frame, hide_index=True, alt=f"The {len(frame)} cheapest sets of agreements and projects, a row each")
    st.caption("These are all there are at this cost." if told.complete else "There may be more at this cost.")


def in_words(told: Alternatives) -> None:
    """The answer as the command line prints it, and its tables."""
    st.code(told.summary, language=None)
    text, whole = st.columns([1, 4])
    text.download_button("Words (text)", told.summary + "\n", "alternatives.txt", "text/plain", on_click="ignore")
    data = json.dumps(as_json(content(told)), indent=2, ensure_ascii=False)
    whole.download_button("All tables (JSON)", data, "alternatives.json", "application/json", on_click="ignore")


PARTS: dict[str, Callable[[Alternatives], None]] = {
    "Decisions": decisions,
    "Plans": plans,
    "Sets": sets,
    "In words": in_words,
}
