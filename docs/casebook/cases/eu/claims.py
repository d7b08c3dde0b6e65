"""What prose and titles of the page on the European Union say beyond figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import agreements_joined, built, row_of, short, spent, supplied
from docs.casebook.cases.eu.measured import (
    ACT,
    CEILINGS,
    LATE,
    NO_CHINA,
    NONE,
    PENALTIES,
    STRESS,
    YEAR,
    abroad,
    all_worth,
    missed,
    penalties,
    standings,
    together,
    without_each,
)
from docs.casebook.cases.eu.told import ANODE, ANODE_YEAR, PUBLIC_BACK, SHORT_YEAR, anode_share, consumed
from model.prices import benchmark_prices

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Case, Plan

FIRST_THREE = {"eu-greenland", "eu-norway", "eu-serbia"}
FURTHER = {"eu-kazakhstan", "eu-ukraine"}
RARE = {"dysprosium-terbium", "neodymium-praseodymium"}
NO_RECYCLER = {"gallium", "graphite", "manganese", "silicon", *RARE}
NEODYMIUM = ("extraction", "neodymium-praseodymium")
LIONHEART = "lithium-carbonate-lionheart"
LITTLE = 1e-4
"""Of the cost, what is called little."""


def claims(solved: Solved) -> dict[str, bool]:
    """Each claim, and whether it holds."""
    return {
        **benchmark_claims(solved.plan(ACT)),
        **material_claims(solved.plan(ACT)),
        **country_claims(solved),
        **joining_claims(solved),
        **works_claims(solved),
        **worth_claims(solved),
        **data_claims(solved.case(ACT)),
    }


def benchmark_claims(plan: Plan) -> dict[str, bool]:
    """On benchmarks as a whole, and on what missing them costs."""
    part = standings(plan, YEAR).groupby("benchmark")["met"].mean()
    whole = together(plan, YEAR).set_index("benchmark")["met"]
    eaten = consumed(plan, YEAR)
    paid = penalties(plan)
    largest = row_of(paid.sort_values("usd", ascending=False), "benchmark", "recycling")
    by_mineral = paid.groupby("mineral")["usd"].sum() / paid["usd"].sum()
    return {
        "processing is met for most": part["processing"] > 0.75,
        "extraction is met for less than half": part["extraction"] < 0.5,
        "recycling is met for few": part["recycling"] < 0.25,
        "by weight extraction and processing are met, recycling is not": bool(
            whole["extraction"] and whole["processing"] and not whole["recycling"]
        ),
        "most of the weight is copper and manganese": eaten["copper-cathode"] + eaten["manganese-alloy"]
        > 0.6 * sum(eaten.values()),
        "the dearest miss is copper recycling": largest.mineral == "copper" and largest.usd == paid["usd"].max(),
        "and less than half of all": by_mineral["copper"] < 0.4,
        "copper and graphite are more than half of it": by_mineral["copper"] + by_mineral["graphite"] > 0.5,
    }


def material_claims(plan: Plan) -> dict[str, bool]:
    """On the Union's own shares of single materials."""
    own = standings(plan, YEAR).set_index(["benchmark", "mineral"])["share"]
    last = plan.case.years[-1]
    then = standings(plan, last).set_index(["benchmark", "mineral"])["share"]
    late = {year for benchmark, mineral, year in missed(plan) if (benchmark, mineral) == NEODYMIUM}
    status = plan.case.filled("projects").set_index("project")["status"]
    return {
        "gallium and germanium are refined in the Union alone": all(
            own["processing", mineral] > 0.999 for mineral in ("gallium", "germanium")
        ),
        "of anode graphite alone less than asked for at first, and as much as that later": anode_share(plan, YEAR)
        < 0.4
        <= anode_share(plan, ANODE_YEAR),
        "more palladium than is used is refined at the end": then["processing", "palladium"] > 1,
        "what has no recycler has a share of nothing": all(own["recycling", mineral] < 1e-9 for mineral in NO_RECYCLER),
        "the rest has some": bool((own["recycling"].drop(list(NO_RECYCLER)) > 0.01).all()),
        "neodymium passes the benchmark of extraction at the end only": late
        == {year for year in plan.case.years if YEAR <= year < last},
        "graphite is near it, and little of the others that miss it is mined": own["extraction", "graphite"] > 0.05
        and all(own["extraction", m] < 0.03 for m in ("cobalt", "manganese", "palladium", "platinum", *RARE)),
        "lithium has the widest margin": own["extraction", "lithium"] == own["extraction"].max(),
        "it is mined by Keliber and Lionheart": mined(plan, "lithium") == {"lithium-mined-keliber", LIONHEART},
        "to which the plan is committed": set(status[["keliber", "lionheart"]]) == {"committed"},
        "rare earths are just at the benchmark of processing": all(own["processing", m] < 0.4001 for m in RARE),
        "lithium processing is missed later, and met at the end": ("processing", "lithium", 2035) in missed(plan)
        and ("processing", "lithium", last) not in missed(plan),
        "silicon processing is met later": not {("processing", "silicon", year) for year in (2035, last)}
        & missed(plan),
    }


def mined(plan: Plan, mineral: str) -> set[str]:
    """What of a mineral is mined in the Union in the first year of the benchmarks, more than a little."""
    rows = supplied(plan, mineral, "extraction")
    rows = rows[rows["place"].isin(plan.case.settings.buyer) & (rows["year"] == YEAR)]
    return set(rows.loc[rows["tonnes"] > 0.01 * rows["tonnes"].sum(), "source"])


def country_claims(solved: Solved) -> dict[str, bool]:
    """On third countries."""
    plans = [solved.plan(*own) for own in ((ACT,), (ACT, NONE), STRESS, (*STRESS, NONE), (*STRESS, LATE))]
    broken = [plan.rules[plan.rules["rule"].str.startswith(CEILINGS) & plan.rules["broken"]] for plan in plans]
    at_ceiling, inside = [], []
    for plan in (solved.plan(ACT), solved.plan(*STRESS)):
        rows = abroad(plan, YEAR)
        rows = rows[(rows["stage"] == "processing") & rows["mineral"].isin(RARE)]
        inside.append(from_magnets(plan))
        at_ceiling.append(bool(((rows["place"] == "CHN") & (rows["limit"] - rows["share"] < 1e-4)).all()))
    return {
        "the ceiling is kept in every plan": all(rows.empty for rows in broken),
        "China is at the ceiling in rare earths in both worlds": all(at_ceiling),
        "all of that comes inside magnets": all(inside),
        "no other share is at the ceiling": int((abroad(solved.plan(ACT), YEAR)["share"] > 0.649).sum()) == len(RARE),
    }


def from_magnets(plan: Plan) -> bool:
    """Whether all rare earths that China refines come inside magnets."""
    rows = pd.concat([supplied(plan, mineral, "processing") for mineral in sorted(RARE)])
    rows = rows[(rows["place"] == "CHN") & (rows["year"] == YEAR) & (rows["tonnes"] > 0)]
    return bool(rows["source"].str.startswith("ndfeb-magnet").all())


def joining_claims(solved: Solved) -> dict[str, bool]:
    """On which partnerships are joined, and what they do to benchmarks."""
    act, alone, stress, without, late = (
        solved.plan(*own) for own in ((ACT,), (ACT, NONE), STRESS, (*STRESS, NONE), (*STRESS, LATE))
    )
    case = act.case
    needed = row_of(case.filled("projects"), "project", "eyde").requires
    effects = case.filled("agreement_effects")
    anodes = standings(without, SHORT_YEAR).set_index(["benchmark", "mineral"])["share"]["processing", "graphite"]
    return {
        "under the Act Greenland, Norway and Serbia are joined": set(agreements_joined(act)) == FIRST_THREE,
        "without China also Kazakhstan and Ukraine": set(agreements_joined(stress)) == FIRST_THREE | FURTHER,
        "late peace changes none but the year of Ukraine": agreements_joined(late)
        == agreements_joined(stress) | {"eu-ukraine": agreements_joined(late)["eu-ukraine"]},
        "Norway opens only what needs the mine in Greenland": needed == "amitsoq"
        and set(effects.loc[effects["agreement"] == "eu-norway", "target"]) == {"eyde"},
        "no benchmark is met for a partnership": missed(act) == missed(alone) and missed(without) <= missed(stress),
        "what goes short lets a benchmark be met": ("processing", "graphite", SHORT_YEAR)
        in missed(stress) - missed(without)
        and anodes >= 0.4 - 1e-6,
        "nothing goes short under the Act alone": short(act).empty and short(alone).empty,
        "what goes short is more than doing without China costs": spent(stress, "shortage")
        > stress.objective - act.objective,
        "other works replace what is bought": spent(alone, "purchases") > spent(act, "purchases"),
        "only anode graphite does without China": set(short(stress)["material"]) == {ANODE}
        and set(short(without)["material"]) == {ANODE},
        "penalties fall as more goes short": spent(act, PENALTIES)
        > spent(stress, PENALTIES)
        > spent(without, PENALTIES),
    }  # fmt: skip


def works_claims(solved: Solved) -> dict[str, bool]:
    """On what is built."""
    act, stress = solved.plan(ACT), solved.plan(*STRESS)
    ours, theirs = built(act), built(stress)
    names = [set(frame["project"]) for frame in (ours, theirs)]
    most = act.case.filled("projects").set_index("project")["max_blocks"]
    full = ours.groupby("project")["blocks"].sum()
    runs = act.processing[act.processing["run_t_per_year"] > 1]
    sites = {"sarytogan-mine", "sarytogan-works", "balakhivka"}
    foreign = {"Dumont": "dumont", "Kobaloni": "kobaloni", "Zandkopsdrift": "zandkopsdrift", "Nolans": "nolans"}
    lasting = ("eu-anode-build", "eu-copper-recycling", "eu-black-mass-build")
    return {
        "the works differ by the cathode plant and by graphite abroad": names[0] ^ names[1] == sites | {"debrecen-2"}
        and "debrecen-2" in names[0],
        "EMILI, Cinovec, Pulawy and Chvaletice are not built": not (names[0] | names[1])
        & {"emili", "cinovec", "pulawy", "chvaletice"},
        "nor what Canada, Zambia, South Africa and Australia offer": not (names[0] | names[1]) & set(foreign.values()),
        "Songwe Hill is built without a partnership": "songwe-hill" in names[0] & names[1],
        "and La Rochelle alone separates": set(runs.loc[runs["process"] == "rare-earth-separation", "plant"])
        == {"la-rochelle"},
        "the works at Balakhivka come near the end where peace is late": int(
            row_of(built(solved.plan(*STRESS, LATE)), "project", "balakhivka").online
        )
        >= act.case.years[-1] - 1,
        "as many anode, copper and battery recycling works as may be": all(full[j] == most[j] for j in lasting),
    }  # fmt: skip


def worth_claims(solved: Solved) -> dict[str, bool]:
    """On what partnerships are worth."""
    act, alone = solved.plan(ACT), solved.plan(ACT, NONE)
    stress, without, late = (solved.plan(*STRESS, *more) for more in ((), (NONE,), (LATE,)))
    each = without_each(solved).set_index(["world", "agreement"])["value_usd"]
    own = each[NO_CHINA].sort_values(ascending=False)
    gain = all_worth(solved, NO_CHINA)
    later = late.objective - stress.objective
    back = spent(alone, PUBLIC_BACK) - spent(act, PUBLIC_BACK)
    return {
        "the gain under the Act is proven": (alone.bound or 0) > act.objective,
        "and little": all_worth(solved, ACT) < LITTLE * act.objective,
        "smaller than what comes back of public money": back > all_worth(solved, ACT),
        "Greenland with Norway is most, then Kazakhstan, Ukraine and Serbia": list(own.index)
        == ["eu-greenland", "eu-kazakhstan", "eu-ukraine", "eu-serbia"] and own.iloc[0] > gain / 2,
        "one by one they add up to a little less than together": 0.95 * gain < own.sum() < gain,
        "shortage avoided is more than the gain": spent(without, "shortage") - spent(stress, "shortage") > gain,
        "late peace takes most of what Ukraine is worth": 0.9 * own["eu-ukraine"] < later < own["eu-ukraine"],
        "half of the shortage is avoided": spent(stress, "shortage") < 0.55 * spent(without, "shortage"),
    }  # fmt: skip


def data_claims(case: Case) -> dict[str, bool]:
    """On the data."""
    rules = case.filled("rules").set_index("rule")
    lithium = benchmark_prices(case)["lithium-carbonate", YEAR]
    asked = case.filled("suppliers").set_index("supplier")["price_usd_per_t"]
    money = case.filled("project_finance")
    partners = money[money["money"] == "partner"]
    projects = case.filled("projects")
    projects = projects[projects["project"].isin(money["project"])]
    obligations = case.filled("agreement_obligations")
    public = pd.Series(money.loc[money["money"] == "public", "share"])
    return {
        "a miss costs twice the worth": bool((rules["soft_penalty_multiple"] == 2).all()),
        "lithium of EMILI and Cinovec costs more than it sells for": bool(
            (asked[["lithium-carbonate-emili", "lithium-carbonate-cinovec"]] > lithium).all()
        ),
        "the capital of most projects is reported or derived": float((projects["basis"] != "illustrative").mean())
        > 0.8,
        "most of the capital abroad is the partners'": float(partners["share"].min()) >= 0.5,
        "all obligations are illustrative": set(obligations["basis"]) == {"illustrative"},
        "a fifth of the capital is public in most": float(public.median()) == 0.2,
    }
