"""Figures of the page on the European Union."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import demanded, row_of, short, short_over_horizon, spent, supplied
from docs.casebook.cases.eu.measured import (
    ACT,
    FLOORS,
    LATE,
    NO_CHINA,
    NONE,
    PENALTIES,
    STRESS,
    YEAR,
    all_worth,
    penalties,
    standings,
    together,
    without_each,
)
from docs.casebook.cases.eu.named import mineral_name
from docs.casebook.solved import OPTIONS
from docs.casebook.told import ROUNDING, billions, counted, listed, millions, percent, tonnes

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

ANODE = "anode-graphite"
ANODE_YEAR = 2035
"""The first planning year in which all anode works of the Union run in full."""
SHORT_YEAR = 2032
"""A planning year in which graphite meets the benchmark of processing because much of it goes short."""
PUBLIC_BACK = "salvage of public capital"


def frame_figures(solved: Solved) -> dict[str, str]:
    """The frame of the question, and how it is solved."""
    plan = solved.plan(ACT)
    case = plan.case
    rules = case.filled("rules").set_index("rule")["limit"]
    agreements = case.filled("agreements")
    late = solved.case(ACT, LATE).filled("agreements")
    ban = row_of(solved.case(*STRESS).filled("rules"), "rule", "not-refined-in-china")
    return {
        **ROUNDING,
        "year": str(YEAR),
        "first": str(case.years[0]),
        "last": str(case.years[-1]),
        "planning_years": listed([str(year) for year in case.years]),
        "discount": percent(case.settings.discount_rate),
        "currency_year": str(case.settings.currency_year),
        "limit_extraction": percent(rules["crma-extraction"]),
        "limit_processing": percent(rules["crma-processing"]),
        "limit_recycling": percent(rules["crma-recycling"]),
        "ceiling": percent(rules["crma-65-processing"]),
        "partnerships": counted(len(agreements)),
        "peace": str(int(row_of(agreements, "agreement", "eu-ukraine").condition_year)),
        "peace_late": str(int(row_of(late, "agreement", "eu-ukraine").condition_year)),
        "permits": str(int(row_of(agreements, "agreement", "eu-serbia").condition_year)),
        "china_from": str(int(ban.first_year)),
        "gap_usd": f"USD {OPTIONS['gap'] * plan.objective / 1e6:.1f} m",
    }


def benchmark_figures(plan: Plan) -> dict[str, str]:
    """How many materials meet which benchmark, which do, and what missing them costs."""
    now, whole = standings(plan, YEAR), together(plan, YEAR).set_index("benchmark")["share"]
    then = standings(plan, plan.case.years[-1])
    found: dict[str, str] = {}
    for benchmark in FLOORS.values():
        own = now[now["benchmark"] == benchmark]
        found |= {
            f"{benchmark}_met": counted(int(own["met"].sum())),
            f"{benchmark}_of": counted(len(own)),
            f"{benchmark}_all": percent(whole[benchmark]),
        }
    missing = penalties(plan)
    of_recycling = missing[missing["benchmark"] == "recycling"]
    return found | {
        "minerals": counted(now["mineral"].nunique()),
        "extraction_meeting": met(now, "extraction"),
        "recycling_meeting": met(now, "recycling"),
        "processing_missing": met(now, "processing", holds=False),
        "graphite_processed": share(now, "processing", "graphite"),
        "lithium_mined": share(now, "extraction", "lithium"),
        "lithium_mined_last": share(then, "extraction", "lithium"),
        "copper_recycled": share(now, "recycling", "copper"),
        "act_cost": billions(plan.objective),
        "penalties": billions(spent(plan, PENALTIES)),
        "recycling_part": percent(of_recycling["usd"].sum() / missing["usd"].sum()),
        "copper_part": percent(of_recycling.set_index("mineral")["usd"]["copper"] / missing["usd"].sum()),
    }


def graphite_figures(plan: Plan) -> dict[str, str]:
    """Graphite as the benchmark of processing counts it, and anode graphite by itself."""
    eaten = consumed(plan, YEAR)
    return {
        "natural_part": percent(eaten["natural-graphite"] / (eaten["natural-graphite"] + eaten[ANODE])),
        "anode_year": str(ANODE_YEAR),
        "anode_alone": percent(anode_share(plan, YEAR)),
        "anode_alone_later": percent(anode_share(plan, ANODE_YEAR)),
        "graphite_later": share(standings(plan, ANODE_YEAR), "processing", "graphite"),
    }


def consumed(plan: Plan, year: int) -> dict[str, float]:
    """What is delivered of each material in a year [t]."""
    rows = plan.deliveries[plan.deliveries["year"] == year]
    return {str(name): float(sum_) for name, sum_ in rows.groupby("material")["delivered_t_per_year"].sum().items()}


def anode_share(plan: Plan, year: int) -> float:
    """The share of the anode graphite consumed that is made in the Union."""
    rows = supplied(plan, "graphite", "processing")
    own = rows["place"].isin(plan.case.settings.buyer) & (rows["year"] == year)
    return float(rows.loc[own, "tonnes"].sum()) / consumed(plan, year)[ANODE]


def met(rows: pd.DataFrame, benchmark: str, *, holds: bool = True) -> str:
    """The minerals that meet a benchmark, or those that do not."""
    own = rows[(rows["benchmark"] == benchmark) & (rows["met"] == holds)]
    return listed([mineral_name(str(mineral)) for mineral in own["mineral"]])


def share(rows: pd.DataFrame, benchmark: str, mineral: str) -> str:
    """The share of one mineral."""
    own = rows[(rows["benchmark"] == benchmark) & (rows["mineral"] == mineral)]
    return percent(float(own["share"].iloc[0]))


def worth_figures(solved: Solved) -> dict[str, str]:
    """What partnerships are worth, in both worlds."""
    act, alone = solved.plan(ACT), solved.plan(ACT, NONE)
    stress, without, late = (solved.plan(*STRESS, *more) for more in ((), (NONE,), (LATE,)))
    each = without_each(solved).set_index(["world", "agreement"])["value_usd"]
    last = stress.case.years[-1]
    public, back = (spent(act, term) - spent(alone, term) for term in ("public capital", PUBLIC_BACK))
    return {
        "act_worth": millions(all_worth(solved, ACT)),
        "stress_worth": millions(all_worth(solved, NO_CHINA)),
        "stress_more": billions(stress.objective - act.objective),
        "act_greenland": millions(each[ACT, "eu-greenland"]),
        "act_serbia": millions(each[ACT, "eu-serbia"]),
        "greenland": millions(each[NO_CHINA, "eu-greenland"]),
        "kazakhstan": millions(each[NO_CHINA, "eu-kazakhstan"]),
        "ukraine": millions(each[NO_CHINA, "eu-ukraine"]),
        "serbia": millions(each[NO_CHINA, "eu-serbia"]),
        "late_more": millions(late.objective - stress.objective),
        "short": percent(short_over_horizon(stress, ANODE) / demanded(stress, ANODE)),
        "short_without": percent(short_over_horizon(without, ANODE) / demanded(without, ANODE)),
        "shortage_paid": billions(spent(stress, "shortage")),
        "shortage_paid_without": billions(spent(without, "shortage")),
        "penalties_stress": billions(spent(stress, PENALTIES)),
        "penalties_without": billions(spent(without, PENALTIES)),
        "abroad_last": tonnes(anodes_abroad(stress, last)),
        "short_last": tonnes(shortage(stress, last)),
        "short_last_without": tonnes(shortage(without, last)),
        "goes_year": str(SHORT_YEAR),
        "public": millions(public),
        "public_back": millions(-back),
    }


def anodes_abroad(plan: Plan, year: int) -> float:
    """Anode graphite made in a year by the works that partnerships open [t]."""
    rows = supplied(plan, "graphite", "processing")
    opened = rows["source"].isin(["eyde-anode", "sarytogan-anode", "balakhivka-spherical"])
    return float(rows.loc[opened & (rows["year"] == year), "tonnes"].sum())


def shortage(plan: Plan, year: int) -> float:
    """Anode graphite that goes short in a year [t]."""
    rows = short(plan)
    return float(rows.loc[(rows["material"] == ANODE) & (rows["year"] == year), "tonnes"].sum())
