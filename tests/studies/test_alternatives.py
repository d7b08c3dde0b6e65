"""Near-optimal alternatives of two suppliers by hand (`two_suppliers`), and of `inputs/tiny` by brute force."""

from __future__ import annotations

import math

import pandas as pd
import pyomo.environ as pyo
import pytest
from two_suppliers import BEST, MOST_FRIEND, two_suppliers

from model import InputError, NoPlanError, load_case, near_optimal
from model.build import build_model
from model.solver import SolverOptions, Status, solve_model
from model.studies.alternatives import CHANGES, EFFORT, GROUPS, PLANS, SETS
from model.studies.groups import decision_groups

EXACT = SolverOptions(gap=0.0)
SUMMARY = """\
two: plans that cost within 0.4 % and 2 % of the best plan, USD 22.3 k
The cost counts penalties of soft rules and of shortage. Flows and stocks are averages over the horizon.

  of 5 decisions, more than nothing  within 0.4 %  within 2 %
  always                             2             1
  sometimes                          1             2
  never                              2             2
Nothing is what is below 1 kg (a year), and below a ten-thousandth of the most that there can be.

In every plan, within 2 %:
    - purchases from china: 62.7 t a year to 100 t a year (best plan: 100 t a year)

In the best plan, and plans do without, within 2 %:
    - project handy: nothing to 2 blocks (best plan: 2 blocks)

Not in the best plan, and plans have it, within 2 %:
    - purchases from friend: nothing to 37.3 t a year (best plan: nothing)

In no plan, within 2 %:
    - project dear
    - shortage of refined-cobalt

The plans most unlike each other, within 2 % (distance 0: alike; 1: at opposite ends in every decision)
          cost        above the best  from the best  from the nearest before  checked
  best    USD 22.3 k                                                          holds
  plan 1  USD 22.7 k  2.00 %          1.00           1.00                     holds

plan 1 against the best, the most material first:
"""
SETS_TOLD = """\
The cheapest sets of agreements and projects, within 2 %: 2 sets, all there are
  cost        more than the first  proven at least  agreements and projects
  USD 22.3 k                       USD 22.3 k       handy
  USD 22.4 k  USD 100              USD 22.4 k       as the first, but without handy"""


@pytest.fixture(scope="module")
def steps() -> list[str]:
    return []


@pytest.fixture(scope="module")
def told(steps):
    return near_optimal(
        two_suppliers(), within=(0.02, 0.004), plans=1, gap=0.0, step=lambda step: steps.append(str(step))
    )


def of(told, within: float) -> pd.DataFrame:
    return told.groups[told.groups["within"] == within].set_index("group")


@pytest.mark.parametrize("within", [0.004, 0.02])
def test_least_and_most_are_those_worked_out_by_hand(told, within) -> None:
    rows, most = of(told, within), MOST_FRIEND[within]
    blocks = 1 if within == 0.004 else 0
    for column in ("least", "least_bound"):
        assert rows[column].to_dict() == pytest.approx(
            {"handy": blocks, "dear": 0, "china": 100 - most, "friend": 0, "refined-cobalt": 0}, abs=1e-6
        )
    for column in ("most", "most_bound"):
        assert rows[column].to_dict() == pytest.approx(
            {"handy": 2, "dear": 0, "china": 100, "friend": most, "refined-cobalt": 0}, abs=1e-6
        )
    assert rows["best"].to_dict() == pytest.approx(
        {"handy": 2, "dear": 0, "china": 100, "friend": 0, "refined-cobalt": 0}
    )


def test_always_sometimes_never(told) -> None:
    others = {"china": "always", "friend": "sometimes", "dear": "never", "refined-cobalt": "never"}
    assert of(told, 0.004)["verdict"].to_dict() == {"handy": "always", **others}
    assert of(told, 0.02)["verdict"].to_dict() == {"handy": "sometimes", **others}
    assert of(told, 0.02)["nothing"].to_dict() == pytest.approx(
        {"handy": 1e-3, "dear": 1e-3, "china": 0.01, "friend": 3.73e-3, "refined-cobalt": 1e-3}
    )


def test_the_plans_most_unlike_each_other(told) -> None:
    """The other one costs all it may and has no block: it is at the other end of each range."""
    assert told.plans["plan"].tolist() == ["best", "1"]
    assert told.plans["status"].tolist() == ["optimal", "optimal"]
    assert told.plans["cost_usd"].tolist() == pytest.approx([BEST, 1.02 * BEST])
    assert told.plans[["above_best", "from_best", "from_nearest"]].iloc[1].tolist() == pytest.approx([0.02, 1, 1])


def test_sets_by_the_least_that_they_cost(told) -> None:
    assert told.complete
    assert told.sets["projects"].tolist() == ["handy", ""]
    assert told.sets["agreements"].tolist() == ["", ""]
    assert told.sets["cost_usd"].tolist() == pytest.approx([22_300, 22_400])
    assert told.sets["bound_usd"].tolist() == pytest.approx([22_300, 22_400])


def test_the_answer_in_words(told) -> None:
    assert told.summary.startswith(SUMMARY)
    assert told.summary.endswith(f"\n\n{SETS_TOLD}")


def test_each_step_is_told(told, steps) -> None:
    assert steps == [
        "1 of 7: the best plan",
        "2 of 7: plans that build and sign as much as can be, and as little",
        "3 of 7: how far each decision could go, whole numbers or not",
        "4 of 7: least and most within 0.4 % of the cost",
        "5 of 7: least and most within 2 % of the cost",
        "6 of 7: plans most unlike each other",
        "7 of 7: distinct sets of agreements and projects",
    ]
    effort = told.effort.set_index("what")["amount"]
    assert set(effort.index) == {"seconds", "searches", "relaxed", "held", "settled"}
    assert effort["settled"] >= 10


def test_tables_have_their_columns(told) -> None:
    tables = {"groups": GROUPS, "plans": PLANS, "changes": CHANGES, "sets": SETS, "effort": EFFORT}
    for name, types in tables.items():
        assert {column: str(kind) for column, kind in getattr(told, name).dtypes.items()} == types


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ((0.0,), "within: is not a fraction of the cost, above 0 and at most 1 (found '0'). Write 0.02 for 2 %."),
        ((0.01, 2.0), "within: is not a fraction of the cost, above 0 and at most 1 (found '2'). Write 0.02 for 2 %."),
        (
            (math.nan,),
            "within: is not a fraction of the cost, above 0 and at most 1 (found 'nan'). Write 0.02 for 2 %.",
        ),
        ((), "within: is missing. Write 0.02 for 2 %."),
    ],
)
def test_tolerances_that_are_none(within, said) -> None:
    with pytest.raises(InputError) as caught:
        near_optimal(two_suppliers(), within=within)
    assert str(caught.value) == f"1 problem in the input:\n  {said}"


def test_no_plan_at_all() -> None:
    case = two_suppliers()
    case = case.replace(demand=case.demand.assign(quantity_t=1_000.0))
    with pytest.raises(NoPlanError) as caught:
        near_optimal(case)
    assert caught.value.status == Status.INFEASIBLE


@pytest.mark.slow
def test_plans_that_are_no_worse() -> None:
    """With room enough of china the best costs 22 000, and 2 200 more would buy 22 t of it to be discarded."""
    case = two_suppliers()
    case = case.replace(suppliers=case.suppliers.assign(capacity_t_per_year=[300.0, 100.0]))
    told = {
        strict: near_optimal(case, within=(0.1,), no_worse=strict, plans=0, sets=1, gap=0.0) for strict in (False, True)
    }
    most = {strict: of(answer, 0.1).at["china", "most"] for strict, answer in told.items()}
    assert most == {False: pytest.approx(100 + 2_200 / 100 / 2), True: pytest.approx(100)}
    assert [answer.no_worse for answer in told.values()] == [False, True]


def brute(case, ends: dict[tuple[str, str], tuple[float, float]], most_cost: float) -> None:
    """Asserts that each group's ends are those of a cold model of its own with a row on its cost."""
    model = build_model(case)
    model.ceiling = pyo.Constraint(expr=model.TotalCost <= most_cost)
    totals = {(own.kind, own.group): own.total for own in decision_groups(case, model)}
    for key, found in ends.items():
        for sense, value in ((1, found[0]), (-1, found[1])):
            model.total_cost.set_value(sense * totals[key])
            solved = solve_model(model, EXACT)
            assert solved.objective == pytest.approx(sense * value, rel=1e-5, abs=1e-4), (*key, sense)


@pytest.mark.slow
def test_tiny_agrees_with_brute_force() -> None:
    case = load_case("inputs/tiny")
    told = near_optimal(case, within=(0.01, 0.03), plans=1, gap=0.0)
    for within in (0.01, 0.03):
        rows = told.groups[told.groups["within"] == within]
        ends = {(row.kind, row.group): (row.least, row.most) for row in rows.itertuples()}
        assert len(ends) == 11
        brute(case, ends, (1 + within) * told.cost)
    assert not (told.groups["verdict"] == "not proven").any()
    forced = {}
    for built in (0, 1):
        model = build_model(case)
        model.forced = pyo.Constraint(expr=sum(model.Built.values()) == built)
        forced["expansion-fin" if built else ""] = solve_model(model, EXACT).objective
    assert told.sets.set_index("projects")["cost_usd"].to_dict() == pytest.approx(forced)
    assert told.complete
