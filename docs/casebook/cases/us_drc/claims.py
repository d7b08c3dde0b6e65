"""What prose and titles of the page on the United States and the DR Congo say beyond figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.casebook.asked import bought, built, joined, left, ran, row_of, shipped, short, spent
from docs.casebook.cases.us_drc.drawn import WAYS
from docs.casebook.cases.us_drc.told import (
    COBALT,
    EARLY,
    LATE,
    LOCAL,
    NEVER,
    NO_RAIL,
    NOTICED_USD,
    NOW,
    PACT,
    TIGHT,
    clause,
    paid_until_left,
    shortages,
    signed_values,
    sunk,
)

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

LATE_COPPER = 2035
"""The first planning year in which copper of the state is bought."""


def claims(solved: Solved) -> dict[str, bool]:
    """Each claim, and whether it holds."""
    return {
        **market_claims(solved),
        **metal_claims(solved.plan(TIGHT), solved.plan(TIGHT, NEVER)),
        **works_claims(solved),
        **rail_claims(solved),
        **worth_claims(solved),
    }


def market_claims(solved: Solved) -> dict[str, bool]:
    """On signing in the two markets."""
    easy, now, tight = solved.plan(), solved.plan(NOW), solved.plan(TIGHT)
    alone, late = solved.plan(TIGHT, NEVER), solved.plan(TIGHT, LATE)
    peace = row_of(solved.case().filled("agreements"), "agreement", PACT).condition_year
    lasting = [short(plan) for plan in (easy, now, tight, alone, late)]
    saved = alone.objective - tight.objective
    return {
        "in the market as expected it is not signed": joined(easy, PACT) is None,
        "nothing is bought from a seller in the DR Congo there": bought(easy, "COD").empty,
        "nor by the plan that is held to it": bought(now, "COD").empty and not ran(now, "COD"),
        "in the tight market it is signed in the first year with peace": joined(tight, PACT) == peace,
        "where peace is late it is joined and left again": bool(joined(late, PACT) and left(late, PACT)),
        "only refined cobalt goes short": all(set(rows["material"]) <= {COBALT} for rows in lasting),
        "most of the gain is shortage avoided": spent(alone, "shortage") - spent(tight, "shortage") > saved / 2,
    }


def metal_claims(tight: Plan, alone: Plan) -> dict[str, bool]:
    """On cobalt and copper in the tight market."""
    ours, theirs = shortages(tight), shortages(alone)
    copper = bought(tight, "COD")
    copper = copper[copper["supplier"].str.startswith("copper")]
    early = bought(tight, "COD")["year"].isin(EARLY)
    blocks = [row_of(built(plan), "project", "us-cobalt-build").blocks for plan in (tight, alone)]
    return {
        "less cobalt goes short with the partnership": sum(ours.values()) < sum(theirs.values()),
        "more of it in the early years": sum(ours.get(t, 0) for t in EARLY) > sum(theirs.get(t, 0) for t in EARLY),
        "none after them": max(ours) <= max(EARLY) < max(theirs),
        "nothing is bought in the DR Congo in the early years": not early.any(),
        "the new US refinery is a block larger": blocks[0] == blocks[1] + 1,
        "copper of the state comes late": int(copper["year"].min()) >= LATE_COPPER,
    }


def works_claims(solved: Solved) -> dict[str, bool]:
    """On what is built."""
    easy, now, tight = solved.plan(), solved.plan(NOW), solved.plan(TIGHT)
    alone, late = solved.plan(TIGHT, NEVER), solved.plan(TIGHT, LATE)
    everywhere = {name for plan in (easy, now, tight, alone, late) for name in built(plan)["project"]}
    local = [set(built(plan).query("place == 'COD'")["project"]) for plan in (easy, alone, now, tight)]
    terms = tight.agreement_terms
    owed = terms[terms["term"].isin(["min_investment", "least_projects"])]
    started = [row_of(built(plan), "project", "buenassa-build").decided for plan in (now, tight)]
    return {
        "the DR Congo is built in under the partnership alone": not local[0] and not local[1] and bool(local[2]),
        "neither Inga nor the second phase is built": not everywhere & {"inga-3-first-phase", "lobito-dilolo-sakania"},
        "Rubaya is restarted and nothing is bought from it": "rubaya-restart" in local[3]
        and not bought(tight, "COD")["supplier"].str.contains("rubaya").any(),
        "the refineries of the DR Congo run in the tight market": len(ran(tight, "COD")) == len(local[3]) - 1,
        "Buenassa is built as soon as it is signed": started[1] == joined(tight, PACT) and started[1] < started[0],
        "capital and projects are met to the point": bool(owed["binding"].all()) and len(owed) > 0,
    }


def rail_claims(solved: Solved) -> dict[str, bool]:
    """On the Lobito line."""
    easy, tight = solved.plan(), solved.plan(TIGHT)
    ways = {way for own in ((), (LATE,), (NEVER,)) for way in shipped(solved.plan(TIGHT, *own), "COD", WAYS)["way"]}
    loans = easy.finance[easy.finance["money"] == "bank"]["project"]
    apart = easy.objective - solved.plan(NO_RAIL).objective - sunk(easy)
    return {
        "all goes by Lobito where there is a line": ways == {"Lobito"},
        "the only loan of the base plan is that of the Lobito line": set(loans) == {"lobito-angola"},
        "in the market as expected that loan is all that the line changes": abs(apart) < NOTICED_USD,
        "the line saves in the tight market": solved.plan(TIGHT, NO_RAIL).objective + sunk(easy) > tight.objective,
    }


def worth_claims(solved: Solved) -> dict[str, bool]:
    """On when to sign, and on clauses."""
    years, clauses = solved.worth(PACT, TIGHT)
    signed = years.dropna(subset=["signed"])
    tight, easy = (signed_values(solved, own).set_index("signed")["value_usd"] for own in ((TIGHT,), ()))
    possible = signed["cost_usd"].notna()
    first = int(signed["signed"].iloc[0])
    worths = clauses["worth_usd"]
    opened = "project (?:buenassa-build|drc-cobalt-build|rubaya-restart)"
    works = set(clauses.index[clauses["clause"].str.contains(opened)])
    return {
        "in the tight market the first year is the best": tight.iloc[0] == tight.max() > 0,
        "a year later most of the gain is gone": tight.iloc[1] < tight.iloc[0] / 2,
        "and in the last one it costs": tight.iloc[-1] < 0 < tight.iloc[:-1].min(),
        "in the market as expected signing always costs": bool((easy < 0).all()),
        "signed first there, it is left again": abs(easy[first] + paid_until_left(solved, first)) < 2 * NOTICED_USD,
        "after the first offers it cannot be signed": bool(possible.is_monotonic_decreasing and not possible.all()),
        "local processing is the largest burden": clause(clauses, LOCAL) == worths.min() < 0,
        "Buenassa is the most valuable clause": clause(clauses, "project buenassa-build") == worths.max(),
        "the other works that are opened come next": set(worths.nlargest(3).index) == works,
    }
