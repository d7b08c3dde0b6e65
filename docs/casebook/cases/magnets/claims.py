"""What prose and titles of the page on rare-earth magnets say beyond figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.casebook.asked import NOTICED_T, spent, supplied
from docs.casebook.cases.magnets.parts import (
    MAGNETS,
    costs_by_kind,
    floor_paid,
    home_cost,
    idle_from,
    made_at_home,
    price,
    reported_quarter,
    share_at_home,
    short_by_year,
    works,
)
from docs.casebook.cases.magnets.told import (
    ABROAD,
    EMBARGO,
    FREE,
    LATE,
    LICENCES,
    NOTICED_USD,
    REGIMES,
    chance,
)
from docs.casebook.cases.magnets.variants import DOUBLE, FLOOR_ALONE, HALF, KNOWN, LATER, QUARTER, SOONER, saved
from docs.casebook.facts import stated

if TYPE_CHECKING:
    from docs.casebook.cases.magnets.told import Regime
    from docs.casebook.solved import Solved
    from model import Case, Plan

BRIDGED = 2
"""For how many planning years without other works the agreement stands in, from the first of the embargo."""
RARE_EARTHS = ("neodymium-praseodymium", "dysprosium-terbium")
BENSON = "vulcan-benson-build"


def claims(solved: Solved) -> dict[str, bool]:
    """Each claim, and whether it holds."""
    return {
        **worth_claims(solved),
        **shortage_claims(solved),
        **late_claims(solved),
        **works_claims(solved),
        **metal_claims(solved),
        **floor_claims(solved),
    }


def worth_claims(solved: Solved) -> dict[str, bool]:
    """On what the agreement saves and costs."""
    quarter, half, double = (saved(solved, name) for name in (QUARTER, HALF, DOUBLE))
    late, embargo, abroad = (chance(solved, regime) for regime in (LATE, EMBARGO, ABROAD))
    return {
        "it costs where China sells freely and under licences": max(FREE.saved(solved), LICENCES.saved(solved)) < 0,
        "under licences it costs less": FREE.saved(solved) < LICENCES.saved(solved),
        "it saves under each embargo": min(one.saved(solved) for one in (EMBARGO, ABROAD, LATE)) > 0,
        "the farther the embargo reaches the more": ABROAD.saved(solved) > EMBARGO.saved(solved),
        "late heavies take most of it": LATE.saved(solved) < EMBARGO.saved(solved) / 2 and abroad < embargo < late < 1,
        "at half the worth of shortage it saves, at a quarter it costs": quarter < 0 < half,
        "it falls faster than that worth": half < EMBARGO.saved(solved) / 2 and double > 2 * EMBARGO.saved(solved),
        "it is less if Independence grows later or Benson stands sooner": EMBARGO.saved(solved)
        > max(saved(solved, name) for name in (LATER, SOONER)),
        "with a year's warning it costs": saved(solved, KNOWN) < 0,
        "more than the whole saving is shortage": all(
            shortage_less(one, solved) > one.saved(solved) for one in (EMBARGO, ABROAD, LATE)
        ),
        "in free trade making and building cost more, and less is bought": all(more_at_home(solved)),
    }


def shortage_less(regime: Regime, solved: Solved) -> float:
    """By how much the agreement lowers what shortage counts under a regime [USD]."""
    ours, theirs = regime.plans(solved)
    return spent(theirs, "shortage") - spent(ours, "shortage")


def more_at_home(solved: Solved) -> list[bool]:
    """Whether buying is less, and making and building more, with the agreement in free trade."""
    ours, theirs = (list(costs_by_kind(plan).values()) for plan in FREE.plans(solved))
    return [ours[0] < theirs[0], ours[1] > theirs[1], ours[2] > theirs[2]]


def shortage_claims(solved: Solved) -> dict[str, bool]:
    """On what goes short, and when."""
    years = solved.case().years
    start = first_closed(solved)
    bridged = [year for year in years if year >= start][:BRIDGED]
    short = {regime.name: [short_by_year(plan) for plan in regime.plans(solved)] for regime in REGIMES}
    embargo, abroad, licences = (short[one.name] for one in (EMBARGO, ABROAD, LICENCES))
    after = years[years.index(bridged[-1]) + 1]
    return {
        "nothing goes short in free trade": not any(short[FREE.name]),
        "under licences nothing does with the agreement, and something without": not licences[0] and bool(licences[1]),
        "under the embargo magnets go short in its first years": list(embargo[1]) == bridged,
        "with the agreement less than half does": set(embargo[0]) <= set(bridged)
        and all(sum_of(ours) < sum_of(theirs) / 2 for ours, theirs in (embargo, abroad)),
        "where it reaches abroad, a year longer": list(abroad[1]) == [*bridged, after] and max(abroad[0]) < after,
        "in the first of them Independence grows": stated(solved.case(), "projects", "independence-growth").online_year
        == start,
    }


def late_claims(solved: Solved) -> dict[str, bool]:
    """On heavy rare earths that come late."""
    ours, theirs = (short_by_year(plan) for plan in LATE.plans(solved))
    plan = LATE.plans(solved)[0]
    tenx = plan.processing[(plan.processing["plant"] == "magnets-10x") & plan.processing["year"].isin(list(ours))]
    oxide = plan.stocks[(plan.stocks["material"] == "ndpr-oxide") & plan.stocks["year"].isin(list(ours))]
    return {
        "late heavies: as much goes short in the first two years": len(ours) == BRIDGED
        and all(abs(amount - theirs[year]) < NOTICED_T for year, amount in ours.items()),
        "and in the year after without the agreement alone": len(theirs) == BRIDGED + 1,
        "10X stands idle then": tenx.empty,
        "and its NdPr is stocked": float(oxide["stock_t"].max()) > 0,
    }


def works_claims(solved: Solved) -> dict[str, bool]:
    """On what is made and built."""
    closed = [regime.plans(solved) for regime in REGIMES if regime is not FREE]
    free, case, start = FREE.plans(solved)[0], solved.case(), first_closed(solved)
    per_tonne = [
        stated(case, "projects", name).capital_usd_per_block / stated(case, "project_effects", name).value
        for name in ("magnets-10x-build", BENSON)
    ]
    decided = [decided_in(theirs, BENSON) for _, theirs in closed]
    duties = case.filled("contracts").query("supplier == 'ndpr-oxide-usa' and status == 'committed'")
    last_owed = int((duties["first_year"] + duties["term_years"]).max())
    return {
        "without the agreement Benson is decided as soon as it may be": set(decided) == {start},
        "with it Benson is not built": not any(BENSON in works(ours) for ours, _ in closed),
        "10X takes more capital than Benson": per_tonne[0] > per_tonne[1],
        "a magnet made at home takes more than a bought one": home_cost(case) > price(case, MAGNETS),
        "in free trade plants run while they must": idle_from(free) == last_owed,
        "in the first year there they do not": not made_at_home(free)[case.years[0]],
        "but their oxide is stocked": oxide_stocked(free, case) > 0,
        "no magnets are stocked": all(stocked(plan) == 0 for regime in REGIMES[:-1] for plan in regime.plans(solved)),
    }


def metal_claims(solved: Solved) -> dict[str, bool]:
    """On where rare earths are separated and mined."""
    closed = [regime.plans(solved)[0] for regime in (EMBARGO, ABROAD)]
    years = [year for year in solved.case().years if year > first_closed(solved)]
    shares = [share_at_home(plan, one, "processing", t) for plan in closed for one in RARE_EARTHS for t in years]
    light, heavy = ([share_at_home(closed[0], one, "extraction", year) for year in years] for one in RARE_EARTHS)
    feed = closed[0].purchases.query("material == 'heavy-ree-concentrate' and place != 'USA'")
    sold = {place: float(rows["lifted_t_per_year"].sum()) for place, rows in feed.groupby("place")}
    chinese = [supplied(closed[0], one, "processing").query("place == 'CHN'") for one in RARE_EARTHS]
    inside = {source for rows in chinese for source in rows.loc[rows["year"].isin(years), "source"]}
    beyond = [supplied(closed[1], one, "processing").query("place == 'CHN'") for one in RARE_EARTHS]
    return {
        "once China closes most is separated at home": min(shares) > 1 / 2,
        "most NdPr is mined there": min(light) > 1 / 2,
        "little of the heavies is mined there": max(heavy) < 1 / 4,
        "their feed is mostly of Brazil and Madagascar": sold["BRA"] + sold["MDG"] > 0.9 * sum(sold.values()),
        "Chinese rare earths come inside magnets of others": bool(inside)
        and all(name.startswith("ndfeb-magnet") and name != "ndfeb-magnet-chn" for name in inside),
        "and not where the embargo reaches abroad": not any(rows["year"].isin(years).any() for rows in beyond),
    }


def floor_claims(solved: Solved) -> dict[str, bool]:
    """On what the floor pays."""
    plan = FREE.plans(solved)[0]
    paid = floor_paid(plan)
    tenx = paid[paid["contract"].str.startswith("mp-oxide-10x")]["usd"].sum()
    rows = plan.costs[plan.costs["term"] == "floors at home"]
    first = float(paid.loc[paid["year"] == plan.case.years[0], "usd"].sum())
    return {
        "the outlay by year adds up to that of the plan": abs(paid["usd"].sum() - plan.supports["outlay_usd"].sum())
        < 1,
        "and its present value": abs(paid["present_usd"].sum() - rows["present_value_usd"].sum()) < 1,
        "it is not counted": not rows["counted"].any(),
        "alone it changes no cost": abs(saved(solved, FLOOR_ALONE)) < NOTICED_USD,
        "most of it is for 10X": tenx > paid["usd"].sum() / 2,
        "under the embargo it is more": floor_paid(EMBARGO.plans(solved)[0])["usd"].sum() > paid["usd"].sum(),
        "a quarter as reported is more than the plan's first year": reported_quarter(plan.case) > first,
    }


def first_closed(solved: Solved) -> int:
    """The first year of the embargo."""
    return int(stated(solved.case(*EMBARGO.policies), "rules", "nothing-from-china").first_year)


def sum_of(amounts: dict[int, float]) -> float:
    """What goes short in planning years together."""
    return sum(amounts.values())


def decided_in(plan: Plan, project: str) -> int:
    """The year in which a plan decides a project; 0 if it does not."""
    rows = plan.projects_built[plan.projects_built["project"] == project]
    return int(rows["decided_year"].min()) if len(rows) else 0


def stocked(plan: Plan) -> float:
    """The most magnets in stock in any year."""
    return float(plan.stocks.loc[plan.stocks["material"] == MAGNETS, "stock_t"].max().round())


def oxide_stocked(plan: Plan, case: Case) -> float:
    """NdPr oxide in stock in the first year."""
    rows = plan.stocks[(plan.stocks["material"] == "ndpr-oxide") & (plan.stocks["year"] == case.years[0])]
    return float(rows["stock_t"].sum())
