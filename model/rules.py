"""What all rules have in common: their rows, where they hold, and how much a breach of a soft one may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from model.case.rows import each_row
from model.flows import contained_demand, contents, material_units, power_of_ten
from model.prices import mineral_values
from model.shared import active, add_cost, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from model.case import Case


def rule_rows(case: Case, kind: str) -> pd.DataFrame:
    """The rules of one kind by name, with the defaults that depend on the kind filled in."""
    rules = case.filled("rules")
    rules = rules[rules["kind"] == kind].set_index("rule")
    directions = case.filled("indicators").set_index("indicator")["direction"].to_dict()
    sense = [row.sense or default_sense(kind, directions.get(row.indicator, "")) for row in each_row(rules)]
    of = [row.of or default_base(row) for row in each_row(rules)]
    return rules.assign(sense=sense, of=of)


def default_base(rule: Any) -> str:
    """What a rule compares with, where it does not say: supply at its stage; all shipments, on routes at any stage."""
    if rule.kind == "budget":
        return "capital"
    return "shipped" if rule.per in {"chokepoint", "route"} and not rule.stage else "supply"


def default_sense(kind: str, direction: str) -> str:
    """Whether a limit is the most or the least, where the rule does not say."""
    if kind in {"cover", "certified"} or (kind == "average" and direction == "higher_is_better"):
        return "min"
    return "max"


def rule_nodes(model: Any, case: Case, rule: Any) -> list[str]:
    """The trunk nodes of the years in which a rule holds: in an embargo the plan's rules cannot hold."""
    years = set(active(rule, case.years))
    return [n for n in model.TRUNK if model.year[n] in years]


def is_soft(rule: Any) -> bool:
    """Whether a rule may be broken at a penalty."""
    return bool(rule.soft_penalty_usd >= 0 or rule.soft_penalty_multiple >= 0)


def soft_bound(rule: Any) -> float | None:
    """The most by which a rule may be broken: nothing for a hard one, anything for a soft one."""
    return None if is_soft(rule) else 0.0


def mineral_units(case: Case) -> dict[str, float]:
    """The power of ten of a tonne in which the solver counts each mineral; 1 for none or several."""
    units = material_units(case)
    peak: dict[str, float] = {}
    for (mineral, _), demand in contained_demand(case).items():
        peak[mineral] = max(peak.get(mineral, 0.0), demand)
    found = {mineral: units[material] for material, mineral in contents(case)}
    return {
        "": 1.0,
        **found,
        **{mineral: power_of_ten(demand) for mineral, demand in peak.items() if demand > 0},
    }


def sum_of(model: Any, parts: Iterable[tuple[str, tuple[str, ...], float]], node: str) -> Any:
    """The weighted sum in a node of the parts of a rule, of those components that exist there.

    Args:
        model: The model.
        parts: The component (`Bought`, `Run`, `Shipped` or `Bettered`), its index before the node, and the weight.
        node: The node.
    """
    components = {
        "Bought": model.Bought,
        "Run": model.Run,
        "Shipped": model.Shipped,
        "Bettered": model.Bettered,
    }
    return sum(
        weight * components[name][(*index, node)] for name, index, weight in parts if (*index, node) in components[name]
    )


def breach_prices(model: Any, case: Case, rules: pd.DataFrame, breach: Any) -> dict[tuple[str, ...], float]:
    """What a unit of breach of soft rules costs a year, by index of the breach; USD.

    A multiple of the benchmark is one of the mineral that stands after the rule in the index.
    """
    fixed = rules["soft_penalty_usd"].fillna(0.0).to_dict()
    multiple = rules["soft_penalty_multiple"].dropna().to_dict()
    minerals = grouped(((index[0], index[1]) for index in breach if index[0] in multiple), multiple)
    worth = {r: mineral_values(case, str(rules.at[r, "stage"]), minerals[r]) for r in multiple}
    prices = {}
    for index in breach:
        rule, key = index[0], (index[1], model.year[index[-1]])
        prices[index] = multiple[rule] * worth[rule][key] if rule in multiple else fixed[rule]
    return prices


def add_penalty(model: Any, case: Case, rules: pd.DataFrame, component: str, breach: Any, name: str) -> None:
    """What breaking soft rules of one kind costs, by node."""
    penalty = breach_prices(model, case, rules, breach)
    broken = grouped(((index[-1], index) for index in breach if penalty[index] > 0), model.NODES)
    model.add_component(
        component,
        pyo.Expression(
            model.NODES,
            initialize={n: sum(penalty[index] * breach[index] for index in broken[n]) for n in model.NODES},
            doc=f"{name[0].upper()}{name[1:]} [USD/yr]",
        ),
    )
    add_cost(model, name, model.component(component), "operating")
