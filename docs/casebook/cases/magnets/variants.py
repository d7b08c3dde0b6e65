"""What the agreement is worth under the embargo where one thing is otherwise; kept as a table beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import row_of
from docs.casebook.cases.magnets.parts import FLOOR
from docs.casebook.cases.magnets.told import EMBARGO, WITHOUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from docs.casebook.solved import Solved
    from model import Case

QUARTER, HALF, DOUBLE = (f"a missing magnet is worth {share} as much" for share in ("a quarter", "half", "twice"))
LATER, SOONER = "Independence grows a year later", "Benson is built in a year less"
KNOWN = "the embargo is known a year ahead"
FLOOR_ALONE = "China sells freely, and only the floor is taken away"


def variants(solved: Solved) -> pd.DataFrame:
    """Each variant: `variant`, `with_usd`, `without_usd`, `saved_usd`."""

    def study() -> tuple[pd.DataFrame, ...]:
        closed = [solved.case(*EMBARGO.policies), solved.case(*EMBARGO.policies, WITHOUT)]
        pairs = {name: [change(case) for case in closed] for name, change in CHANGES.items()}
        open_cases = (solved.case(), solved.case(WITHOUT))
        pairs[KNOWN] = [ruled(case, like) for case, like in zip(open_cases, closed, strict=True)]
        pairs[FLOOR_ALONE] = [solved.case(), without_floor(solved.case())]
        rows = []
        for name, cases in pairs.items():
            solved.tell(f"{solved.data.name}: {name}")
            ours, theirs = (solved.cost(case) for case in cases)
            rows.append((name, ours, theirs, theirs - ours))
        return (pd.DataFrame(rows, columns=["variant", "with_usd", "without_usd", "saved_usd"]),)

    return solved.studied(("variants.csv",), study)[0]


def saved(solved: Solved, variant: str) -> float:
    """What the agreement saves in a variant [USD]."""
    return float(row_of(variants(solved), "variant", variant).saved_usd)


def at_worth(share: float) -> Callable[[Case], Case]:
    """Takes what goes short as worth a share of what the case says."""

    def change(case: Case) -> Case:
        sectors = case.tables["sectors"]
        return case.replace(sectors=sectors.assign(shortage_cost_multiple=sectors["shortage_cost_multiple"] * share))

    return change


def moved(project: str, column: str, years: int) -> Callable[[Case], Case]:
    """Takes a year or a number of years of a project as more by some, where there is that project."""

    def change(case: Case) -> Case:
        projects = case.tables["projects"]
        more = (projects["project"] == project).astype(int) * years
        return case.replace(projects=projects.assign(**{column: projects[column] + more}))

    return change


def ruled(case: Case, like: Case) -> Case:
    """A case with the rules of another."""
    return case.replace(rules=like.tables["rules"])


def without_floor(case: Case) -> Case:
    """The case with all that was built on the floor, and without the floor."""
    supports, cells = case.tables["supports"], case.tables["provenance"]
    return case.replace(supports=supports[supports["support"] != FLOOR], provenance=cells[cells["key"] != FLOOR])


CHANGES = {
    QUARTER: at_worth(1 / 4),
    HALF: at_worth(1 / 2),
    DOUBLE: at_worth(2),
    LATER: moved("independence-growth", "online_year", 1),
    SOONER: moved("vulcan-benson-build", "construction_years", -1),
}
"""What is otherwise under the embargo, with the agreement and without."""
