"""What agreements in force make of indicators, by year, as a table and in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model.case.rows import each_row
from model.improvable import component_of, index_of
from model.improving import improvements
from model.indicators import TABLE_OF, Indicator, indicator, places_of_sources
from model.plan.words import in_years, plain_number, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.case import Case
    from model.improvable import Holder

TYPES = {
    "subject_kind": "str", "subject": "str", "indicator": "str", "unit": "str", "agreements": "str",
    "scenario": "str", "year": "int64", "stated": "float64", "improvement": "float64", "value": "float64",
}  # fmt: skip
NEGLIGIBLE = 1e-9


def improvement_table(case: Case, read: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Each indicator of each subject that agreements could improve, by year.

    Args:
        case: The case.
        read: What was read from the model.

    Returns:
        `stated`, `improvement` (in the direction that is better, of all agreements in force), `value` (what it then is)
        in the indicator's `unit`; `agreements`: those that improve it in that year.
    """
    now = Improved(case, read)
    units = {row.indicator: row.unit for row in case.rows("indicators")}
    places = subject_places(case)
    rows: list[tuple[Any, ...]] = []
    for kind, subject, name in dict.fromkeys(key[1:] for key in improvements(case)):
        measure = indicator(case, name)
        place = places.get((kind, subject), subject)
        stated = measure.stated(kind, subject, place)
        for year in case.years:
            by = [key for key in measure.changed(kind, subject, place) if now.by[key, year] > NEGLIGIBLE]
            gain = sum(now.by[key, year] for key in by)
            value = (math.nan if stated is None else stated) + now.change(measure, kind, subject, place, year)
            who = ";".join(dict.fromkeys(key[0] for key in by))
            rows.append((kind, subject, name, units[name], who, "trunk", year, stated, gain, value))
    return pd.DataFrame(rows, columns=list(TYPES)).astype(TYPES)


def subject_places(case: Case) -> dict[tuple[str, str], str]:
    """Where each supplier and plant stands, and where each route begins, by (kind, name)."""
    found = {key: place for key, (place, _) in places_of_sources(case).items()}
    return found | {("route", row.route): row.origin for row in case.rows(TABLE_OF["route"])}


class Improved:
    """By how much agreements have improved indicators in a plan.

    Attributes:
        by: Improvement by (agreement, kind of subject, subject, indicator) and year, in the indicator's unit.
    """

    def __init__(self, case: Case, read: dict[str, pd.DataFrame]) -> None:
        self.by = {(key, t): 0.0 for key in improvements(case) for t in case.years}
        for row in each_row(read["improvement"]):
            self.by[(row.agreement, row.subject_kind, row.subject, row.indicator), row.year] = row[-1]

    def change(self, measure: Indicator, kind: str, name: str, place: str, year: int) -> float:
        """By how much the value that is stated of a subject has changed: upwards or downwards."""
        sign = 1.0 if measure.higher_is_better else -1.0
        return sign * sum(self.by[key, year] for key in measure.changed(kind, name, place))


def improvement_terms(model: Any) -> Iterator[tuple[Any, ...]]:
    """What improvements count for in rules, as entries of the table of terms.

    The value is what is bought, run or shipped of what they hold for, once they have begun, and where a rule would
    exclude it without them, if it admits it; the limit is the most that it could be.
    """
    for key in model.IMPROVEMENTS:
        agreement, kind, subject, name = key
        for node in model.TRUNK:
            most = spoken_of(model, key, node)
            begun = pyo.value(model.Improvement[key, model.year[node]]) > NEGLIGIBLE
            used = sum(pyo.value(component_of(model, own[0])[index_of(*own)]) for own in most) if begun else 0.0
            yield (
                agreement,
                "improvement",
                kind,
                f"{name} of {subject}",
                "",
                node,
                used,
                sum(most.values()),
                "max",
                "t/yr",
                None,
            )


def spoken_of(model: Any, key: tuple[str, ...], node: str) -> dict[Holder, float]:
    """What rules look at of what an improvement holds for, with the most that it could be [t/yr]."""
    found = {
        index[4:]: model.most_improvable[index[4:]] for index in model.BETTERED if index[:4] == key and index[7] == node
    }
    for rule, kind, name, t in model.ADMISSIONS:
        by = {index[:4] for index in model.ADMITTED_BY[rule, kind, name, t]}
        if t != model.year[node] or key not in by:
            continue
        found |= {x: most for x, most in model.most_admitted.items() if x[:2] == (kind, name) and x[3] == node}
    return found


def improvement_lines(table: pd.DataFrame) -> Iterator[str]:
    """Each indicator that agreements improve: what it was, what it becomes and when."""
    for (kind, subject, name), rows in table.groupby(["subject_kind", "subject", "indicator"], sort=False):
        better = rows[rows["improvement"] > NEGLIGIBLE]
        if better.empty:
            continue
        stated = with_unit(plain_number(float(rows["stated"].iloc[0])), str(rows["unit"].iloc[0]))
        steps = [
            f"{plain_number(float(own['value'].iloc[0]))} {in_years(own['year'])}"
            for _, own in better.groupby("value", sort=False)
        ]
        by = ", ".join(dict.fromkeys(one for cell in better["agreements"] for one in cell.split(";")))
        yield f"{name} of {kind} {subject}: {'; '.join(steps)} instead of {stated}, by {by}"
