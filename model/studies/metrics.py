"""The metrics of trade-offs by the names that users give them.

`cost`; `shortage`; an indicator per tonne, such as `carbon`, totalled over the horizon; and of one mineral at one
stage, perhaps from a year on, the worst year of `share:MINERAL:STAGE` (the largest share of a place),
`hhi:MINERAL:STAGE` (over places), `domestic:MINERAL:STAGE` and `average:INDICATOR:MINERAL:STAGE`, as in
`share:cobalt:processing:2030`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.nearest import suggestion
from model.errors import InputError, Issue
from model.plan.words import money, three_digits, with_unit, without_tonne
from model.schema.materials import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.case import Case

COST, SHORTAGE, TOTAL = "cost", "shortage", "total"
SHARE, DOMESTIC, AVERAGE, HHI = "share", "domestic", "average", "hhi"
PARTS = {
    SHARE: ("mineral", "stage"),
    HHI: ("mineral", "stage"),
    DOMESTIC: ("mineral", "stage"),
    AVERAGE: ("indicator", "mineral", "stage"),
}
"""What stands behind the colons of the metrics that have some; a first year may follow."""
FRACTION = "fraction"
"""How the units of shares begin."""
MARK = "trade-off: "
"""How the limits of trade-offs begin where the policies of a case are listed."""
POINTS = "points"
"""The unit of an HHI."""
WHOLE = 10_000.0
"""The HHI of one place alone."""
MOST = 3
"""How many metrics can be weighed at once."""


@dataclass(frozen=True)
class Asked:
    """A metric that is asked for.

    Attributes:
        name: As it is asked for.
        kind: cost, shortage, total, share, hhi, domestic or average.
        unit: Of its values.
        indicator: Of a total or an average.
        mineral: Of a share, a domestic share or an average.
        stage: Likewise.
        first_year: From which on it is measured; None: from the first.
        more_is_better: Whether it is to be as large as can be.
    """

    name: str
    kind: str
    unit: str
    indicator: str = ""
    mineral: str = ""
    stage: str = ""
    first_year: int | None = None
    more_is_better: bool = False

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        of = f"{self.mineral} {self.stage}" + (f" from {self.first_year}" if self.first_year else "")
        words = {SHORTAGE: "shortage", SHARE: f"largest share in {of}", DOMESTIC: f"domestic share in {of}"}
        words[HHI] = f"HHI of {of}"
        return words.get(self.kind, f"{self.indicator} of {of}" if self.kind == AVERAGE else self.name)

    @property
    def sign(self) -> int:
        """What turns it into something of which less is better."""
        return -1 if self.more_is_better else 1

    def said(self, value: float) -> str:
        """A value in words."""
        return said(value, self.unit)

    @property
    def rule(self) -> str:
        """The name of the rule that keeps it at a level."""
        return f"metric-{self.name.replace(':', '-')}"


def said(value: float, unit: str) -> str:
    """A value of a metric in words, by its unit."""
    if unit.startswith("USD,"):
        return money(value)
    if unit.startswith(FRACTION):
        return f"{three_digits(round(100 * value, 4))} %"
    return with_unit(three_digits(value), unit)


def read_metrics(case: Case, names: Sequence[str]) -> tuple[Asked, ...]:
    """The metrics that are asked for; cost, which must be among them, comes first.

    Raises:
        InputError: With every name that cannot be used.
    """
    issues: list[Issue] = []
    found = [read_metric(case, name, issues) for name in dict.fromkeys(names)]
    if len(set(names)) < len(names):
        issues.append(issue(", ".join(names), "names a metric twice", "Name each once."))
    if COST not in names:
        issues.append(issue(", ".join(names), "has no cost", "Weigh cost against something else: add --metric cost."))
    elif not 2 <= len(set(names)) <= MOST:
        issues.append(issue(", ".join(names), f"are {len(set(names))} metrics", "Name cost and one or two others."))
    if issues:
        raise InputError(issues)
    asked = [metric for metric in found if metric is not None]
    return tuple(sorted(asked, key=lambda metric: metric.kind != COST))


def read_levels(asked: Sequence[Asked], limits: Mapping[str, float]) -> dict[Asked, float]:
    """Beyond which each of some metrics is not looked at.

    Raises:
        InputError: With every limit of what is not weighed, or is cost, or is no number that a metric can have.
    """
    known = {one.name: one for one in asked if one.kind != COST}
    issues = [
        Issue("--limit", value=name, message="is not weighed, or is cost", hint=f"Limit one of {', '.join(known)}.")
        for name in limits
        if name not in known
    ]
    issues += [
        Issue("--limit", column=name, value=f"{level:g}", message="is not a fraction", hint="Write 0.2 for 20 %.")
        for name, level in limits.items()
        if name in known and known[name].unit.startswith(FRACTION) and not 0 <= level <= 1
    ]
    if issues:
        raise InputError(issues)
    return {known[name]: level for name, level in limits.items()}


def issue(value: str, message: str, hint: str) -> Issue:
    """What is wrong with a name, or with all of them."""
    return Issue("--metric", value=value, message=message, hint=hint)


def read_metric(case: Case, name: str, issues: list[Issue]) -> Asked | None:
    """One metric; None where it cannot be used, with what is wrong added to the issues."""
    head, *parts = (part.strip() for part in name.split(":"))
    if head in PARTS:
        return read_parts(case, name, head, parts, issues)
    totals = totals_of(case)
    if parts or head not in {COST, SHORTAGE, *totals}:
        known = [COST, SHORTAGE, *totals, *(":".join((kind, *asked)) for kind, asked in PARTS.items())]
        issues.append(issue(name, "is not a metric", suggestion(head, known)))
        return None
    if head == COST:
        return Asked(name, COST, "USD, present value")
    if head == SHORTAGE:
        return Asked(name, SHORTAGE, f"{FRACTION} of what is asked for, by value")
    row = totals[head]
    more = row.direction == "higher_is_better"
    return Asked(name, TOTAL, without_tonne(row.unit), indicator=head, more_is_better=more)


def totals_of(case: Case) -> dict[str, Any]:
    """The indicators that are per tonne, and so can be totalled."""
    return {row.indicator: row for row in case.rows("indicators") if without_tonne(row.unit)}


def read_parts(case: Case, name: str, kind: str, parts: list[str], issues: list[Issue]) -> Asked | None:
    """A metric of a mineral at a stage."""
    asked = PARTS[kind]
    if len(parts) not in {len(asked), len(asked) + 1}:
        issues.append(
            issue(
                name,
                "is not complete",
                f"Write {':'.join((kind, *map(str.upper, asked)))}, with :YEAR behind it if wanted.",
            )
        )
        return None
    said = dict(zip(asked, parts, strict=False))
    indicators = {row.indicator: row for row in case.rows("indicators")}
    minerals = {row.mineral for row in case.rows("material_minerals")}
    known = {"mineral": minerals, "stage": set(STAGES), "indicator": set(indicators)}
    wrong = [
        issue(name, f"names no {part} of this data set: {value!r}", suggestion(value, known[part]))
        for part, value in said.items()
        if value not in known[part]
    ]
    year = parts[len(asked)] if len(parts) > len(asked) else ""
    if year and (not year.isdigit() or int(year) not in case.years):
        wrong.append(
            issue(name, f"begins in no planning year: {year!r}", f"Choose one of {', '.join(map(str, case.years))}.")
        )
    if wrong:
        issues += wrong
        return None
    unit = indicators[said["indicator"]].unit if kind == AVERAGE else POINTS if kind == HHI else FRACTION
    more = kind == DOMESTIC or (kind == AVERAGE and indicators[said["indicator"]].direction == "higher_is_better")
    return Asked(name, kind, unit, first_year=int(year) if year else None, more_is_better=more, **said)
