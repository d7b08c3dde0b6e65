"""Figures of the page on rare-earth magnets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docs.casebook.asked import row_of, spent
from docs.casebook.cases.magnets.parts import (
    BUILDING,
    BUYING,
    MAGNETS,
    NDPR,
    RUNNING,
    costs_by_kind,
    floor_paid,
    home_cost,
    idle_from,
    price,
    reported_quarter,
    share_at_home,
    short_by_year,
    support,
    works,
)
from docs.casebook.facts import cite, stated
from docs.casebook.solved import OPTIONS
from docs.casebook.told import ROUNDING, listed, millions, percent, tonnes

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

WITHOUT = "no-floor"
NOTICED_USD = 1e6


@dataclass(frozen=True)
class Regime:
    """How China sells: what the table calls it, and the policies that say so."""

    name: str
    policies: tuple[str, ...]

    def plans(self, solved: Solved) -> tuple[Plan, Plan]:
        """The plans with the agreement of July 2025 and without."""
        return solved.plan(*self.policies), solved.plan(*self.policies, WITHOUT)

    def saved(self, solved: Solved) -> float:
        """What the agreement saves; negative where it costs [USD]."""
        ours, theirs = self.plans(solved)
        return theirs.objective - ours.objective


FREE = Regime("China sells freely", ())
LICENCES = Regime("licences", ("licensing",))
EMBARGO = Regime("embargo", ("embargo",))
ABROAD = Regime("embargo that reaches abroad", ("embargo-abroad",))
LATE = Regime("embargo, heavy rare earths late", ("embargo", "late-heavies"))
REGIMES = (FREE, LICENCES, EMBARGO, ABROAD, LATE)


def figures(solved: Solved) -> dict[str, str]:
    """All figures of the prose."""
    return {
        **frame_figures(solved),
        **worth_figures(solved),
        **chance_figures(solved),
        **works_figures(solved),
        **floor_figures(solved),
    }


def frame_figures(solved: Solved) -> dict[str, str]:
    """The frame of the question, and how it is solved."""
    case = solved.case()
    years = [str(year) for year in case.years]
    multiples = [stated(case, "sectors", row.sector).shortage_cost_multiple for row in case.rows("demand")]
    closed = row_of(solved.case(*EMBARGO.policies).filled("rules"), "rule", "nothing-from-china")
    dearest = max(plan.objective for regime in REGIMES for plan in regime.plans(solved))
    return {
        **ROUNDING,
        "first": years[0],
        "last": years[-1],
        "planning_years": listed(years),
        "discount": percent(case.settings.discount_rate),
        "currency_year": str(case.settings.currency_year),
        "closed_from": str(int(closed.first_year)),
        "least_multiple": f"{min(multiples):.0f}",
        "most_multiple": f"{max(multiples):.0f}",
        "source_agreement": cite(case, "dow-mp-2025"),
        "source_independence": cite(case, "mp-2025-magnets"),
        "source_quarter": cite(case, "mp-q1-2026"),
        "source_suspension": cite(case, "mofcom-2025-70"),
        "gap_usd": f"USD {OPTIONS['gap'] * dearest / 1e6:.2f} m",
    }


def worth_figures(solved: Solved) -> dict[str, str]:
    """What the agreement is worth under each regime, and of what that consists."""
    plan, bare = FREE.plans(solved)
    with_it, without = EMBARGO.plans(solved)
    less_short = spent(without, "shortage") - spent(with_it, "shortage")
    late = short_by_year(LATE.plans(solved)[0])
    kinds, bare_kinds = costs_by_kind(plan), costs_by_kind(bare)
    return {
        "free_running_more": millions(kinds[RUNNING] - bare_kinds[RUNNING]),
        "free_building_more": millions(kinds[BUILDING] - bare_kinds[BUILDING]),
        "free_buying_less": millions(bare_kinds[BUYING] - kinds[BUYING]),
        "free_costs": millions(-FREE.saved(solved)),
        "free_share": percent(plan.objective / bare.objective - 1),
        "licences_costs": millions(-LICENCES.saved(solved)),
        "embargo_saves": millions(EMBARGO.saved(solved)),
        "abroad_saves": millions(ABROAD.saved(solved)),
        "late_saves": millions(LATE.saved(solved)),
        "shortage_less": millions(less_short),
        "rest_more": millions(less_short - EMBARGO.saved(solved)),
        "late_short_years": listed([str(year) for year in late]),
        "late_short": tonnes(min(late.values())),
    }


def chance_figures(solved: Solved) -> dict[str, str]:
    """From which probability on, against free trade, the agreement saves in expectation."""
    closings = {"chance": EMBARGO, "chance_abroad": ABROAD, "chance_late": LATE}
    return {name: percent(chance(solved, regime)) for name, regime in closings.items()}


def chance(solved: Solved, regime: Regime) -> float:
    """The probability of a regime, the rest being free trade, at which the agreement neither saves nor costs."""
    lost = -FREE.saved(solved)
    return lost / (lost + regime.saved(solved))


def works_figures(solved: Solved) -> dict[str, str]:
    """What is made and built at home, and what it costs."""
    case, free = solved.case(), FREE.plans(solved)[0]
    tenx, benson = (stated(case, "projects", name) for name in ("magnets-10x-build", "vulcan-benson-build"))
    added = stated(case, "project_effects", "magnets-10x-build").value
    block = stated(case, "project_effects", "vulcan-benson-build").value
    closed = EMBARGO.plans(solved)[0]
    last = closed.case.years[-1]
    return {
        "home_cost": kilograms(home_cost(case)),
        "magnet_price": kilograms(price(case, MAGNETS)),
        "idle_from": str(idle_from(free)),
        "tenx": tenx.name.split()[0],
        "tenx_capital": thousands(tenx.capital_usd_per_block / added),
        "benson_capital": thousands(benson.capital_usd_per_block / block),
        "benson_online": str(works(EMBARGO.plans(solved)[1])["vulcan-benson-build"]),
        "heavies_home": percent(share_at_home(closed, "dysprosium-terbium", "processing", last)),
        "heavies_mined": percent(share_at_home(closed, "dysprosium-terbium", "extraction", last)),
    }


def floor_figures(solved: Solved) -> dict[str, str]:
    """What the floor pays."""
    plan, closed = FREE.plans(solved)[0], EMBARGO.plans(solved)[0]
    paid = floor_paid(plan)
    yearly = paid.groupby("year")["usd"].sum()
    return {
        "outlay": millions(float(yearly.sum())),
        "outlay_pv": millions(float(paid["present_usd"].sum())),
        "outlay_closed": millions(float(floor_paid(closed)["usd"].sum())),
        "floor_end": str(int(yearly.index.max())),
        "floor_first": millions(float(yearly.iloc[0])),
        "floor_full": millions(float(yearly.iloc[-1])),
        "floor_full_from": str(int(yearly[yearly >= yearly.max() - NOTICED_USD].index[0])),
        "floor_quarter": millions(reported_quarter(plan.case)),
        "floor_rate": kilograms(support(plan.case).rate_usd_per_t),
        "ndpr_price": kilograms(price(plan.case, NDPR)),
        "lynas_floor": millions(spent(plan, "price floor support")),
    }


def kilograms(usd_per_t: float) -> str:
    """A price of a tonne as one of a kilogram: `USD 110 per kg`."""
    return f"USD {usd_per_t / 1e3:,.0f} per kg"


def thousands(usd: float) -> str:
    """An amount to USD 1,000: `USD 179,000`."""
    return f"USD {usd / 1e3:,.0f},000"
