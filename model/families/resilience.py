"""Resilience: stocks that cover days of demand."""

import pyomo.environ as pyo

from model.case.rows import each_row
from model.counting import ask
from model.flows import contained_demand, contents
from model.minerals import speaks_of
from model.rules import add_penalty, mineral_units, rule_nodes, rule_rows, soft_bound
from model.shared import count_in, grouped


def stock_cover(model, rule, mineral, node):
    r"""The buyer's stocks of a mineral cover at least a number of days of demand.

    $$ \sum_{s \in \text{COVERING}_{r,\mu}} \text{content}_{s,\mu} \, \text{Stock}_{s,n} \ge \frac{\text{days}_{r,t(n)}}{365} \, \text{need}_{\mu,t(n)} - \text{CoverBreach}_{r,\mu,n} \quad \forall (r, \mu, n) \in \text{COVERS} $$

    `Stock` [t]; `need` [contained t/yr] all demand; `CoverBreach` [contained t]. On the trunk: a reserve may be drawn when the
    disruption has come.
    """
    t = model.year[node]
    return (
        sum(model.stock_content[s, mineral] * model.Stock[s, node] for s in model.COVERING[rule, mineral])
        >= model.cover_days[rule, t] / 365 * model.need[mineral, t] - model.CoverBreach[rule, mineral, node]
    )


def add(model, case):
    """Adds the stock covers and what breaking soft ones costs."""
    rules = rule_rows(case, "cover")
    need = contained_demand(case)
    demanded = dict.fromkeys(mineral for mineral, _ in need)
    pairs = [(r, x) for r, row in rules.iterrows() for x in demanded if speaks_of(row, x)]
    keys = [(r, x, n) for r, x in pairs for n in rule_nodes(model, case, rules.loc[r])]
    limit = case.by_year("rules", "limit").to_dict()
    unit = mineral_units(case)
    model.COVER_RULES = pyo.Set(dimen=2, initialize=pairs, doc="rule, mineral")
    model.COVERS = pyo.Set(dimen=3, initialize=keys, doc="rule, mineral, node")
    model.COVERING = pyo.Set(model.COVER_RULES, initialize=covering(case, rules, pairs))
    model.cover_days = pyo.Param(
        list(rules.index),
        model.YEARS,
        initialize={(r, t): limit[r, t] for r in rules.index for t in case.years},
    )
    model.need = pyo.Param(list(need), initialize=need)
    model.CoverBreach = pyo.Var(
        model.COVERS,
        bounds=lambda model, r, mineral, n: (0, soft_bound(rules.loc[r])),
        doc="By how much a soft stock cover is missed [contained t]",
    )
    count_in(model, model.CoverBreach, lambda r, mineral, n: unit[mineral])
    model.stock_cover = pyo.Constraint(model.COVERS, rule=stock_cover)
    add_penalty(model, case, rules, "CoverPenalty", model.CoverBreach, "cover rule penalties")


def covering(case, rules, pairs):
    """The stockpiles that count for each rule and mineral: the buyer's, of the rule's stage, that its `where` picks."""
    sites = case.filled("stockpiles")
    stage = case.filled("materials").set_index("material")["stage"].to_dict()
    holding = {(m, mineral) for m, mineral in contents(case)}
    found = []
    for r, mineral in pairs:
        row = rules.loc[r]
        chosen = sites[ask(case, "stockpiles", sites, row["where"])]
        found += [
            ((r, mineral), x.stockpile)
            for x in each_row(chosen)
            if x.held_by_buyer and (x.material, mineral) in holding and row.stage in {"", stage[x.material]}
        ]
    return grouped(found, pairs)
