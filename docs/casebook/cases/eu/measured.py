"""How plans stand to the benchmarks of the Act, what missing them costs, and what partnerships save."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import agreements_joined
from model.case.rows import each_row
from model.prices import mineral_values
from model.studies.signing import never

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

ACT, NO_CHINA, NONE, LATE = "crma-2030", "without-china", "no-partnerships", "late-peace-in-ukraine"
STRESS = (ACT, NO_CHINA)
WORLDS = {ACT: (ACT,), NO_CHINA: STRESS}
"""The policies of the two worlds, by what the tables of the page call them."""
YEAR = 2030
"""From this year the benchmarks hold."""
FLOORS = {"crma-extraction": "extraction", "crma-processing": "processing", "crma-recycling": "recycling"}
"""The benchmarks that ask for a least share, by rule."""
CEILINGS = "crma-65"
"""How the rules on the largest third country begin."""
PENALTIES = "share rule penalties"
"""The cost term of what is paid for missing them."""
PAIRED = "eu-norway"
"""The partnership that opens only what needs another one: it is valued with that of Greenland."""
ALL = "all, by weight"


def standings(plan: Plan, year: int) -> pd.DataFrame:
    """The Union's own shares of consumption: `benchmark`, `mineral`, `share`, `limit`, `met`."""
    rows = plan.rules[plan.rules["rule"].isin(FLOORS) & (plan.rules["year"] == year)]
    shares = rows.assign(benchmark=rows["rule"].map(FLOORS), share=rows["value"], met=~rows["broken"])
    return shares[["benchmark", "mineral", "share", "limit", "met"]].reset_index(drop=True)


def together(plan: Plan, year: int) -> pd.DataFrame:
    """The same for all minerals of a benchmark added up by weight, in a row each called as `ALL`."""
    eaten = plan.deliveries[plan.deliveries["year"] == year].merge(plan.case.minerals, on="material")
    eaten = eaten.assign(contained=eaten["delivered_t_per_year"] * eaten["content"])
    consumed = eaten.groupby("mineral")["contained"].sum()
    rows = standings(plan, year)
    rows = rows.assign(base=rows["mineral"].map(consumed))
    sums = rows.assign(counted=rows["share"] * rows["base"]).groupby("benchmark")[["counted", "base"]].sum()
    share = sums["counted"] / sums["base"]
    limit = rows.groupby("benchmark")["limit"].first()
    return pd.DataFrame({"mineral": ALL, "share": share, "limit": limit, "met": share >= limit}).reset_index()


def abroad(plan: Plan, year: int) -> pd.DataFrame:
    """The third country with the largest share of consumption: `mineral`, `stage`, `place`, `share`, `limit`, `met`."""
    rows = plan.rules[plan.rules["rule"].str.startswith(CEILINGS) & (plan.rules["year"] == year)]
    rows = rows.assign(stage=rows["rule"].str.split("-").str[-1], share=rows["value"], met=~rows["broken"])
    largest = rows.loc[rows.groupby(["mineral", "stage"])["share"].idxmax()]
    return largest.rename(columns={"member": "place"})[["mineral", "stage", "place", "share", "limit", "met"]]


def missed(plan: Plan) -> set[tuple[str, str, int]]:
    """Benchmark, mineral and year of what is missed."""
    rows = plan.rules[plan.rules["rule"].isin(FLOORS) & plan.rules["broken"]]
    return {(FLOORS[row.rule], row.mineral, int(row.year)) for row in each_row(rows)}


def penalties(plan: Plan) -> pd.DataFrame:
    """What missing the benchmarks costs over the horizon: `benchmark`, `mineral`, `usd` (present value).

    The cost term of each year is split as breach times the worth of the mineral.
    """
    rules = plan.case.filled("rules").set_index("rule")
    rows = plan.rules[plan.rules["rule"].isin(FLOORS) & (plan.rules["breach"] > 0)]
    worth = {
        str(rule): mineral_values(plan.case, str(rules.at[rule, "stage"]), set(own["mineral"]))
        for rule, own in rows.groupby("rule")
    }
    weights = [
        row.breach * rules.at[row.rule, "soft_penalty_multiple"] * worth[row.rule][row.mineral, int(row.year)]
        for row in each_row(rows)
    ]
    rows = rows.assign(weight=weights, benchmark=rows["rule"].map(FLOORS))
    terms = plan.costs[plan.costs["term"] == PENALTIES].groupby("year")["present_value_usd"].sum()
    part = rows["weight"] / rows["year"].map(rows.groupby("year")["weight"].sum())
    rows = rows.assign(usd=part * rows["year"].map(terms))
    return rows.groupby(["benchmark", "mineral"])["usd"].sum().astype(float).reset_index()


def without_each(solved: Solved) -> pd.DataFrame:
    """What each partnership that is joined is worth: `world`, `agreement`, `value_usd`.

    The cost of never joining that one, less the cost of the plan that is free to join all.
    """

    def study() -> tuple[pd.DataFrame]:
        step = solved.step("worth of partnerships")
        rows = []
        for world, policies in WORLDS.items():
            plan = solved.plan(*policies)
            for agreement in agreements_joined(plan):
                if agreement == PAIRED:
                    continue
                step(f"{world} without {agreement}")
                rows.append((world, agreement, solved.cost(never(plan.case, agreement)) - plan.objective))
        return (pd.DataFrame(rows, columns=["world", "agreement", "value_usd"]),)

    return solved.studied(("worth-of-partnerships.csv",), study)[0]


def all_worth(solved: Solved, world: str) -> float:
    """What all partnerships together are worth in a world [USD]."""
    policies = WORLDS[world]
    return solved.plan(*policies, NONE).objective - solved.plan(*policies).objective
