"""Agreements: joined once or never, in force until they end or are left, and paid for while they are."""

import pyomo.environ as pyo

from model.agreed import effects, joinings, leavings, payment_rate, standings, unlocks
from model.shared import add_cost, grouped, mapping_of


def joined_once(model, agreement):
    r"""An agreement is joined once at most.

    $$ \sum_{t} \text{Joined}_{g,t} \le 1 \quad \forall g \in \text{JOINABLE} $$

    `Joined` binary: it is in force from year t.
    """
    return sum(model.Joined[agreement, t] for t in model.JOINING_YEARS[agreement]) <= 1


def left_once(model, agreement, joined):
    r"""What has been joined in a year is left once at most, and nothing else is.

    `Left` says in which year the agreement was joined, so that payments by years since joining stay linear.

    $$ \sum_{t} \text{Left}_{g,s,t} \le \text{Joined}_{g,s} \quad \forall (g, s) \in \text{LEAVABLE} $$

    `Left` binary, s the year of joining; t at least `least_years` after it.
    """
    return (
        sum(model.Left[agreement, joined, t] for t in model.LEAVING_YEARS[agreement, joined])
        <= model.Joined[agreement, joined]
    )


def agreement_required(model, agreement, other, year):
    r"""An agreement is in force only while the one that it requires is.

    $$ \text{Agreed}_{g,t} \le \text{Agreed}_{g',t} \quad \forall (g, g', t) \in \text{REQUIRED\_AGREEMENTS} $$

    `Agreed`: joined, not left, and within its term.
    """
    return model.Agreed[agreement, year] <= model.Agreed[other, year]


def agreements_exclude(model, agreement, other, year):
    r"""Of two agreements that exclude each other, one at most is in force.

    $$ \text{Agreed}_{g,t} + \text{Agreed}_{g',t} \le 1 \quad \forall (g, g', t) \in \text{EXCLUDED\_AGREEMENTS} $$
    """
    return model.Agreed[agreement, year] + model.Agreed[other, year] <= 1


def both_in_force(model, agreement, other, node):
    r"""A penalty is due where both agreements of a pair are in force.

    $$ \text{Both}_{g,g',n} \ge \text{InForce}_{g,n} + \text{InForce}_{g',n} - 1 \quad \forall (g, g', n) \in \text{PENALISED} \times \text{NODES} $$

    `Both` is at least 0, and 1 where both are in force.
    """
    return model.Both[agreement, other, node] >= model.InForce[agreement, node] + model.InForce[other, node] - 1


def add(model, case):
    """Adds the decisions to join and to leave, what is in force, its effects, and what it costs."""
    agreements = case.filled("agreements").set_index("agreement")
    joined = joinings(case)
    leaving = leavings(case)
    committed = set(agreements.index[agreements["status"] == "committed"])
    model.AGREEMENTS = pyo.Set(initialize=list(agreements.index), doc="agreement")
    model.JOININGS = pyo.Set(dimen=2, initialize=list(joined), doc="agreement, year")
    model.LEAVINGS = pyo.Set(dimen=3, initialize=leaving, doc="agreement, joined_year, year")
    model.Joined = pyo.Var(
        model.JOININGS,
        domain=pyo.Binary,
        bounds=lambda model, g, t: (1 if g in committed else 0, 1),
        doc="Whether an agreement is joined in a year; of a committed one, in the first [0 or 1]",
    )
    model.Left = pyo.Var(
        model.LEAVINGS,
        domain=pyo.Binary,
        doc="Whether an agreement that was joined in one year is left in another [0 or 1]",
    )
    years = grouped(joined, agreements.index)
    leaving_years = grouped((((g, s), t) for g, s, t in leaving), joined)
    model.JOINING_YEARS = pyo.Set(model.AGREEMENTS, initialize=years)
    model.LEAVING_YEARS = pyo.Set(model.JOININGS, initialize=leaving_years)
    model.JOINABLE = pyo.Set(initialize=[g for g in agreements.index if len(years[g]) > 1], doc="agreement")
    model.LEAVABLE = pyo.Set(dimen=2, initialize=[key for key in joined if leaving_years[key]], doc="agreement, year")
    add_force(model, case)
    model.joined_once = pyo.Constraint(model.JOINABLE, rule=joined_once)
    model.left_once = pyo.Constraint(model.LEAVABLE, rule=left_once)
    add_pairs(model, case)
    add_effects(model, case, joined)
    add_costs(model, case, agreements, joined)


def add_force(model, case):
    """Whether an agreement that was joined in a year still stands in another, and so whether it is in force.

    In a node an agreement is in force as the plan has agreed: nothing ends one without the buyer yet.
    """
    standing = standings(case)
    left_by = {(g, s, t): [year for year in model.LEAVING_YEARS[g, s] if year <= t] for g, s, t in standing}
    model.STANDINGS = pyo.Set(dimen=3, initialize=standing, doc="agreement, joined_year, year")
    model.LEFT_BY = pyo.Set(model.STANDINGS, initialize=left_by)
    model.STANDING_IN = pyo.Set(
        model.AGREEMENTS,
        model.YEARS,
        initialize=grouped(
            (((g, t), s) for g, s, t in standing), [(g, t) for g in model.AGREEMENTS for t in model.YEARS]
        ),
    )
    model.Standing = pyo.Expression(
        model.STANDINGS,
        rule=lambda model, g, s, t: model.Joined[g, s] - sum(model.Left[g, s, year] for year in model.LEFT_BY[g, s, t]),
        doc="Whether an agreement that was joined in one year is in force in another [0 or 1]",
    )
    model.Agreed = pyo.Expression(
        model.AGREEMENTS,
        model.YEARS,
        rule=lambda model, g, t: sum(model.Standing[g, s, t] for s in model.STANDING_IN[g, t]),
        doc="Whether an agreement is joined, not left, and within its term [0 or 1]",
    )
    model.InForce = pyo.Expression(
        model.AGREEMENTS,
        model.NODES,
        rule=lambda model, g, n: model.Agreed[g, model.year[n]],
        doc="Whether an agreement is in force in a node [0 or 1]",
    )


def add_pairs(model, case):
    """Agreements that require or exclude each other, or cost something together."""
    pairs = {"requires": [], "excludes": [], "penalty": []}
    for row in case.rows("agreement_pairs"):
        pairs[row.relation].append((row.agreement, row.other))
    rate = {(row.agreement, row.other): row.penalty_usd_per_year for row in case.rows("agreement_pairs")}

    def in_years(found, both):
        return [
            (g, other, t)
            for g, other in found
            for t in case.years
            if len(model.STANDING_IN[g, t]) and (len(model.STANDING_IN[other, t]) or not both)
        ]

    model.REQUIRED_AGREEMENTS = pyo.Set(
        dimen=3, initialize=in_years(pairs["requires"], both=False), doc="agreement, required, year"
    )
    model.EXCLUDED_AGREEMENTS = pyo.Set(
        dimen=3, initialize=in_years(pairs["excludes"], both=True), doc="agreement, other, year"
    )
    model.PENALISED = pyo.Set(dimen=2, initialize=pairs["penalty"], doc="agreement, other")
    model.Both = pyo.Var(
        model.PENALISED,
        model.NODES,
        domain=pyo.NonNegativeReals,
        doc="Whether both agreements of a pair are in force [0 or 1]",
    )
    model.agreement_required = pyo.Constraint(model.REQUIRED_AGREEMENTS, rule=agreement_required)
    model.agreements_exclude = pyo.Constraint(model.EXCLUDED_AGREEMENTS, rule=agreements_exclude)
    model.both_in_force = pyo.Constraint(model.PENALISED, model.NODES, rule=both_in_force)
    model.PairPenalties = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(rate[pair] * model.Both[pair, n] for pair in model.PENALISED),
        doc="Penalties of agreements that disturb each other [USD/yr]",
    )


def add_effects(model, case, joined):
    """How far each effect has come; what any of the agreements that unlock a target has opened of it."""
    found = effects(case)
    locks = unlocks(case)
    model.AGREED_EFFECTS = pyo.Set(dimen=4, initialize=list(found), doc="agreement, effect, target_kind, target")
    model.LOCKED = pyo.Set(dimen=2, initialize=list(locks), doc="target_kind, target")
    model.UNLOCKING = pyo.Set(model.LOCKED, dimen=4, initialize=locks)
    model.effect_value = pyo.Param(model.AGREED_EFFECTS, initialize={key: what.value for key, what in found.items()})
    model.Effect = pyo.Expression(
        model.AGREED_EFFECTS,
        model.YEARS,
        rule=lambda model, g, effect, kind, target, t: sum(
            found[g, effect, kind, target].share(joined[g, s], t) * model.Standing[g, s, t]
            for s in model.STANDING_IN[g, t]
        ),
        doc="How far an effect of an agreement has come [fraction]",
    )
    model.InEffect = pyo.Expression(
        model.AGREED_EFFECTS,
        model.NODES,
        rule=lambda model, g, effect, kind, target, n: model.Effect[g, effect, kind, target, model.year[n]],
        doc="How far an effect of an agreement has come in a node [fraction]",
    )
    model.Unlocked = pyo.Expression(
        model.LOCKED,
        model.YEARS,
        rule=lambda model, kind, target, t: sum(model.Effect[key, t] for key in model.UNLOCKING[kind, target]),
        doc="What agreements have opened of a target, several of them added up [fraction]",
    )
    adding = grouped(
        (((kind, target), (g, effect, kind, target)) for g, effect, kind, target in found if effect == "capacity"),
        dict.fromkeys((kind, target) for _, effect, kind, target in found if effect == "capacity"),
    )
    model.AGREED_TARGETS = pyo.Set(dimen=2, initialize=list(adding), doc="target_kind, target")
    model.AgreedCapacity = pyo.Expression(
        model.AGREED_TARGETS,
        model.YEARS,
        rule=lambda model, kind, target, t: sum(
            model.effect_value[key] * model.Effect[key, t] for key in adding[kind, target]
        ),
        doc="Capacity added by agreements [t/yr]",
    )


def add_costs(model, case, agreements, joined):
    """What joining, being in and leaving cost."""
    upfront = mapping_of(agreements.reset_index(), "agreement", "upfront_cost_usd")
    leaving = mapping_of(agreements.reset_index(), "agreement", "leaving_cost_usd")
    rate = {(g, s, t): payment_rate(case, g, joined[g, s], t) for g, s, t in model.STANDINGS}
    joined_in = grouped(((t, g) for g, t in model.JOININGS), case.years)
    left_in = grouped(((t, (g, s)) for g, s, t in model.LEAVINGS), case.years)
    model.AgreementEntry = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(upfront[g] * model.Joined[g, t] for g in joined_in[t]),
        doc="Paid once on joining agreements [USD]",
    )
    model.AgreementPaid = pyo.Expression(
        model.AGREEMENTS,
        model.NODES,
        rule=lambda model, g, n: sum(
            rate[g, s, model.year[n]] * model.Standing[g, s, model.year[n]] for s in model.STANDING_IN[g, model.year[n]]
        ),
        doc="Paid for an agreement in force, by year and by years since joining [USD/yr]",
    )
    model.AgreementPayments = pyo.Expression(
        model.NODES,
        rule=lambda model, n: sum(model.AgreementPaid[g, n] for g in model.AGREEMENTS),
        doc="Paid for all agreements in force [USD/yr]",
    )
    model.LeavingCost = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(leaving[g] * model.Left[g, s, t] for g, s in left_in[t]),
        doc="Paid once on leaving agreements [USD]",
    )
    add_cost(model, "agreement upfront costs", model.AgreementEntry, "one_off")
    add_cost(model, "agreement payments", model.AgreementPayments, "operating")
    add_cost(model, "cost of leaving", model.LeavingCost, "one_off")
    add_cost(model, "agreement pair penalties", model.PairPenalties, "operating")
