"""Progress while HiGHS works, and Ctrl-C: with a real signal, on a real child process."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap

import pyomo.environ as pyo
import pytest

from model.solver import SolverOptions, Status, solve_model

CHILD = """
    import numpy as np
    import pyomo.environ as pyo
    from model.solver import SolverOptions, solve_model

    def tell(progress):
        if progress.stage == {stage!r} and progress.seconds > {wait}:
            print("running", flush=True)

    random = np.random.default_rng(1)
    rows, columns, domain, upper = {size}
    weight = random.integers(1, 100, (rows, columns)).tolist()
    worth = random.integers(50, 100, columns).tolist()
    model = pyo.ConcreteModel()
    model.Chosen = pyo.Var(range(columns), domain=domain, bounds=(0, upper))
    model.room = pyo.Constraint(
        range(rows),
        rule=lambda m, k: sum(weight[k][j] * m.Chosen[j] for j in range(columns)) {sense} sum(weight[k]) // 2,
    )
    model.cost = pyo.Objective(expr={sign} * sum(worth[j] * model.Chosen[j] for j in range(columns)))
    solution = solve_model(model, SolverOptions(gap=0), progress=tell)
    kept = pyo.value(model.cost) if solution.status.has_plan else None
    print(solution.status, solution.objective == kept)
"""

KNAPSACKS = {"stage": "MIP", "wait": 1.0, "size": "20, 150, pyo.Binary, 1", "sense": "<=", "sign": "-1"}
SPLIT = {"stage": "MIP", "wait": 0.3, "size": "4, 35, pyo.Binary, 1", "sense": "==", "sign": "1"}
LARGE_LP = {"stage": "LP", "wait": 0.0, "size": "400, 1200, pyo.Reals, 10", "sense": ">=", "sign": "1"}


def hear_ctrl_c():
    """Undoes that a shell lets what it starts in the background ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (KNAPSACKS, "interrupted, with a plan True"),
        (SPLIT, "interrupted, without a plan True"),
        (LARGE_LP, "interrupted, without a plan True"),
    ],
    ids=["plan kept", "no plan yet", "linear"],
)
def test_ctrl_c(settings, said):
    script = textwrap.dedent(CHILD.format(**settings))
    with subprocess.Popen(  # noqa: S603 (our own script)
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509 - one thread here, and a suite run in the background would deafen it
    ) as child:
        assert child.stdout.readline() == "running\n"
        child.send_signal(signal.SIGINT)
        lines = child.stdout.read().splitlines()
        assert child.stderr.read() == ""
    assert child.returncode == 0
    assert lines[-1] == said


def test_second_ctrl_c_is_passed_on(market_split):
    def interrupt(report):
        if report.stage == "MIP":
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        solve_model(market_split, SolverOptions(), progress=interrupt)
    assert market_split.First[0].value is None


def test_reports_of_a_mixed_integer_solve(knapsacks):
    heard = []
    solution = solve_model(knapsacks(1), SolverOptions(gap=0, time_limit=1.0), progress=heard.append)
    assert [report.stage for report in heard[:2]] == ["compile", "MIP"]
    assert heard[-1].stage == "prices"
    times = [report.seconds for report in heard]
    assert times == sorted(times)
    searched = [report for report in heard if report.stage == "MIP" and report.gap is not None]
    incumbents = [report.incumbent for report in searched]
    assert incumbents == sorted(incumbents, reverse=True)
    assert incumbents[-1] == pytest.approx(solution.objective)
    last = searched[-1]
    assert last.gap == pytest.approx((last.incumbent - last.bound) / abs(last.incumbent))


def test_reports_are_in_the_money_of_the_model(opening_a_mine):
    opening_a_mine.money_unit = 1000.0
    heard = []
    solve_model(opening_a_mine, SolverOptions(gap=0), progress=heard.append)
    assert [report.incumbent for report in heard if report.stage == "MIP"][-1] == pytest.approx(397)


def test_failure_of_the_listener_ends_the_solve(market_split):
    def fail(report):
        if report.stage == "MIP":
            raise ConnectionError("the page was closed")

    with pytest.raises(ConnectionError, match="the page was closed"):
        solve_model(market_split, SolverOptions(), progress=fail)


def test_a_model_can_be_solved_again_after_a_limit(knapsacks):
    model = knapsacks(1)
    first = solve_model(model, SolverOptions(gap=0, time_limit=0.3))
    second = solve_model(model, SolverOptions(gap=0.05))
    assert (first.status, second.status) == (Status.TIME_LIMIT, Status.OPTIMAL)
    assert pyo.value(model.cost) == second.objective
