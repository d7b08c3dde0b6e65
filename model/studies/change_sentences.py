"""A sentence for each kind of change, without its subject, which is the plan: `builds ... two years earlier`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.plan.mineral_words import OF_STAGE
from model.plan.words import money, percent, plain_number, tonnes
from model.studies.moves import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable

NONE = 1e-9
"""Tonnes below which there is none."""
NUMBERS = ("no", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Told:
    """A change with what its sentence needs.

    Attributes:
        row: The change.
        name: What its subject is called.
        about: Of what it is, beside its subject.
        remark: Years and money, by kind.
    """

    row: Any
    name: str
    about: str
    remark: str

    @property
    def of(self) -> str:
        """Of what it is, with a comma; nothing where the name says so."""
        return f"{self.about}, " if self.about and self.about not in self.name.lower() else ""

    @property
    def year(self) -> str:
        """The year that is told."""
        return "" if pd.isna(self.row.year) else str(self.row.year)


def purchase(told: Told) -> str:
    """`drops the spot purchases from X (cobalt hydroxide, up to 3.4 kt a year, 2027)`."""
    row, of = told.row, told.of
    spot = told.remark == "spot"
    if row.change == "vanishes":
        verb = f"drops the spot purchases from {told.name}" if spot else f"buys no longer from {told.name}"
        return f"{verb} ({of}up to {tonnes(row.before)}, {told.year})"
    if row.change == "appears":
        verb = f"buys on the spot market from {told.name}" if spot else f"buys from {told.name}"
        return f"{verb} ({of}up to {tonnes(row.after)}, {told.year}; none otherwise)"
    if not row.after:
        return f"buys nothing from {told.name} in {told.year} ({of}{tonnes(row.before)} otherwise)"
    if not row.before:
        return f"buys from {told.name} in {told.year} too ({of}{tonnes(row.after)})"
    much = "more" if row.change == "rises" else "less"
    return f"buys {much} from {told.name} ({of}{instead(row, tonnes)}, {told.year})"


def instead(row: Any, shown: Callable[[float], str]) -> str:
    """`5.0 kt a year instead of 2.0 kt a year`; none where there is none."""
    new, old = (shown(amount) if abs(amount) > NONE else "none" for amount in (row.after, row.before))
    return f"{new} instead of {old}"


def processing(told: Told) -> str:
    """`runs the Finnish refinery more (100 t a year instead of 50 t a year, 2027)`."""
    row = told.row
    if row.change == "vanishes":
        return f"runs {told.name} no longer (up to {tonnes(row.before)}, {told.year})"
    if row.change == "appears":
        return f"runs {told.name} (up to {tonnes(row.after)}, {told.year}; not at all otherwise)"
    return f"runs {told.name} {'more' if row.change == 'rises' else 'less'} ({instead(row, tonnes)}, {told.year})"


def shipment(told: Told) -> str:
    """`ships no longer on the route X`."""
    row = told.row
    if row.change == "vanishes":
        return f"ships no longer on the route {told.name} (up to {tonnes(row.before)}, {told.year})"
    return f"ships on the route {told.name} (up to {tonnes(row.after)}, {told.year})"


def project(told: Told) -> str:
    """`builds X (on line in 2028, USD 300 k)`."""
    row, (year, capital) = told.row, told.remark.split(";")
    of = f"{plain_number(max(row.before, row.after))} blocks, " if max(row.before, row.after) > 1 else ""
    cost = f", {money(float(capital))}" if float(capital) else ""
    if row.change == "appears":
        return f"builds {told.name} ({of}on line in {year}{cost})"
    if row.change == "vanishes":
        return f"does not build {told.name} ({of}on line in {year} otherwise{cost})"
    old, new = plain_number(row.before), plain_number(row.after)
    return f"builds {'more' if row.change == 'rises' else 'less'} of {told.name} ({new} instead of {old} blocks)"


def contract(told: Told) -> str:
    """`signs the offtake with X (lithium carbonate, 300 t a year from 2026)`."""
    row, of = told.row, told.of
    if row.change == "appears":
        return f"signs the {told.name} ({of}{tonnes(row.after)} from {told.remark})"
    if row.change == "vanishes":
        return f"does not sign the {told.name} ({of}{tonnes(row.before)} from {told.remark} otherwise)"
    return f"signs {'more' if row.change == 'rises' else 'less'} under the {told.name} ({of}{instead(row, tonnes)})"


def agreement(told: Told) -> str:
    """`joins X (from 2027, USD 5.00 m over the horizon)`."""
    year, paid = told.remark.split(";")
    cost = f", {money(float(paid))} over the horizon" if float(paid) else ""
    if told.row.change == "appears":
        return f"joins {told.name} (from {year}{cost})"
    return f"does not join {told.name} (from {year} otherwise{cost})"


def timed(verb: str) -> Callable[[Told], str]:
    """`builds X two years earlier (2028 instead of 2030)`."""

    def words(told: Told) -> str:
        old, new = int(told.row.before), int(told.row.after)
        way = "earlier" if new < old else "later"
        return f"{verb.format(told.name)} {years(abs(new - old))} {way} ({new} instead of {old})"

    return words


def years(number: int) -> str:
    """`a year`, `two years`, `12 years`."""
    return f"{NUMBERS[number] if number < len(NUMBERS) else number} year{'' if number == 1 else 's'}"


def share(told: Told) -> str:
    """`share of China in processed cobalt falls from 45 % to 20 % (2030)`."""
    _, mineral, stage = told.row.subject.split(SEPARATOR)
    return share_words(told.row, told.name, OF_STAGE[stage].format(mineral))


def share_words(row: Any, place: str, what: str) -> str:
    """A share of one thing, or of several that move alike."""
    moves = f"{row.change} from {percent(row.before)} to {percent(row.after)} ({row.year})"
    return f"share of {place} in {what} {moves}"


def shortage(told: Told) -> str:
    """`goes short of refined cobalt (3.0 kt a year instead of none, 2030)`."""
    row = told.row
    if row.change == "rises":
        return (
            f"goes {'further ' if row.before > NONE else ''}short of {told.name} ({instead(row, tonnes)}, {told.year})"
        )
    return f"goes less short of {told.name} ({instead(row, tonnes)}, {told.year})"


def substitution(told: Told) -> str:
    """`substitutes more refined cobalt (3.0 kt a year instead of none, 2030)`."""
    row = told.row
    much = "more" if row.change == "rises" else "less"
    return f"substitutes {much} {told.name} ({instead(row, tonnes)}, {told.year})"


def stock(told: Told) -> str:
    """`holds more in X (12 t instead of none, 2026)`."""
    row = told.row
    amounts = instead(row, lambda amount: tonnes(amount, per_year=False))
    return f"holds {'more' if row.change == 'rises' else 'less'} in {told.name} ({amounts}, {told.year})"


def figure(told: Told) -> str:
    """`import reliance of cobalt processing falls from 80 % to 60 % (2030)`."""
    row = told.row
    old, new = (percent(x) if row.unit == "fraction" else plain_number(x) for x in (row.before, row.after))
    return f"{row.what} of {row.subject} {row.change} from {old} to {new} ({told.year})"


SENTENCES: dict[str, Callable[[Told], str]] = {
    "purchases": purchase,
    "processing": processing,
    "shipments": shipment,
    "projects": project,
    "projects decided": timed("decides on {}"),
    "projects on line": timed("builds {}"),
    "contracts": contract,
    "contracts signed": timed("signs the {}"),
    "agreements": agreement,
    "agreements joined": timed("joins {}"),
    "share": share,
    "shortage": shortage,
    "substitution": substitution,
    "stocks": stock,
    "figure": figure,
}
"""The words of a change by what changes; `figure` for all others."""
