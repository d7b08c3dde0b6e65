"""Contracts: what is signed when, at which volume, and how much of a supplier's capacity is spoken for."""

import pyomo.environ as pyo

from model.agreed import unlocks
from model.case.rows import whole
from model.errors import InputError, Issue
from model.flows import contracts_of, potential_capacity
from model.shared import active, add_cost, count_in, grouped


def volume_cap(model, contract, year):
    r"""The volume in force of a contract never exceeds its most.

    $$ \text{SignedVolume}_{k,t} \le \text{max\_volume}_k \quad \forall (k, t) \in \text{VOLUME\_CAPS} $$

    `SignedVolume` [t/yr]: within its term; `max_volume` [t/yr].
    """
    return model.SignedVolume[contract, year] <= model.max_volume[contract]


def volume_when_signed(model, contract, year):
    r"""A contract with a fee or a least volume has a volume only if it is signed.

    $$ \text{Volume}_{k,t} \le \text{max\_volume}_k \, \text{Signed}_{k,t} \quad \forall (k, t) \in \text{SIGNINGS} $$

    `Volume` [t/yr]; `Signed` binary.
    """
    return model.Volume[contract, year] <= model.max_volume[contract] * model.Signed[contract, year]


def volume_least(model, contract, year):
    r"""A contract that is signed has at least its least volume.

    $$ \text{Volume}_{k,t} \ge \text{min\_volume}_k \, \text{Signed}_{k,t} \quad \forall (k, t) \in \text{SIGNINGS} $$
    """
    return model.Volume[contract, year] >= model.min_volume[contract] * model.Signed[contract, year]


def signed_once(model, contract, year):
    r"""A contract is in force once at a time.

    $$ \sum_{\tau \in \text{IN\_FORCE}_{k,t}} \text{Signed}_{k,\tau} \le 1 \quad \forall (k, t) \in \text{TERMS} $$
    """
    return sum(model.Signed[contract, start] for start in model.IN_FORCE[contract, year]) <= 1


def add(model, case):
    """Adds the contracts, the decisions to sign them, and what signing costs."""
    contracts = contracts_of(case)
    require_most(case, contracts)
    term = contracts[contracts["kind"] != "spot"]
    candidates = term[term["status"] == "candidate"]
    binary = candidates[(candidates["fee_usd"] > 0) | (candidates["min_volume_t_per_year"] > 0)]
    starts = {
        (k, t): t + (whole(row.term_years) or 10_000)
        for k, row in candidates.iterrows()
        for t in active(row, case.years)
    }
    model.CONTRACTS = pyo.Set(initialize=list(contracts.index), doc="contract")
    model.TERM_CONTRACTS = pyo.Set(initialize=list(term.index), doc="contract")
    model.OFFERS = pyo.Set(dimen=2, initialize=list(starts), doc="contract, year")
    model.SIGNINGS = pyo.Set(dimen=2, initialize=[(k, t) for k, t in starts if k in binary.index], doc="contract, year")
    model.Volume = pyo.Var(
        model.OFFERS, domain=pyo.NonNegativeReals, doc="Volume of a contract that starts in a year [t/yr]"
    )
    model.Signed = pyo.Var(model.SIGNINGS, domain=pyo.Binary, doc="Whether a contract is signed in a year [0 or 1]")
    materials = case.filled("suppliers").set_index("supplier")["material"]
    unit = {k: model.material_unit[materials[row.supplier]] for k, row in contracts.iterrows()}
    count_in(model, model.Volume, lambda k, t: unit[k])
    add_terms(model, case, term, starts)
    count_in(model, model.Covered, lambda k, t: unit[k])
    add_limits(model, case, contracts, candidates)
    add_costs(model, case, candidates)


def require_most(case, contracts):
    """A contract that is signed or not needs a most volume, its own or its supplier's capacity.

    Raises:
        InputError: One does not.
    """
    capacity = potential_capacity(case)
    signable = contracts[(contracts["status"] == "candidate") & (contracts["kind"] != "spot")]
    limited = signable["max_volume_t_per_year"].notna() | signable["supplier"].map(capacity).notna()
    binary = (signable["fee_usd"] > 0) | (signable["min_volume_t_per_year"] > 0)
    locked = {target for kind, target in unlocks(case) if kind == "contract"}
    bare = contracts["max_volume_t_per_year"].isna() & contracts["supplier"].map(capacity).isna()
    reasons = {
        "has a fee or a least volume": signable.index[binary & ~limited],
        "needs an agreement": contracts.index[bare & contracts.index.isin(locked)],
    }
    issues = [
        Issue(
            table="contracts",
            column="max_volume_t_per_year",
            message=f"contract {name!r} {reason}, but neither it nor its supplier has a most",
            hint="Give max_volume_t_per_year.",
        )
        for reason, names in reasons.items()
        for name in names
    ]
    if issues:
        raise InputError(issues)


def add_terms(model, case, term, starts):
    """When a contract is in force, and its volume then: what was committed, and what starts within its term.

    Nothing is in force in years in which the supplier does not sell.
    """
    suppliers = case.filled("suppliers").set_index("supplier")
    sold = {k: set(active(suppliers.loc[row.supplier], case.years)) for k, row in term.iterrows()}
    pairs = [((k, t), start) for (k, start), end in starts.items() for t in case.years if start <= t < end]
    pairs = [((k, t), start) for (k, t), start in pairs if t in sold[k]]
    model.TERMS = pyo.Set(dimen=2, initialize=[(k, t) for k in term.index for t in case.years], doc="contract, year")
    model.IN_FORCE = pyo.Set(model.TERMS, initialize=grouped(pairs, model.TERMS))
    committed = {
        (k, t): row.volume_t_per_year
        for k, row in term[term["status"] == "committed"].iterrows()
        for t in committed_years(row, case.years)
        if t in sold[k]
    }
    model.committed_volume = pyo.Param(model.TERMS, initialize=committed, default=0.0)
    model.SignedVolume = pyo.Expression(
        model.TERMS,
        rule=lambda model, k, t: (
            model.committed_volume[k, t] + sum(model.Volume[k, start] for start in model.IN_FORCE[k, t])
        ),
        doc="Volume of a contract that is signed and within its term [t/yr]",
    )
    locked = [(k, t) for k, t in model.TERMS if ("contract", k) in model.LOCKED]
    model.LOCKED_TERMS = pyo.Set(dimen=2, initialize=locked, doc="contract, year")
    model.Covered = pyo.Var(
        model.LOCKED_TERMS,
        domain=pyo.NonNegativeReals,
        doc="Volume in force of a contract that needs an agreement [t/yr]",
    )
    model.VolumeInForce = pyo.Expression(
        model.TERMS,
        rule=lambda model, k, t: model.Covered[k, t] if (k, t) in model.LOCKED_TERMS else model.SignedVolume[k, t],
        doc="Volume of a contract in force in a year [t/yr]",
    )
    held = grouped(((row.supplier, k) for k, row in term.iterrows()), case.filled("suppliers")["supplier"])
    model.TERM_CONTRACTS_OF = pyo.Set(list(held), initialize=held)


def committed_years(row, years):
    """The planning years in which a committed contract is in force."""
    start = whole(row.first_year) or years[0]
    end = start + (whole(row.term_years) or 10_000)
    return [t for t in years if start <= t < end]


def add_limits(model, case, contracts, candidates):
    """The least and the most volume, and at most one signing in force."""
    most = contracts["max_volume_t_per_year"].fillna(contracts["supplier"].map(potential_capacity(case)).astype(float))
    own = candidates["max_volume_t_per_year"].notna() | candidates.index.isin([k for k, _ in model.LOCKED_TERMS])
    committed = contracts["volume_t_per_year"].where(contracts["status"] == "committed")
    most = most.where(~(committed > most), committed)
    model.max_volume = pyo.Param(model.CONTRACTS, initialize=most.dropna().to_dict())
    model.min_volume = pyo.Param(model.CONTRACTS, initialize=contracts["min_volume_t_per_year"].to_dict())
    model.VOLUME_CAPS = pyo.Set(
        dimen=2,
        initialize=[(k, t) for k in candidates.index[own] for t in case.years if len(model.IN_FORCE[k, t])],
        doc="contract, year",
    )
    signed = {k for k, _ in model.SIGNINGS}
    model.SIGNED_TERMS = pyo.Set(
        dimen=2,
        initialize=[(k, t) for k, t in model.TERMS if k in signed and len(model.IN_FORCE[k, t]) > 1],
        doc="contract, year",
    )
    model.volume_cap = pyo.Constraint(model.VOLUME_CAPS, rule=volume_cap)
    model.volume_when_signed = pyo.Constraint(model.SIGNINGS, rule=volume_when_signed)
    model.volume_least = pyo.Constraint(model.SIGNINGS, rule=volume_least)
    model.signed_once = pyo.Constraint(model.SIGNED_TERMS, rule=signed_once)


def add_costs(model, case, candidates):
    r"""Fees once on signing, and the capital of equity stakes.

    Of a stake a state may hold a share $f$ without paying: the buyer pays the capital of all of it and receives $1 - f$,
    so that each t/yr of its own volume takes capital / $(1 - f)$.
    """
    paid = candidates["capital_usd_per_t_per_year"] / (1 - candidates["free_carried_share"])
    offers = grouped(((t, k) for k, t in model.OFFERS), case.years)
    signings = grouped(((t, k) for k, t in model.SIGNINGS), case.years)
    model.OFFERED_IN = pyo.Set(model.YEARS, initialize=offers)
    model.SIGNED_IN = pyo.Set(model.YEARS, initialize=signings)
    model.fee = pyo.Param(model.CONTRACTS, initialize=candidates["fee_usd"].to_dict())
    model.equity_capital = pyo.Param(model.CONTRACTS, initialize=paid.to_dict())
    model.ContractFees = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(model.fee[k] * model.Signed[k, t] for k in model.SIGNED_IN[t]),
        doc="Fees paid on signing [USD]",
    )
    model.EquityCapital = pyo.Expression(
        model.YEARS,
        rule=lambda model, t: sum(model.equity_capital[k] * model.Volume[k, t] for k in model.OFFERED_IN[t]),
        doc="Capital of equity stakes, with that of what states hold free [USD]",
    )
    add_cost(model, "contract fees", model.ContractFees, "one_off")
    add_cost(model, "equity capital", model.EquityCapital, "one_off")
