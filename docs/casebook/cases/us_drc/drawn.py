"""Pictures of the page on the United States and the DR Congo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import built, shipped, short, supplied
from docs.casebook.cases.us_drc.told import (
    COBALT,
    LATE,
    NAMES,
    NEVER,
    NO_RAIL,
    NOTICED_USD,
    NOW,
    PACT,
    TIGHT,
    pact_of,
    signed_values,
)
from docs.casebook.drawing import Picture, titled
from docs.casebook.pictures import ranked, savings, spans, stacks
from docs.casebook.tables import called, words_of
from views.charts.colours import BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILION
from views.charts.timeline import horizon_end

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

WITH, WITHOUT = "partnership may be signed", "never signed"
PARTS = {
    "DR Congo": BLUE, "United States": GREEN, "Canada": SKY, "Chile and Peru": PURPLE, "Other countries": "#C9CCD1",
    "Goes short": VERMILION,
}  # fmt: skip
PLACES = {"COD": "DR Congo", "USA": "United States", "CAN": "Canada", "CHL": "Chile and Peru", "PER": "Chile and Peru"}
WAYS = {
    "lobito": "Lobito", "tazara": "Dar es Salaam by the TAZARA railway", "copperbelt-dar": "Dar es Salaam by road",
    "copperbelt-durban": "Durban", "copperbelt-walvis": "Walvis Bay",
}  # fmt: skip
WAY_COLOURS = dict(zip(WAYS.values(), (BLUE, ORANGE, GREEN, PURPLE, SKY), strict=True)) | {"Other routes": GREY}
STAGES = (
    ("Cobalt mined", "cobalt", "extraction"), ("Cobalt refined", "cobalt", "processing"),
    ("Copper refined", "copper", "processing"),
)  # fmt: skip
KILO, MILLION = 1e3, 1e6


def sources(tight: Plan, alone: Plan) -> Picture:
    """Where cobalt and copper come from in the tight market."""
    rows = [row for panel, plan in ((WITH, tight), (WITHOUT, alone)) for row in parts(panel, plan)]
    frame = pd.DataFrame(rows, columns=["panel", "year", "part", "amount"])
    frame = frame.groupby(["panel", "year", "part"])["amount"].sum().round(2).reset_index()
    lines = [(f"{stage}: {WITH}", f"{stage}: {WITHOUT}") for stage, *_ in STAGES]
    chart = stacks(frame, "kt contained a year", PARTS, lines, tight.case.years)
    finding = "The partnership closes the cobalt gap of the thirties, and opens one in its first years"
    told = "Tight market: where the supply of the United States is mined or refined, by planning year"
    return Picture(
        titled(chart, finding, told),
        f"Stacked bars of cobalt mined, cobalt refined and copper refined for the United States by planning year in a "
        f"tight market, with the partnership and without. {finding}; copper changes little before the last years.",
    )


def parts(panel: str, plan: Plan) -> list[tuple[str, int, str, float]]:
    """The bars of one plan."""
    rows = [
        (f"{row}: {panel}", int(year), PLACES.get(str(place), "Other countries"), amount / KILO)
        for row, mineral, stage in STAGES
        for year, place, amount in supplied(plan, mineral, stage)[["year", "place", "tonnes"]].to_numpy()
    ]
    lacking = short(plan)
    lacking = lacking[lacking["material"] == COBALT]
    for year, amount in zip(lacking["year"], lacking["tonnes"], strict=True):
        rows.append((f"{STAGES[1][0]}: {panel}", int(year), "Goes short", amount / KILO))
    return rows


def signing(solved: Solved) -> Picture:
    """What signing saves, by year, in both markets."""
    colours = {"tight market": BLUE, "market as expected": ORANGE}
    rows = pd.concat(
        [signed_values(solved, own).assign(market=market) for market, own in zip(colours, ((TIGHT,), ()), strict=True)]
    )
    frame = rows.assign(musd=rows["value_usd"] / MILLION)[["signed", "market", "musd"]].astype({"signed": int})
    finding = "Worth signing only where the market is tight, and then as soon as there is peace"
    late = pact_of(solved.case(LATE)).condition_year
    told = f"Never signing less signing in that year, present value; from {late:.0f} on as after a late peace"
    return Picture(
        titled(savings(frame, colours), finding, told),
        "Bars of what signing saves against never, by year of signing: in the tight market it saves most in the first "
        "year and costs in the last; in the market as expected it costs in each year.",
    )


def clause_bars(solved: Solved) -> Picture:
    """What each clause is worth, those that matter."""
    clauses = solved.worth(PACT, TIGHT)[1]
    names = called(solved.case(), NAMES)
    frame = pd.DataFrame({"what": list(words_of(clauses, names)), "musd": clauses["worth_usd"] / MILLION})
    frame = frame[frame["musd"].abs() >= NOTICED_USD / MILLION].sort_values("musd", ascending=False, kind="stable")
    finding = "Local processing is the heaviest burden, and what can meet it is worth most because of it"
    told = "Tight market, signed in the best year: by how much cost rises where the clause alone is left out"
    return Picture(
        titled(ranked(frame, "worth, USD m (present value)"), finding, told),
        f"Bars of what clauses are worth, from the most valuable to the heaviest burden. {finding}.",
    )


def works(solved: Solved) -> Picture:
    """What is built, and when, in plans with the partnership and without: what not all of them build."""
    plans = {
        "held to it from the first year": (solved.plan(NOW), ORANGE),
        "tight market, never signed": (solved.plan(TIGHT, NEVER), SKY),
        "tight market, free to sign": (solved.plan(TIGHT), BLUE),
    }
    frame = pd.concat([built(plan).assign(plan=label) for label, (plan, _) in plans.items()])
    frame = frame[frame.groupby("project")["plan"].transform("nunique") < len(plans)]
    country = "; " + frame["place"].map(PLACES)
    frame = frame.assign(what=frame["name"].str.split(":").str[0] + country.where(frame["place"] != "COD", ""))
    frame = frame.sort_values(["place", "decided", "what"], ascending=[False, True, True], kind="stable")
    years = (solved.plan().case.years[0], horizon_end(solved.plan()))
    finding = "In the DR Congo only the partnership builds, and sooner where the market is tight"
    told = "Works that some plans build and others not: from the decision (left) to the year on line (dark end)"
    return Picture(
        titled(spans(frame, {label: colour for label, (_, colour) in plans.items()}, years), finding, told),
        f"Works from the decision until they are on line, in three plans. {finding}.",
    )


def routes(solved: Solved) -> Picture:
    """Which way what is bought in the DR Congo goes, in the tight market."""
    plans = {
        "free to sign": solved.plan(TIGHT), "late peace": solved.plan(TIGHT, LATE),
        "never signed": solved.plan(TIGHT, NEVER), "free to sign, no Lobito line": solved.plan(TIGHT, NO_RAIL),
    }  # fmt: skip
    frame = pd.concat([shipped(plan, "COD", WAYS).assign(panel=label) for label, plan in plans.items()])
    frame = frame.rename(columns={"way": "part"}).assign(amount=(frame["tonnes"] / KILO).round(1))
    finding = "All of it goes by Lobito, where there is a line, and the first phase is enough"
    told = "Tight market: copper and cobalt shipped from the DR Congo, kt of goods a year"
    used = {way: colour for way, colour in WAY_COLOURS.items() if way in set(frame["part"])}
    lines = [list(plans)[:2], list(plans)[2:]]
    return Picture(
        titled(stacks(frame, "kt a year", used, lines, solved.plan(TIGHT).case.years, alike=True), finding, told),
        "Stacked bars of what is shipped from the DR Congo by way: all by Lobito, and without that line by others.",
    )
