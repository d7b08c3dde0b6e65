"""Tables of pages, in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from docs.casebook.asked import agreements_joined, demanded, largest_share, short_over_horizon
from docs.casebook.told import billions, change, counted, listed, millions, percent
from model.case.rows import each_row
from model.evidence.markdown import markdown_table
from model.evidence.report import sentence
from model.schema.column import BASES
from model.studies.signing import obligation_words
from views.charts.names import place_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from model import Case, Plan

CLAUSES = ("agreements", "agreement_effects", "agreement_obligations", "agreement_payments", "agreement_pairs")
SHORT = re.compile(r"\b(?:[A-Z]{3}|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)\b")
"""What may be a short name: the code of a place, or words joined by hyphens."""


@dataclass(frozen=True, eq=False)
class Line:
    """A plan in a table of policies.

    Attributes:
        name: What it is called.
        plan: The plan.
        beside: The plan whose cost it is set against; None where it is that plan itself.
    """

    name: str
    plan: Plan
    beside: Plan | None


def policies_table(
    lines: Sequence[Line], material: str, at: tuple[str, str, int], called: Mapping[str, str] | None = None
) -> str:
    """Policies beside each other: cost, shortage of a material, largest share, agreements joined.

    Args:
        lines: The plans, in order.
        material: Whose shortage is shown, as a share of its demand over the horizon.
        at: Mineral, stage and year of the largest share.
        called: Short names of agreements; those not named here are not listed.
    """
    mineral, stage, year = at
    verb = {"extraction": "mined", "processing": "refined"}.get(stage, stage)
    rows = []
    for line in lines:
        place, share = largest_share(line.plan, mineral, stage, year)
        missing = short_over_horizon(line.plan, material) / demanded(line.plan, material)
        known = called or {}
        names = [f"{known[name]} ({when})" for name, when in agreements_joined(line.plan).items() if name in known]
        more = "" if line.beside is None else change(line.plan.objective - line.beside.objective)
        country = place_names(line.plan.case).get(place, place)
        cost = billions(line.plan.objective)
        cells = (line.name, unbroken(cost), unbroken(more), unbroken(percent(missing)), f"{country} {percent(share)}")
        rows.append((*cells, listed(names)))
    columns = ["policy", "cost", "against its market", f"{material.replace('-', ' ')} short"]
    columns += [f"largest share of {mineral} {verb}, {year}", "joined"]
    return markdown_table(pd.DataFrame(rows, columns=columns))


def unbroken(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def duties_table(case: Case, agreement: str, plan: Plan, names: Mapping[str, str]) -> str:
    """What an agreement obliges to, on which basis, and how a plan that joins it stands to it."""
    rows = [
        (readable(obligation_words(row), names), row.basis, standing(plan, row))
        for row in case.rows("agreement_obligations")
        if row.agreement == agreement
    ]
    for row in case.rows("agreement_payments"):
        if row.agreement == agreement:
            when = "in the year of joining" if not row.years_after_joining else f"{row.years_after_joining} years later"
            when = "a year later" if row.years_after_joining == 1 else when
            rows.append((f"pays {millions(row.amount_usd)} {when}", row.basis, "paid"))
    rows += [
        (f"costs {millions(row.yearly_cost_usd)} a year while in force", row.basis, "paid")
        for row in case.rows("agreements")
        if row.agreement == agreement
    ]
    return markdown_table(pd.DataFrame(rows, columns=["duty", "basis", "in the plan"]))


def standing(plan: Plan, duty: object) -> str:
    """How a plan stands to a duty: in which years it does just as much as it must."""
    terms = plan.agreement_terms
    own = terms[(terms["agreement"] == duty.agreement) & (terms["term"] == duty.obligation)]  # type: ignore[attr-defined]
    own = own[own["target"] == duty.target]  # type: ignore[attr-defined]
    if own.empty:
        return "not in force"
    binding = sorted({int(year) for year in own.loc[own["binding"], "year"]})
    return f"no more than is owed, {listed([str(year) for year in binding])}" if binding else "more than is owed"


def bases_table(case: Case) -> str:
    """The rows on agreements, by basis."""
    rows = []
    for name in CLAUSES:
        counts = case.filled(name)["basis"].value_counts()
        rows.append((f"`{name}`", *(int(counts.get(basis, 0)) for basis in BASES if basis != "own")))
    return markdown_table(pd.DataFrame(rows, columns=["table", *(basis for basis in BASES if basis != "own")]))


def gaps_list(case: Case, prefix: str | tuple[str, ...]) -> str:
    """What a data set of its own says it does not know, as a list: the gaps whose names begin so."""
    rows = [row for row in each_row(case.filled("gaps")) if row.gap.startswith(prefix)]
    return "\n".join(f"* {sentence(row.missing)} *{sentence(row.consequence)}*" for row in rows)


def called(case: Case, own: Mapping[str, str] | None = None) -> dict[str, str]:
    """The names of places, suppliers and projects by their short names, up to the first comma, colon or bracket.

    Args:
        case: The case.
        own: Names that take the place of these.
    """
    found = place_names(case)
    for table, key in (("suppliers", "supplier"), ("projects", "project")):
        frame = case.filled(table)
        found |= {str(k): re.split(r"[,:]| \(", n)[0] for k, n in zip(frame[key], frame["name"], strict=True) if n}
    return found | dict(own or {})


def readable(words: str, names: Mapping[str, str]) -> str:
    """Words with the names that people read in place of short ones: codes of places, and words with hyphens."""
    return re.sub(
        r"\b(?:[A-Z]{3}|[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)\b", lambda found: names.get(found[0], found[0]), words
    )


def words_of(frame: pd.DataFrame, names: Mapping[str, str]) -> Iterator[str]:
    """The clauses of a study in a few words and the names that people read."""
    for clause in frame["clause"]:
        words = re.sub(r"^unlocks (?:project|supplier) ", "opens ", str(clause))
        words = re.sub(r"^unlocks contract ", "opens the contract ", words)
        yield readable(re.sub(r"(?<=capital in )(.*)(?= by)", works, words), names)


def works(found: re.Match[str]) -> str:
    """How many works there are in a list."""
    return f"{counted(len(re.split(', | and ', found[0])))} works"
