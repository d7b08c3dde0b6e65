"""Nothing is left out: every constraint has a row test and a formula, every term a cost test, every column a use."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pyomo.environ as pyo
import pytest
from everything import everything

from model.build import FAMILIES, build_model
from model.formulation import PAGE, documented_rules, formulation_page
from model.objective import present_value
from model.schema import TABLES
from model.solver import SolverOptions, Status, solve_model

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "model" / "schema"

SHOWN = {
    "name": "names stand beside keys where plans are shown",
    "title": "shown",
    "latitude": "maps",
    "longitude": "maps",
    "reach_note": "says how a figure was derived",
    "publisher": "sources are listed as written",
    "edition": "sources are listed as written",
    "url": "sources are listed as written",
    "taken": "sources are listed as written",
    "note": "provenance is listed as written",
    "gap": "gaps are listed as written",
    "disagreement": "disagreements are listed as written",
    "distance_km": "describes a journey; its cost is stated",
}
"""Columns that describe, with the reason why no code need read them."""


@pytest.fixture(scope="module")
def model():
    return build_model(everything())


def calls(function: str) -> list[ast.Call]:
    """The calls of a function in the tests of the families."""
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "tests" / "families").glob("test_*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree))
    return [
        node
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
    ]


def expected_costs() -> set[str]:
    """The cost terms that the tests of the families compare: keys of dicts written in functions that assert costs."""
    names = set()
    for file in (ROOT / "tests" / "families").glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(inner, ast.Name) and inner.id == "assert_costs" for inner in ast.walk(node)
            ):
                dicts = [inner for inner in ast.walk(node) if isinstance(inner, ast.Dict)]
                names |= {key.value for one in dicts for key in one.keys if isinstance(key, ast.Constant)}
    return names


def test_the_data_set_of_everything_has_every_table_and_column():
    case = everything()
    empty = {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if case.tables[table.name][column.name].replace("", None).isna().all()
    }
    assert empty == set()


def test_the_data_set_of_everything_has_every_constraint(model):
    assert {rule.name for rule in model.component_objects(pyo.Constraint) if not len(rule)} == set()


def test_every_constraint_has_a_row_test(model):
    tested = {call.args[1].value for call in calls("assert_row") if isinstance(call.args[1], ast.Constant)}
    constraints = {rule.name for rule in model.component_objects(pyo.Constraint)}
    assert constraints - tested == set()
    assert tested - constraints == set()


def test_every_cost_term_is_checked_by_hand(model):
    assert {term.name for term in model.cost_terms} - expected_costs() == set()


def test_the_cost_terms_of_everything_add_up_to_the_objective(model):
    solution = solve_model(model, SolverOptions(gap=0.0))
    assert solution.status is Status.OPTIMAL
    counted = sum(pyo.value(present_value(model, term)) for term in model.cost_terms if term.counted)
    assert pyo.value(model.TotalCost) == pytest.approx(counted)
    assert solution.objective == pytest.approx(counted)


def test_every_constraint_is_the_rule_of_its_name_with_a_formula(model):
    documented = {rule.name for rule in documented_rules()}
    constraints = {rule.name for rule in model.component_objects(pyo.Constraint)}
    assert documented == constraints


def test_every_decision_and_expression_says_what_it_is_and_its_unit(model):
    silent = {
        component.name
        for component in model.component_objects((pyo.Var, pyo.Expression))
        if not re.fullmatch(r"[A-Z].* \[[^\]]+\]", component.doc or "")
    }
    assert silent == set()


def test_every_family_is_built():
    files = {file.stem for file in (ROOT / "model" / "families").glob("*.py")} - {"__init__"}
    assert {family.__name__.rsplit(".", 1)[1] for family in FAMILIES} == files


def test_every_column_is_read_by_code_or_only_shown():
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "model").rglob("*.py") if SCHEMA not in file.parents
    )
    columns = {name for table in TABLES.values() for name in table.column_names}
    read = {name for name in columns if re.search(rf"""(["']){name}\1|\.{name}\b""", code)}
    assert columns - read - set(SHOWN) == set()
    assert set(SHOWN) - columns == set()


def test_the_formulation_page_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == formulation_page()
