"""The metrics of trade-offs by the names that users give them, and the rule by which each can be kept at a level.

`cost`; `shortage`; an indicator per tonne, such as `carbon`, totalled over the horizon; and of one mineral at one
stage, perhaps from a year on, the worst year of `share:MINERAL:STAGE` (the largest share of a place),
`domestic:MINERAL:STAGE` and `average:INDICATOR:MINERAL:STAGE`, as in `share:cobalt:processing:2030`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from model.case.nearest import suggestion
from model.errors import InputError, Issue
from model.plan.words import without_tonne
from model.schema.materials import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from model.case import Case

COST, SHORTAGE, TOTAL = "cost", "shortage", "total"
SHARE, DOMESTIC, AVERAGE = "share", "domestic", "average"
PARTS = {SHARE: ("mineral", "stage"), DOMESTIC: ("mineral", "stage"), AVERAGE: ("indicator", "mineral", "stage")}
"""What stands behind the colons of the metrics that have some; a first year may follow."""
MOST = 3
"""How many metrics can be weighed at once."""


@dataclass(frozen=True)
class Asked:
    """A metric that is asked for.

    Attributes:
        name: As it is asked for.
        kind: cost, shortage, total, share, domestic or average.
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
    def rule(self) -> str:
        """The name of the rule that keeps it at a level."""
        return f"metric-{self.name.replace(':', '-')}"


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


def issue(value: str, message: str, hint: str) -> Issue:
    """What is wrong with a name, or with all of them."""
    return Issue("--metric", value=value, message=message, hint=hint)


def read_metric(case: Case, name: str, issues: list[Issue]) -> Asked | None:
    """One metric; None where it cannot be used, with what is wrong added to the issues."""
    head, *parts = (part.strip() for part in name.split(":"))
    if head in PARTS:
        return read_parts(case, name, head, parts, issues)
    totals = {row.indicator: row for row in case.rows("indicators") if without_tonne(row.unit)}
    if parts or head not in {COST, SHORTAGE, *totals}:
        known = [COST, SHORTAGE, *totals, *(":".join((kind, *asked)) for kind, asked in PARTS.items())]
        issues.append(issue(name, "is not a metric", suggestion(head, known)))
        return None
    if head == COST:
        return Asked(name, COST, "USD, present value")
    if head == SHORTAGE:
        return Asked(name, SHORTAGE, "fraction of what is asked for, by value")
    row = totals[head]
    more = row.direction == "higher_is_better"
    return Asked(name, TOTAL, without_tonne(row.unit), indicator=head, more_is_better=more)


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
    unit = indicators[said["indicator"]].unit if kind == AVERAGE else "fraction"
    more = kind == DOMESTIC or (kind == AVERAGE and indicators[said["indicator"]].direction == "higher_is_better")
    return Asked(name, kind, unit, first_year=int(year) if year else None, more_is_better=more, **said)


def rule_of(case: Case, asked: Asked, level: float) -> dict[str, object]:
    """The rule that keeps a metric at a level, as a row of the table of rules.

    A shortage is kept by no rule: its level is told beside the plan.
    """
    row = {
        "rule": asked.rule,
        "title": f"{asked.name} as asked for",
        "mineral": asked.mineral,
        "stage": asked.stage,
        "indicator": asked.indicator,
        "limit": level,
        "first_year": asked.first_year,
        "missing": "ignore",
    }
    if asked.kind == TOTAL:
        return {**row, "kind": "total", "period": "horizon", "sense": "min" if asked.more_is_better else "max"}
    if asked.kind == AVERAGE:
        return {**row, "kind": "average"}
    if asked.kind == DOMESTIC:
        return {**row, "kind": "share", "where": f"place={'|'.join(case.settings.buyer)}", "sense": "min"}
    return {**row, "kind": "share", "per": "place", "sense": "max"}


def kept_at(case: Case, levels: Mapping[Asked, float]) -> Case:
    """The case with rules that keep metrics at levels; cost and shortage are kept by none.

    Raises:
        InputError: A rule cannot be used.
    """
    rows = [rule_of(case, asked, level) for asked, level in levels.items() if asked.kind not in {COST, SHORTAGE}]
    if not rows:
        return case
    known = case.tables["rules"].astype(object)
    added = pd.DataFrame(rows, dtype=object).reindex(columns=known.columns)
    return case.replace(rules=pd.concat([known, added], ignore_index=True))
