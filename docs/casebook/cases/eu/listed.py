"""Tables of the page on the European Union."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import agreements_joined, built, demanded, short_over_horizon, spent
from docs.casebook.cases.eu.measured import ACT, FLOORS, LATE, NONE, PENALTIES, STRESS, penalties
from docs.casebook.cases.eu.named import BASE_STRATEGIC, JOINED, mineral_name
from docs.casebook.cases.eu.told import ANODE
from docs.casebook.tables import Line, unbroken
from docs.casebook.told import billions, change, listed, millions, percent
from model.case.rows import each_row
from model.evidence.markdown import markdown_table
from views.charts.names import place_names
from views.charts.names import short as shortened

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Case, Plan


def policies_table(solved: Solved) -> str:
    """The policies, each beside the free choice in its own world."""
    act, stress = solved.plan(ACT), solved.plan(*STRESS)
    lines = [
        Line("**The Act alone**, free to join", act, None),
        Line("no partnerships", solved.plan(ACT, NONE), act),
        Line("**The Act without China**, free to join", stress, None),
        Line("late peace in Ukraine", solved.plan(*STRESS, LATE), stress),
        Line("no partnerships", solved.plan(*STRESS, NONE), stress),
    ]
    rows = [
        (
            line.name,
            unbroken(billions(line.plan.objective)),
            "" if line.beside is None else unbroken(change(line.plan.objective - line.beside.objective)),
            unbroken(billions(spent(line.plan, PENALTIES))),
            unbroken(percent(short_over_horizon(line.plan, ANODE) / demanded(line.plan, ANODE))),
            listed([f"{JOINED[name]} ({year})" for name, year in joined_by_year(line.plan)]),
        )
        for line in lines
    ]
    columns = [
        "policy",
        "cost",
        "against free to join",
        "paid for missed benchmarks",
        "anode graphite short",
        "joined",
    ]
    return markdown_table(pd.DataFrame(rows, columns=columns))


def joined_by_year(plan: Plan) -> list[tuple[str, int]]:
    """The partnerships that are joined, the first ones first."""
    return sorted(agreements_joined(plan).items(), key=lambda pair: (pair[1], pair[0]))


def penalties_table(plan: Plan) -> str:
    """What missing each benchmark costs, by mineral, the dearest first."""
    table = penalties(plan).pivot_table(index="mineral", columns="benchmark", values="usd", aggfunc="sum").fillna(0.0)
    table = table.assign(total=table.sum(axis=1)).sort_values("total", ascending=False)
    table.loc["all"] = table.sum()
    cells = [
        (mineral_name(str(mineral)), *(unbroken(millions(usd)) if usd else "" for usd in row))
        for mineral, row in zip(table.index, table.to_numpy(), strict=True)
    ]
    return markdown_table(pd.DataFrame(cells, columns=["material", *FLOORS.values(), "together"]))


def projects_table(solved: Solved) -> str:
    """Strategic projects: where they stand, which partnership opens them, and when they are on line."""
    case = solved.case(ACT)
    online = [built(solved.plan(*policies)).groupby("project")["online"].min() for policies in ((ACT,), STRESS)]
    effects = case.filled("agreement_effects")
    opened = effects[effects["target_kind"] == "project"].set_index("target")["agreement"].map(JOINED)
    names = place_names(case)
    rows = [
        (
            row.name.replace(" (strategic project)", "").replace(" (EU strategic project)", ""),
            "European Union" if row.place == "EU27" else shortened(names[row.place]),
            "yes" if row.project in opened else "",
            *(str(int(years[row.project])) if row.project in years else "not built" for years in online),
        )
        for row in each_row(strategic(case))
    ]
    columns = ["project", "where", "needs a partnership", "on line, the Act alone", "on line, without China"]
    return markdown_table(pd.DataFrame(rows, columns=columns))


def strategic(case: Case) -> pd.DataFrame:
    """The strategic projects, those of the Union first."""
    projects = case.filled("projects")
    own = projects["name"].str.contains("strategic project") | projects["project"].isin(BASE_STRATEGIC)
    opened = set(case.filled("agreement_effects")["target"])
    rows = projects[own | projects["project"].isin(opened)]
    inside = rows["place"].isin(case.settings.buyer)
    return rows.assign(outside=~inside).sort_values(["outside", "name"], kind="stable")
