"""Cases in which an agreement is signed in a given year, never, or without one of its clauses.

Its own rows stay as they are, so that each case is the one that the plan itself could have chosen: further agreements,
which are in force already and cost nothing, leave it no other choice. One that is in force in a single year and
requires it has it signed by then; one that is in force before and excludes it has it signed no sooner; one that is
always in force and excludes it has it never signed, and whatever it unlocks stays locked.

A clause is left out by handing its row to another agreement that is never signed. To delete the row would not do: a
target is locked because some agreement unlocks it, and without the row everybody could have it for nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.agreed import effects, joinings
from model.case.nearest import suggestion
from model.errors import InputError, Issue
from model.plan.words import listing, money, percent, plain_number
from model.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from model.case import Case

HANDED_OVER = ("agreement_effects", "contracts", "agreement_obligations", "agreement_payments", "agreement_indicators")
"""The tables whose rows are clauses of the agreement that they name."""
COSTS = {"upfront_cost_usd": "costs {} on joining", "yearly_cost_usd": "costs {} a year"}
"""The columns of `agreements` that are clauses."""
LEFT_TO_PARTNER = {
    "revenue_share": "shares {} of revenue under contract {}",
    "free_carried_share": "gives the state {} of stake {} free",
}
"""The columns of `contracts` that are."""


@dataclass(frozen=True)
class Clause:
    """One row that says what an agreement gives or takes, or one of its costs.

    Attributes:
        table: Its table.
        place: Which row of the table, from 0.
        column: Of a cost, its column of `agreements` or `contracts`; else empty.
        words: What it says.
    """

    table: str
    place: int
    column: str
    words: str


@dataclass
class Hands:
    """Agreements that leave another one no choice, and how they stand to it; named so that they are new to the case."""

    case: Case
    agreements: list[dict[str, object]] = field(default_factory=list)
    pairs: list[dict[str, object]] = field(default_factory=list)

    def add(self, name: str, **cells: object) -> str:
        """An agreement that the case does not have yet; returns what it is called."""
        known = {*self.case.tables["agreements"]["agreement"], *(row["agreement"] for row in self.agreements)}
        while name in known:
            name += "-"
        self.agreements.append({"agreement": name, **cells})
        return name

    def hold(self, name: str, relation: str, other: str, **cells: object) -> None:
        """An agreement in force already that requires or excludes another one."""
        own = self.add(name, status="committed", **cells)
        self.pairs.append({"agreement": own, "other": other, "relation": relation})

    def applied(self, **tables: pd.DataFrame) -> Case:
        """The case with them, and perhaps with other tables replaced."""
        before = tables.pop("agreements", self.case.tables["agreements"])
        pairs = with_rows(self.case.tables["agreement_pairs"], self.pairs)
        return self.case.replace(agreements=with_rows(before, self.agreements), agreement_pairs=pairs, **tables)


def with_rows(frame: pd.DataFrame, rows: list[dict[str, object]]) -> pd.DataFrame:
    """A table with further rows, the cells that they do not name empty."""
    return pd.DataFrame([*frame.astype(object).to_dict("records"), *rows], columns=list(frame.columns), dtype=object)


def never(case: Case, agreement: str) -> Case:
    """The case in which an agreement is never in force."""
    hands = Hands(case)
    hands.hold(f"{agreement}-never", "excludes", agreement)
    return hands.applied()


def signed_in(case: Case, agreement: str, year: int, clause: Clause | None = None) -> Case:
    """The case in which an agreement is signed in a planning year, with all of its clauses or all but one."""
    hands = Hands(case)
    hands.hold(f"{agreement}-signed", "requires", agreement, first_year=year, term_years=1)
    if year > case.years[0]:
        hands.hold(f"{agreement}-not-before", "excludes", agreement, term_years=year - case.years[0])
    if clause is None:
        return hands.applied()
    table = case.tables[clause.table].copy()
    if clause.column:
        table.loc[table.index[clause.place], clause.column] = 0.0
    else:
        unsigned = hands.add(f"{agreement}-left-out")
        hands.hold(f"{agreement}-always", "excludes", unsigned)
        table.loc[table.index[clause.place], "agreement"] = unsigned
    return hands.applied(**{clause.table: table}, provenance=told(case, clause, table))


def told(case: Case, clause: Clause, table: pd.DataFrame) -> pd.DataFrame:
    """What is said of where the figures of a clause come from, of its row as it is called in a changed table."""
    old, new = (
        ";".join(str(frame[name].iloc[clause.place]) for name in TABLES[clause.table].key)
        for frame in (case.tables[clause.table], table)
    )
    said = case.tables["provenance"].copy()
    said.loc[(said["table"] == clause.table) & (said["key"] == old), "key"] = new
    return said


def signing_years(case: Case, agreement: str) -> tuple[int, ...]:
    """The planning years in which an agreement can be signed.

    Raises:
        InputError: There is no such agreement, or it is signed already.
    """
    known = case.filled("agreements").set_index("agreement")
    if agreement not in known.index:
        hint = suggestion(agreement, list(known.index)) if len(known) else "The data set has no agreements."
        raise InputError([Issue(case.name, "agreements", value=agreement, message="has no such agreement", hint=hint)])
    if known.at[agreement, "status"] == "committed":
        message = "is signed already: its status is committed"
        hint = "Make it a candidate, by a policy for example, to ask what it is worth."
        raise InputError([Issue(case.name, "agreements", value=agreement, message=message, hint=hint)])
    return tuple(t for name, t in joinings(case) if name == agreement)


def clauses(case: Case, agreement: str) -> Iterator[Clause]:
    """What an agreement gives and takes: a clause for each row and cost, and for what it leaves the partner."""
    for table in HANDED_OVER:
        for place, row in enumerate(case.rows(table)):
            if row.agreement == agreement:
                yield Clause(table, place, "", WORDS[table](row))
    yield from partners_part(case, agreement)
    for place, row in enumerate(case.rows("agreements")):
        if row.agreement == agreement:
            for column, words in COSTS.items():
                if getattr(row, column):
                    yield Clause("agreements", place, column, words.format(money(getattr(row, column))))


def partners_part(case: Case, agreement: str) -> Iterator[Clause]:
    """What the contracts that an agreement unlocks leave to the partner: shares of revenue, and of stakes, free."""
    opened = {target for name, *what, target in effects(case) if (name, *what) == (agreement, "unlock", "contract")}
    for place, row in enumerate(case.rows("contracts")):
        if row.contract in opened:
            for column, words in LEFT_TO_PARTNER.items():
                if share := getattr(row, column):
                    yield Clause("contracts", place, column, words.format(percent(share), row.contract))


def effect_words(row: Any) -> str:
    """What an effect does."""
    if row.effect == "unlock":
        return f"unlocks {row.target_kind} {row.target}"
    if row.effect == "capacity":
        return f"adds {plain_number(row.value)} t a year to {row.target_kind} {row.target}"
    if row.effect == "leakage_cut":
        return f"cuts the leakage of {row.target} by {percent(row.value)}"
    return f"raises the availability of {row.target} by {percent(row.value)}"


def obligation_words(row: Any) -> str:
    """What an obligation asks for."""
    names = listing([name.strip() for name in row.target.split(";")])
    if row.obligation == "local_processing_share":
        return f"asks for local processing of {percent(row.value)} of what {names} sells"
    if row.obligation == "min_purchase":
        return f"asks for purchases of {plain_number(row.value)} t a year from {names}"
    if row.obligation == "min_investment":
        return f"asks for {money(row.value)} of capital in {names} by {row.by_year}"
    if row.obligation == "local_jobs":
        where = "of" if row.target_kind == "place" else "among"
        return f"asks for {plain_number(row.value)} jobs at projects {where} {names}"
    return f"asks for {plain_number(row.value)} of the projects {names} by {row.by_year}"


def payment_words(row: Any) -> str:
    """What is paid, and when."""
    years = int(row.years_after_joining)
    when = {0: "in the year of joining", 1: "a year after joining"}.get(years, f"{years} years after joining")
    return f"pays {money(row.amount_usd)} {when}"


def improvement_words(row: Any) -> str:
    """What is improved, by how much, and over which time."""
    after = f" after {row.lag_years} years" if row.lag_years else ""
    over = f" over {row.ramp_up_years} years" if row.ramp_up_years > 1 else ""
    return f"improves {row.indicator} of {row.subject} by {plain_number(row.improvement)}{after}{over}"


WORDS: dict[str, Callable[[Any], str]] = {
    "agreement_effects": effect_words,
    "contracts": lambda row: f"unlocks contract {row.contract}",
    "agreement_obligations": obligation_words,
    "agreement_payments": payment_words,
    "agreement_indicators": improvement_words,
}
