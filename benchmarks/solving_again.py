"""Solving again: a loaded model changed in place against one that is built anew for every answer; ratios in one run.

`python -m benchmarks.solving_again` measures the linear made-up case, `python -m benchmarks.solving_again DATA` a data
set, integers and all. Both ways must agree, or nothing is printed.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.made_up import made_up_case
from model import load_case
from model.solver import SolverOptions
from model.solving import LoadedCase, load
from model.studies.epsilon import Frontier
from model.studies.measured import measured
from model.studies.metric_rules import kept_at, uncharged
from model.studies.metrics import read_metrics

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case

POINTS = 20
WHAT_IFS = 100
ANEW = 10
"""How many answers are built anew; the time of all is that of these, scaled."""
GAP = 1e-4
OPTIONS = SolverOptions(gap=GAP)


@dataclass(frozen=True)
class Measured:
    """What a way of answering took.

    Attributes:
        costs: The cost in each answer.
        seconds: In all.
    """

    costs: list[float]
    seconds: float


def main(target: str = "") -> None:
    """Prints the ratios."""
    case = uncharged(load_case(target) if target else made_up_case())
    single = timed(lambda: [cost_of(load(case))])
    say("one solve, built anew", single, 1)
    for title, again, anew, count in (
        (f"frontier of {POINTS}", *frontier_both_ways(case), POINTS),
        (f"{WHAT_IFS} what-ifs", *what_ifs_both_ways(case), WHAT_IFS),
    ):
        say(f"{title}, in place", again, count)
        print(f"  = {again.seconds / single.seconds:.1f} single solves; built anew takes {anew / again.seconds:.1f} x")


def frontier_both_ways(case: Case) -> tuple[Measured, float]:
    """A frontier of cost and shortage: on one loaded model, and by a model for each point."""
    asked = read_metrics(case, ["cost", "shortage"])
    limits: list[float] = []

    def in_place() -> list[float]:
        loaded = load(case)
        frontier = Frontier(
            loaded.handle, [measured(loaded, one) for one in asked], lambda: loaded.handle.solve(OPTIONS)
        )
        points = list(frontier.points(POINTS - 1, frontier.payoff()))
        limits.extend(point.limits["shortage"] for point in points)
        return [point.values["cost"] for point in points]

    again = timed(in_place)
    picked = range(0, len(limits), max(1, len(limits) // ANEW))
    anew = timed(lambda: [cost_of(load(kept_at(case, {asked[1]: limits[k]}))) for k in picked])
    agree([again.costs[k] for k in picked], anew.costs)
    return again, anew.seconds / len(picked) * len(limits)


def what_ifs_both_ways(case: Case) -> tuple[Measured, float]:
    """One supplier after the other left out: held at nothing, and without its contracts in the tables."""
    suppliers = [row.supplier for row in case.rows("suppliers")][:WHAT_IFS]

    def in_place() -> list[float]:
        loaded = load(case)
        cost_of(loaded)
        return [without(loaded, supplier) for supplier in suppliers]

    again = timed(in_place)
    picked = range(0, len(suppliers), max(1, len(suppliers) // ANEW))
    anew = timed(lambda: [cost_of(load(left_out(case, suppliers[k]))) for k in picked])
    agree([again.costs[k] for k in picked], anew.costs)
    return again, anew.seconds / len(picked) * len(suppliers)


def without(loaded: LoadedCase, supplier: str) -> float:
    """The least cost without a supplier, on a model that stays loaded."""
    model = loaded.model
    own = [model.Lifted[contract, n] for contract, n in model.LIFTINGS if model.supplier_of[contract] == supplier]
    loaded.handle.hold(own, 0.0, 0.0)
    cost = cost_of(loaded)
    loaded.handle.free(own)
    return cost


def left_out(case: Case, supplier: str) -> Case:
    """The case in which nothing can be bought from a supplier."""
    suppliers = case.tables["suppliers"].copy()
    suppliers.loc[suppliers["supplier"] == supplier, "availability"] = 0.0
    return case.replace(suppliers=suppliers)


def cost_of(loaded: LoadedCase) -> float:
    """The least cost of what is loaded; infinite where there is no plan."""
    objective = loaded.handle.solve(OPTIONS).objective
    return math.inf if objective is None else objective


def timed(work: Callable[[], list[float]]) -> Measured:
    """What some work found, and how long it took."""
    start = time.perf_counter()
    return Measured(work(), time.perf_counter() - start)


def agree(again: list[float], anew: list[float]) -> None:
    """Both ways find the same, within the gaps of both.

    Raises:
        ValueError: They do not.
    """
    for one, other in zip(again, anew, strict=True):
        if not math.isclose(one, other, rel_tol=2 * GAP, abs_tol=1.0):
            raise ValueError(f"{one} in place, {other} anew")


def say(title: str, found: Measured, count: int) -> None:
    """Prints a measurement."""
    print(f"{title}: {found.seconds:.1f} s ({found.seconds / count:.2f} s an answer)")


if __name__ == "__main__":
    main(*sys.argv[1:])
