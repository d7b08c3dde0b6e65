"""Every term of the cost, recomputed from quantities and the prices of the inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.agreements import ages, left, standing
from model.certificate.capital import finance_terms, project_terms, support_terms
from model.certificate.contracts import contracts_of, offers, paid_for, partners_part, stake_capital
from model.certificate.demand import demanded, shortage_costs
from model.certificate.gates import step_costs
from model.certificate.measured import measures, subjects
from model.certificate.penalties import PENALTIES, penalties
from model.certificate.power import power_costs
from model.certificate.processing import runs
from model.certificate.read import items, within
from model.certificate.rows import ARITHMETIC, broken, check_rows
from model.certificate.stocks import end_values, levels
from model.certificate.terms import Term
from model.certificate.transport import routes_of, shipments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def cost_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """All cost terms by name."""
    return {
        **agreement_terms(inputs, decided),
        **project_terms(inputs, decided),
        **finance_terms(inputs, decided),
        **purchase_terms(inputs, decided),
        **processing_terms(inputs, decided),
        **support_terms(inputs, decided),
        **transport_terms(inputs, decided),
        **stock_terms(inputs, decided),
        **demand_terms(inputs, decided),
        **rule_terms(inputs, decided),
    }


def agreement_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """What joining, being in and leaving agreements cost, and what those that disturb each other do."""
    rows = inputs.keyed("agreements")
    years = list(inputs.years)
    joined = decided["joined"].reindex(rows.index).fillna(0.0)
    gone = pd.DataFrame(left(inputs, decided).sum(axis=1), index=rows.index, columns=years)
    stands = standing(inputs, decided)
    since = ages(inputs)
    rate = rows["yearly_cost_usd"].to_numpy()[:, None, None] + np.zeros(since.shape)
    length = inputs.years_in.to_numpy()[None, :]
    for _, row in inputs["agreement_payments"].iterrows():
        at = rows.index == row["agreement"]
        due = (since[at] <= row["years_after_joining"]) & (row["years_after_joining"] < since[at] + length)
        rate[at] += due * row["amount_usd"] / length
    pairs = inputs["agreement_pairs"].set_index(["agreement", "other"])["penalty_usd_per_year"]
    both = decided["both"]
    return {
        "agreement upfront costs": Term(joined.mul(rows["upfront_cost_usd"], axis=0).sum(), "one_off"),
        "agreement payments": Term(pd.Series((rate * stands).sum(axis=(0, 1)), index=years)),
        "cost of leaving": Term(gone.mul(rows["leaving_cost_usd"], axis=0).sum(), "one_off"),
        "agreement pair penalties": Term(both.mul(pairs.reindex(both.index).fillna(0.0), axis=0).sum()),
    }


def purchase_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """What is paid for tonnes, for signing, and for stakes in mines."""
    rows = contracts_of(inputs)
    paid = paid_for(inputs, decided)
    candidates = rows[(rows["status"] == "candidate") & (rows["kind"] != "spot")]
    signed = decided["signed"].reindex(candidates.index).fillna(0.0)
    volume = decided["volume"].reindex(candidates.index).fillna(0.0)
    terms = {name: Term((paid * price.where(paid != 0, 0.0)).sum()) for name, price in offers(inputs).items()}
    return terms | {
        "revenue shared": Term((paid * partners_part(inputs)).sum()),
        "contract fees": Term(signed.mul(candidates["fee_usd"], axis=0).sum(), "one_off"),
        "equity capital": Term(volume.mul(stake_capital(inputs, candidates.index), axis=0).sum(), "one_off"),
    }


def processing_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Tolls of somebody else's plants; process, variable and fixed cost of the buyer's own; scrap collection."""
    rows = inputs.keyed("plants")
    run = runs(inputs, decided)
    toll = inputs.by_year("plants", "toll_usd_per_t")
    own = toll.isna()
    process = inputs.keyed("processes")["cost_usd_per_t"].reindex(rows["process"]).to_numpy()
    variable = inputs.by_year("plants", "variable_cost_usd_per_t").add(process, axis=0)
    fixed = within(rows, inputs.years).astype(float).mul(rows["fixed_cost_usd_per_year"], axis=0)
    returns = inputs["scrap_returns"].set_index(["sector", "material", "scrap", "place"])["cost_usd_per_t"]
    collected = decided["collected"]
    return {
        "tolls": Term((run * toll.fillna(0.0)).sum()),
        "processing": Term((run * variable).where(own, 0.0).sum()),
        "power": Term(power_costs(inputs, decided)),
        "plant fixed cost": Term(fixed.where(own, 0.0).sum()),
        "scrap collection": Term(collected.mul(returns.reindex(collected.index), axis=0).sum()),
    }


def transport_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Freight, and tariffs: those that the buyer's own country charges are shown, and not counted from its view."""
    shipped = shipments(inputs, decided)
    routes = routes_of(inputs, shipped)
    names, materials = (shipped.index.get_level_values(level) for level in (0, 1))
    freight = (
        inputs.by_year("routes", "cost_usd_per_t")
        if len(inputs["routes"])
        else pd.DataFrame(0.0, routes.index, inputs.years)
    )
    ends = routes.reindex(names)
    charged = tariff_rates(inputs, ends["origin"], ends["destination"], materials).set_axis(shipped.index)
    worth = inputs.benchmark.reindex(materials).fillna(0.0).set_axis(shipped.index)
    duties = shipped * charged * worth
    mine = ends["destination"].isin(inputs.settings.buyer).to_numpy()
    return {
        "transport": Term((shipped * freight.reindex(names).set_axis(shipped.index)).sum()),
        "tariffs": Term(duties[~mine].sum()),
        "own tariffs": Term(duties[mine].sum(), counted=inputs.settings.perspective == "firm"),
    }


def tariff_rates(inputs: Inputs, origin: pd.Series, destination: pd.Series, material: pd.Index) -> pd.DataFrame:
    """The sum of the tariffs on each shipment, by year, as a share of its benchmark price."""
    tags = {row["place"]: {row["place"], *items(row["tags"])} for _, row in inputs["places"].iterrows()}
    stages = inputs.stage_of.reindex(material).to_numpy()
    rates = inputs.by_year("tariffs", "rate") * within(inputs.keyed("tariffs"), inputs.years)
    charged = np.zeros((len(origin), len(inputs.years)))

    def at(places: pd.Series, wanted: str) -> Any:
        return np.asarray([not wanted or wanted in tags.get(place, {place}) for place in places], dtype=bool)

    for _, row in inputs["tariffs"].iterrows():
        hit = at(origin, row["origin"]) & at(destination, row["destination"])
        hit &= (stages == row["stage"]) | (row["stage"] == "")
        hit &= np.asarray((material == row["material"]) | (row["material"] == ""))
        charged[hit] += rates.loc[row["tariff"]].to_numpy(dtype=float)
    return pd.DataFrame(charged, columns=list(inputs.years))


def stock_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Holding on the level at the end of each period, less what the last level is worth."""
    rows = inputs.keyed("stockpiles")
    holding = levels(inputs, decided, "stock").mul(rows["holding_cost_usd_per_t_per_year"], axis=0)
    last = inputs.years[-1]
    valued = float((levels(inputs, decided, "valued")[last] * end_values(inputs)).sum())
    return {"stock holding": Term(holding.sum()), "stock end value": Term(pd.Series({last: -valued}), "final")}


def demand_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Going without, substituting, and disposing."""
    used = decided["substituted"]
    each = inputs.keyed("substitutes")["cost_usd_per_t"].reindex(used.index.get_level_values("substitute"))
    gone = decided["discarded"]
    disposal = inputs.keyed("materials")["disposal_cost_usd_per_t"].reindex(gone.index.get_level_values("material"))
    short = decided["shortfall"].reindex(demanded(inputs).index).fillna(0.0)
    return {
        "substitution": Term(used.mul(each.to_numpy(), axis=0).sum()),
        "shortage": Term((short * shortage_costs(inputs).fillna(0.0)).sum()),
        "disposal": Term(gone.mul(disposal.to_numpy(), axis=0).sum()),
    }


def rule_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """What rules cost: by what they measure, by active supplier, and by breach."""
    nothing = pd.Series(0.0, index=list(inputs.years))
    esg, audits = nothing.copy(), nothing.copy()
    limits = inputs.by_year("rules", "limit").fillna(0.0)
    spans = within(inputs.keyed("rules"), inputs.years)
    for _, rule in inputs["rules"][inputs["rules"]["kind"] == "cost"].iterrows():
        price = (limits.loc[rule["rule"]] * spans.loc[rule["rule"]]).astype(float)
        if rule["per"] == "supplier":
            named = subjects(inputs, decided, rule, ("supplier",))["name"]
            audits += decided["active"].reindex(named).fillna(0.0).sum() * price
        else:
            esg += measures(inputs, decided, rule).sum() * price
    terms = {"ESG costs": Term(esg), "cost of active suppliers": Term(audits)}
    terms["gate costs"] = Term(step_costs(inputs, decided), "one_off")
    for kind, paid in penalties(inputs, decided).items():
        terms[PENALTIES[kind]] = Term(paid, "one_off" if kind == "budget" else "operating")
    return terms


def cost_table(inputs: Inputs, terms: Mapping[str, Term]) -> pd.DataFrame:
    """What each term comes to by year: `paid_usd` (over the period) and `present_value_usd`, by (term, year)."""
    parts = []
    for name, term in terms.items():
        amounts = term.amounts.astype(float)
        years = list(amounts.index)
        paid, worth = amounts, amounts * [inputs.discount(year) for year in years]
        if term.timing == "operating":
            paid, worth = amounts * inputs.years_in[years], amounts * inputs.annuity[years]
        elif term.timing == "final":
            worth = amounts * inputs.discount(inputs.horizon_end)
        parts.append(pd.DataFrame({"term": name, "year": years, "paid_usd": paid, "present_value_usd": worth}))
    return pd.concat(parts, ignore_index=True).set_index(["term", "year"])


def checks(inputs: Inputs, decided: Decided, costs: pd.DataFrame, plan: Mapping[str, Any]) -> Iterator[Rows]:
    """Every row of the cost table, what counts, and that what counts adds up to the objective.

    Args:
        inputs: The inputs.
        decided: The decisions.
        costs: The plan's cost table.
        plan: The plan's head: its objective.
    """
    terms = cost_terms(inputs, decided)
    own = cost_table(inputs, terms)
    stored = costs.groupby(["term", "year"])[["paid_usd", "present_value_usd"]].sum(min_count=1)
    index = own.index.union(stored.index)
    subjects_of = [str(term) for term, _ in index]
    when = index.get_level_values("year")
    for column, check in (("paid_usd", "cost as paid"), ("present_value_usd", "cost as present value")):
        mine, theirs = own[column].reindex(index).fillna(0.0), stored[column].reindex(index)
        theirs = theirs.where(theirs.notna() | ~index.isin(stored.index), 0.0).where(index.isin(stored.index), 0.0)
        size = np.maximum(mine.abs() + theirs.abs(), 1.0)
        yield check_rows(check, subjects_of, (mine - theirs).abs(), size, years=when, relative=ARITHMETIC)
    flagged = costs[
        [
            terms[t].counted != bool(c) if t in terms else True
            for t, c in zip(costs["term"], costs["counted"], strict=True)
        ]
    ]
    yield broken("cost counts", sorted(set(flagged["term"].astype(str))))
    counts = [name for name, term in terms.items() if term.counted]
    recomputed = own.loc[own.index.get_level_values("term").isin(counts), "present_value_usd"]
    difference = abs(float(recomputed.sum()) - float(plan["objective_usd"]))
    size = max(float(recomputed.abs().sum()), 1.0)
    yield check_rows("objective", ["total cost"], [difference], [size], relative=ARITHMETIC)
