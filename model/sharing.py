"""What rules on shares and on concentration count: of each member of a group, and of all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.counting import ask, members, shipped_rows, supply_rows
from model.flows import routes_of
from model.minerals import named_minerals, of_its_minerals
from model.shared import grouped, listed

if TYPE_CHECKING:
    import pandas as pd

    from model.case import Case

Part = tuple[str, tuple[str, ...], float]
"""A component of the model, its index before the node, and what a tonne of it counts for; contained t per t."""
Parts = dict[tuple[str, str], list[Part]]
"""What is counted, by (mineral, member)."""


def counted_parts(model: Any, case: Case, rule: Any) -> Parts:
    """What a rule counts for each member of its minerals."""
    if rule.per in {"chokepoint", "route"} or rule.of == "shipped":
        return shipped_parts(model, case, rule)
    rows = supply_rows(case, unknown_origin=rule.unknown_origin)
    rows = of_its_minerals(rule, rows[rows["stage"] == rule.stage])
    picked = members(case, rows, per=rule.per, where=rule["where"], sense=rule.sense)
    named = {"supplier": "Bought", "plant": "Run"}
    return grouped(
        (((x.mineral, x.member), (named[x.source_kind], (x.source,), x.t_per_t)) for x in each_row(picked)),
        dict.fromkeys(zip(picked["mineral"], picked["member"], strict=True)),
    )


def nobody(rule: Any, totals: Parts) -> Parts:
    """The members that a rule speaks of even where nobody is in them: the one group of a floor, for each mineral."""
    if rule.per or rule.sense != "min":
        return {}
    return {(mineral, ""): [] for mineral in named_minerals(rule)} or {key: [] for key in totals}


def shipped_parts(model: Any, case: Case, rule: Any) -> Parts:
    """What a rule on shipments counts: each route's once for each chokepoint that it passes, or for itself."""
    rows = shipments_counted(model, case, rule)
    if rule["where"]:
        asked = routes_of(case).reset_index()
        picked = set(asked.loc[ask(case, "routes", asked, rule["where"]), "route"])
        rows = rows[rows["route"].isin(picked)]
    if rule.per == "chokepoint":
        passed = rows["chokepoints"].map(listed)
        rows = rows.assign(member=passed).explode("member").dropna(subset="member")
    else:
        rows = rows.assign(member={"route": rows["route"], "place": rows["origin"]}.get(rule.per, ""))
    return grouped(
        (((x.mineral, x.member), ("Shipped", (x.route, x.material), x.t_per_t)) for x in each_row(rows)),
        dict.fromkeys(zip(rows["mineral"], rows["member"], strict=True)),
    )


def shipments_counted(model: Any, case: Case, rule: Any) -> pd.DataFrame:
    """The shipments of a rule's minerals and stage, with what a tonne of each counts for."""
    pairs = list(dict.fromkeys((r, m) for r, m, n in model.SHIPMENTS))
    return of_its_minerals(rule, shipped_rows(case, pairs, routes_of(case), stage=rule.stage))


def base_parts(model: Any, case: Case, rule: Any) -> Parts:
    """All that a rule's base adds up, in one group."""
    whole = rule.copy()
    whole["per"], whole["where"] = "", ""
    if rule.of == "shipped":
        return shipped_parts(model, case, whole)
    whole["of"] = "supply"
    whole["unknown_origin"] = "own"
    return counted_parts(model, case, whole)


def discarded(model: Any, stage: str, mineral: str, node: str) -> Any:
    """What is discarded of a mineral at a stage or after it: no tonne of it helps a rule [contained t/yr]."""
    key = (mineral, stage or "extraction")
    return model.Wasted[(*key, node)] if key in model.WASTABLE else 0.0
