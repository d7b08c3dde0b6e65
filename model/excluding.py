"""What rules exclude, by how much it falls short of their limit, and which agreements could make it good enough."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from model.improving import improvements, reached_by, steps_of, sufficient
from model.indicators import SubjectKind, indicator, subjects
from model.minerals import named_minerals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from model.case import Case
    from model.improving import ImprovementKey
    from model.indicators import Subject

Admission = tuple[str, str, str, int]
"""Rule, kind of subject, subject, year."""


def excluded_subjects(
    case: Case, name: str, rule: Any, shipments: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[Subject, dict[int, float]]]:
    """The suppliers, plants or routes that a rule excludes, with what each lacks to its limit in each year.

    Args:
        case: The case.
        name: The rule's name.
        rule: Its row.
        shipments: The (route, material, node) triples that can be shipped.
    """
    kinds: tuple[SubjectKind, ...] = ("route",) if rule.of == "shipped" else ("supplier", "plant")
    measure = indicator(case, rule.indicator, missing=rule.missing) if rule.indicator else None
    limit = case.by_year("rules", "limit").to_dict()
    shipped = {(r, m) for r, m, _ in shipments}
    for x in subjects(case, kinds=kinds, minerals=named_minerals(rule), stage=rule.stage, where=rule["where"]):
        if x.kind == "route" and x.index not in shipped:
            continue
        if measure is None:
            yield x, dict.fromkeys(case.years, math.inf)
            continue
        value = measure.taken(x.kind, x.name, x.place)
        sign = 1.0 if measure.higher_is_better else -1.0
        lacking = {} if value is None else {t: sign * (limit[name, t] - value) for t in case.years}
        yield x, {t: amount for t, amount in lacking.items() if amount > 0}


def admissions(
    case: Case, rules: pd.DataFrame, shipments: Iterable[tuple[str, str, str]]
) -> dict[Admission, dict[tuple[ImprovementKey, int], float]]:
    """Which excluded subjects agreements could make good enough, and what each step of each does for that.

    Args:
        case: The case.
        rules: The rules that exclude, by name.
        shipments: The (route, material, node) triples that can be shipped.

    Returns:
        Shares of what is lacking by (improvement, step), by (rule, kind of subject, subject, year).
    """
    known = improvements(case)
    steps: dict[tuple[ImprovementKey, int], list[int]] = {}
    for key, step, t in reached_by(case):
        steps.setdefault((key, t), []).append(step)
    found: dict[Admission, dict[tuple[ImprovementKey, int], float]] = {}
    for name, rule in rules[rules["indicator"] != ""].iterrows() if known else ():
        measure = indicator(case, rule.indicator, missing=rule.missing)
        for x, lacking in excluded_subjects(case, str(name), rule, shipments):
            changed = measure.changed(x.kind, x.name, x.place)
            for t, short in lacking.items():
                amounts = {
                    (key, step): known[key].value * step / steps_of(known[key])
                    for key in changed
                    for step in steps.get((key, t), ())
                }
                shares = sufficient(amounts, short)
                if shares:
                    found[str(name), x.kind, x.name, t] = shares
    return found
