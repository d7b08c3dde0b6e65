"""Figures of the page on the United States and the DR Congo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from docs.casebook.asked import demanded, joined, left, row_of, shipped, short, short_over_horizon, spent, supplied
from docs.casebook.solved import OPTIONS
from docs.casebook.told import ROUNDING, billions, listed, millions, percent, tonnes
from model.case.rows import each_row

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Case, Plan

PACT = "us-drc-partnership"
TIGHT, NEVER, NOW, LATE, NO_RAIL = "tight-market", "no-partnership", "partnership-now", "late-peace", "no-lobito"
COBALT = "refined-cobalt"
EARLY = (2027, 2028)
"""The planning years between joining and the first local refinery."""
NAMES = {
    "COD": "the DR Congo",
    "lobito-dilolo-sakania": "the Lobito line's second phase",
    "copper-gecamines-tenke": "copper of Gécamines, Tenke",
    "copper-gecamines-kamoto": "copper of Gécamines, Kamoto",
    "copper-gecamines-further": "copper of Gécamines, rights to come",
    "copper-orion": "copper of Orion CMC",
    "cobalt-orion": "cobalt of Orion CMC",
    "cobalt-state-drc": "cobalt of the state",
}
"""Names where those of the data set are cut to less than they mean."""
LOCAL = "asks for local processing"
"""How the clause on local processing begins in a study."""
NOTICED_USD = 1e6


def frame_figures(solved: Solved) -> dict[str, str]:
    """The frame of the question, and how it is solved."""
    easy = solved.plan()
    settings = easy.case.settings
    pact, late = (pact_of(solved.case(*own)) for own in ((), (LATE,)))
    ban = row_of(solved.case(TIGHT).filled("rules"), "rule", "not-from-china")
    return {
        **ROUNDING,
        "china_from": str(int(ban.first_year)),
        "first": str(settings.years[0]),
        "last": str(settings.years[-1]),
        "planning_years": listed([str(year) for year in settings.years]),
        "discount": percent(settings.discount_rate),
        "currency_year": str(settings.currency_year),
        "peace": str(int(pact.condition_year)),
        "peace_late": str(int(late.condition_year)),
        "gap_usd": f"USD {OPTIONS['gap'] * easy.objective / 1e6:.1f} m",
    }


def policy_figures(solved: Solved) -> dict[str, str]:
    """What policies cost against each other."""
    easy, now, tight = solved.plan(), solved.plan(NOW), solved.plan(TIGHT)
    alone, late = solved.plan(TIGHT, NEVER), solved.plan(TIGHT, LATE)
    payments = spent(now, "agreement payments")
    return {
        "base_cost": billions(easy.objective),
        "tight_more": billions(tight.objective - easy.objective),
        "now_more": millions(now.objective - easy.objective),
        "now_payments": millions(payments),
        "now_works": millions(now.objective - easy.objective - payments),
        "tight_joined": str(joined(tight, PACT)),
        "late_joined": str(joined(late, PACT)),
        "late_left": str(left(late, PACT)),
        "late_more": millions(late.objective - tight.objective),
        "late_saved": millions(alone.objective - late.objective),
        "shortage_paid": millions(spent(tight, "shortage")),
        "shortage_paid_never": millions(spent(alone, "shortage")),
        "substitution_saved": millions(spent(alone, "substitution") - spent(tight, "substitution")),
    }


def rail_figures(solved: Solved) -> dict[str, str]:
    """What the Lobito line carries, saves and appears to cost."""
    easy, tight, no_rail = solved.plan(), solved.plan(TIGHT), solved.plan(TIGHT, NO_RAIL)
    last = tight.case.years[-1]
    moved = shipped(tight, "COD", {})
    line = row_of(tight.case.filled("corridors"), "corridor", "lobito").capacity_t_per_year
    first, second = (
        row_of(tight.case.filled("project_effects"), "project", phase).value
        for phase in ("lobito-angola", "lobito-dilolo-sakania")
    )
    return {
        "no_rail_less": millions(easy.objective - solved.plan(NO_RAIL).objective),
        "rail_debt": millions(spent(easy, "debt service")),
        "rail_salvage": millions(-spent(easy, "salvage of borrowed capital")),
        "tight_no_rail_less": millions(tight.objective - no_rail.objective),
        "rail_saves": millions(no_rail.objective - tight.objective + sunk(easy)),
        "rail_last": tonnes(float(moved.loc[moved["year"] == last, "tonnes"].sum())),
        "rail_capacity": tonnes(line + first),
        "rail_second": tonnes(second),
    }


def sunk(easy: Plan) -> float:
    """What the loan of the line that is being built anyway costs: the only loan of the base plan."""
    return spent(easy, "debt service", "salvage of borrowed capital")


def supply_figures(tight: Plan, alone: Plan) -> dict[str, str]:
    """Metal in the tight market, with the partnership and without."""
    last = tight.case.years[-1]
    found: dict[str, str] = {"early": listed([str(year) for year in EARLY])}
    for suffix, plan in (("", tight), ("_never", alone)):
        found |= {
            f"short_share{suffix}": percent(short_over_horizon(plan, COBALT) / demanded(plan, COBALT)),
            f"short_years{suffix}": listed([str(year) for year in sorted(shortages(plan))]),
            f"short_early{suffix}": tonnes(sum(shortages(plan).get(year, 0.0) for year in EARLY)),
            f"cobalt_last{suffix}": tonnes(from_congo(plan, "cobalt", "extraction", last)),
            f"copper_last{suffix}": tonnes(from_congo(plan, "copper", "processing", last)),
        }
    return found


def from_congo(plan: Plan, mineral: str, stage: str, year: int) -> float:
    """Contained tonnes of a mineral that the DR Congo mines or refines for the buyer in a year."""
    rows = supplied(plan, mineral, stage)
    return float(rows.loc[(rows["place"] == "COD") & (rows["year"] == year), "tonnes"].sum())


def shortages(plan: Plan) -> dict[int, float]:
    """Tonnes of refined cobalt that go short, by planning year."""
    rows = short(plan)
    rows = rows[rows["material"] == COBALT]
    return {int(year): float(amount) for year, amount in zip(rows["year"], rows["tonnes"], strict=True)}


def signed_values(solved: Solved, market: tuple[str, ...]) -> pd.DataFrame:
    """What signing saves in a market: with first offers while they last, then as late peace leaves the partnership.

    Returns:
        `signed`, `value_usd`, of the years in which there is a plan that signs.
    """
    early = solved.worth(PACT, *market)[0] if market else solved.signing(PACT)
    both = pd.concat([early, solved.signing(PACT, *market, LATE)])[["signed", "value_usd"]]
    return both.dropna().sort_values("signed").reset_index(drop=True)


def worth_figures(solved: Solved) -> dict[str, str]:
    """What signing is worth by year, and what clauses are."""
    years, clauses = solved.worth(PACT, TIGHT)
    possible = years.dropna(subset=["signed", "cost_usd"])
    best = next(each_row(possible.sort_values("cost_usd")))
    late, easy = (signed_values(solved, own).set_index("signed")["value_usd"] for own in ((TIGHT,), ()))
    barred = years[years["signed"].notna() & years["cost_usd"].isna()]
    *_, second = each_row(possible)
    return {
        "best_year": str(int(best.signed)),
        "best_value": millions(best.value_usd),
        "break_even": millions(best.break_even_usd_per_year),
        "second_year": str(int(second.signed)),
        "second_value": millions(second.value_usd),
        "barred_from": str(int(barred["signed"].min())),
        "last_signing": str(int(late.index[-1])),
        "last_loss": millions(-late.iloc[-1]),
        "easy_best": millions(-easy[best.signed]),
        "easy_second": millions(-easy[second.signed]),
        "leaving": str(leaving_year(solved, int(best.signed))),
        **clause_figures(best.value_usd, clauses),
        "clauses": str(len(clauses)),
        "idle_clauses": str(int((clauses["worth_usd"].abs() < NOTICED_USD).sum())),
    }


def clause_figures(value: float, clauses: pd.DataFrame) -> dict[str, str]:
    """What the clauses are worth that the prose speaks of."""
    local = -clause(clauses, LOCAL)
    paid = clauses["clause"].str.startswith(("pays ", "costs "))
    return {
        "local_cost": millions(local),
        "free_value": millions(value + local),
        "buenassa_value": millions(clause(clauses, "unlocks project buenassa-build")),
        "refinery_value": millions(clause(clauses, "unlocks project drc-cobalt-build")),
        "rubaya_value": millions(clause(clauses, "unlocks project rubaya-restart")),
        "listed_cost": millions(-clause(clauses, "asks for 1 of the projects")),
        "capital_cost": millions(-clause(clauses, "of capital in")),
        "payments_cost": millions(-float(clauses.loc[paid, "worth_usd"].sum())),
    }


def pact_of(case: Case) -> Any:
    """The row of the partnership."""
    return row_of(case.filled("agreements"), "agreement", PACT)


def leaving_year(solved: Solved, signed: int) -> int:
    """The first planning year in which the partnership may be left, signed in a year."""
    least = pact_of(solved.case()).least_years
    return min(year for year in solved.case().years if year >= signed + least)


def paid_until_left(solved: Solved, signed: int) -> float:
    """What the partnership costs, present value, if it is signed in a year and left as soon as may be [USD]."""
    case = solved.case()
    pact = pact_of(case)
    end = leaving_year(solved, signed)
    paid = [(signed + row.years_after_joining, row.amount_usd) for row in case.rows("agreement_payments")]
    paid += [(year, pact.yearly_cost_usd) for year in range(signed, end)]
    paid += [(end, pact.leaving_cost_usd)]
    return float(sum(usd / (1 + case.settings.discount_rate) ** (year - case.years[0]) for year, usd in paid))


def clause(clauses: pd.DataFrame, words: str) -> float:
    """What the clause with these words is worth [USD]."""
    rows = clauses[clauses["clause"].str.contains(words, regex=False)]
    return float(rows["worth_usd"].iloc[0])
