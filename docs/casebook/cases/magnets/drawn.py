"""Pictures of the page on rare-earth magnets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import supplied
from docs.casebook.cases.magnets.parts import (
    BUILDING,
    BUYING,
    OWN_WORKS,
    RUNNING,
    SHORTAGE,
    SUBSTITUTES,
    costs_by_kind,
    floor_paid,
    magnets,
)
from docs.casebook.cases.magnets.told import ABROAD, EMBARGO, FREE, LICENCES, REGIMES, Regime
from docs.casebook.drawing import Picture, titled
from docs.casebook.pictures import compared, stacks, yearly
from model.case.rows import each_row
from views.charts.colours import BLUE, GREEN, ORANGE, PURPLE, SKY, VERMILION, YELLOW

if TYPE_CHECKING:
    from docs.casebook.solved import Solved
    from model import Plan

SHOWN = (FREE, LICENCES, EMBARGO, ABROAD)
PLAIN = "#C9CCD1"
KINDS = {BUYING: SKY, RUNNING: GREEN, BUILDING: BLUE, SUBSTITUTES: YELLOW, SHORTAGE: VERMILION}
OURS, OTHERS, CHINA, ABROAD_TOO = "Independence and 10X", "Other works at home", "China", "Other countries"
MAKERS = {
    OURS: BLUE, OTHERS: GREEN, ABROAD_TOO: PLAIN, CHINA: ORANGE, "Done without (substitutes)": YELLOW,
    "Goes short": VERMILION,
}  # fmt: skip
SEPARATORS = {"United States": GREEN, "Malaysia": SKY, "Australia, Estonia and France": PURPLE, "China": ORANGE}
PLACES = {
    "USA": "United States", "MYS": "Malaysia", "AUS": "Australia, Estonia and France",
    "EST": "Australia, Estonia and France", "FRA": "Australia, Estonia and France", "CHN": "China",
}  # fmt: skip
OXIDES = (("NdPr", "neodymium-praseodymium"), ("Dy and Tb", "dysprosium-terbium"))
PLANTS = {"mp-oxide-independence": "Independence", "mp-oxide-independence-growth": "Independence, its growth"}
PLANT_COLOURS = {"Independence": SKY, "Independence, its growth": BLUE, "10X": GREEN}
PRESENT = "present value of the year's total"
KILO, MILLION, BILLION = 1e3, 1e6, 1e9


def pictures(solved: Solved) -> dict[str, Picture]:
    """All pictures of the page."""
    return {"costs": costs(solved), "magnets": makers(solved), "oxides": oxides(solved), "floor": floor(solved)}


def costs(solved: Solved) -> Picture:
    """What plans cost, with the agreement and without, by kind."""
    rows = [
        (capital(regime.name), label, kind, amount / BILLION)
        for regime in REGIMES
        for label, plan in zip(("with agreement", "without"), regime.plans(solved), strict=True)
        for kind, amount in costs_by_kind(plan).items()
    ]
    frame = pd.DataFrame(rows, columns=["group", "bar", "part", "amount"]).round({"amount": 4})
    finding = "The agreement costs where China sells, and saves what would go short where it does not"
    told = "Present value of the whole horizon by kind of cost; the outlay of the floor is a transfer and not in it"
    return Picture(
        titled(compared(frame, "USD bn, present value", KINDS), finding, told),
        "Pairs of stacked bars of what plans cost with the agreement and without, by kind of cost: with China selling "
        "freely or under licences the bar with the agreement is longer; under an embargo it is shorter, and what is "
        "missing is shortage.",
    )


def makers(solved: Solved) -> Picture:
    """Where magnets come from, with the agreement and without."""
    panels = [(regime, suffix) for regime in SHOWN for suffix in ("with the agreement", "without")]
    frame = pd.concat(
        [
            made_by(plan).assign(panel=panel(regime, suffix))
            for regime in SHOWN
            for suffix, plan in zip(("with the agreement", "without"), regime.plans(solved), strict=True)
        ]
    )
    names = [panel(*one) for one in panels]
    lines = [names[at : at + 2] for at in range(0, len(names), 2)]
    chart = stacks(frame, "kt a year", MAKERS, lines, solved.plan().case.years, alike=True, height=120)
    finding = "The agreement bridges the first years of an embargo; after them other works could stand"
    told = "Magnets for the United States by maker, and what is done without or goes short, kt by planning year"
    return Picture(
        titled(chart, finding, told),
        "Stacked bars of magnets by maker and planning year, with the agreement and without, for four ways in which "
        "China sells. Without the agreement magnets go short under an embargo for two or three years, until other "
        "works stand; with it less does.",
    )


def panel(regime: Regime, suffix: str) -> str:
    """What a panel is called."""
    return f"{capital(regime.name)}: {suffix}"


def capital(words: str) -> str:
    """Words that begin with a capital."""
    return words[0].upper() + words[1:]


def made_by(plan: Plan) -> pd.DataFrame:
    """The bars of one plan: `year`, `part`, `amount`."""
    rows = [(row.year, maker(row.kind, row.name), row.tonnes / KILO) for row in each_row(magnets(plan))]
    frame = pd.DataFrame(rows, columns=["year", "part", "amount"])
    return frame.groupby(["year", "part"])["amount"].sum().round(3).reset_index()


def maker(kind: str, name: str) -> str:
    """The part of a bar that a row of magnets belongs to."""
    if kind == "made":
        return OURS if name in OWN_WORKS else OTHERS
    if kind == "bought":
        return CHINA if name == "CHN" else ABROAD_TOO
    return "Goes short" if kind == "short" else "Done without (substitutes)"


def oxides(solved: Solved) -> Picture:
    """Where the rare earths in magnets are separated, with the agreement."""
    rows = [
        (f"{words}: {regime.name}", int(row.year), PLACES.get(row.place, ABROAD_TOO), row.tonnes)
        for words, mineral in OXIDES
        for regime in SHOWN
        for row in each_row(supplied(regime.plans(solved)[0], mineral, "processing"))
    ]
    frame = pd.DataFrame(rows, columns=["panel", "year", "part", "amount"])
    frame = frame.groupby(["panel", "year", "part"])["amount"].sum().round(2).reset_index()
    frame = frame.assign(amount=frame["amount"] / KILO)
    names = [f"{words}: {regime.name}" for words, _ in OXIDES for regime in SHOWN]
    lines = [names[at : at + 2] for at in range(0, len(names), 2)]
    used = {part: colour for part, colour in {**SEPARATORS, ABROAD_TOO: PLAIN}.items() if part in set(frame["part"])}
    chart = stacks(frame, "kt contained a year", used, lines, solved.plan().case.years, height=100)
    finding = "Once China closes, most rare earths, light and heavy, are separated at home"
    told = (
        "With the agreement: where the rare earths in the magnets of the United States are separated, by planning year"
    )
    return Picture(
        titled(chart, finding, told),
        "Stacked bars of neodymium and praseodymium, and of dysprosium and terbium, by the country that separates them "
        "and planning year, for four ways in which China sells. The more is closed, the more is separated in the "
        "United States; only magnets bought from others still hold Chinese rare earths.",
    )


def floor(solved: Solved) -> Picture:
    """What the floor pays by calendar year."""
    paid = floor_paid(FREE.plans(solved)[0])
    frame = paid.assign(part=paid["contract"].map(PLANTS).fillna("10X"))
    frame = frame.groupby(["year", "part"])[["usd", "present_usd"]].sum().reset_index()
    frame = frame.assign(amount=(frame["usd"] / MILLION).round(3), second=(frame["present_usd"] / MILLION).round(3))
    chart = yearly(frame[["year", "part", "amount", "second"]], "USD m", PLANT_COLOURS, PRESENT)
    finding = "Most of what the floor pays is for the oxide of 10X"
    told = "Outlay of the floor as paid, by the plant that uses the oxide; with the price of NdPr held constant"
    return Picture(
        titled(chart, finding, told),
        "Stacked bars of what the floor pays by calendar year and plant: little in the first year, then more as "
        "Independence grows and 10X is filled in thirds, level until it ends. A line in each bar marks its present "
        "value.",
    )
