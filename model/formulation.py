"""The formulation as a page: Markdown made of the model's own docstrings, so that it cannot say anything else.

`python -m model.formulation` writes it to `docs/formulation.md`.
"""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyomo.environ as pyo

from model import objective, shared
from model.build import FAMILIES, build_model
from model.case import Case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

PAGE = Path(__file__).parent.parent / "docs" / "formulation.md"

INTRODUCTION = """\
# The formulation

The optimisation model, family by family, in the order in which it is built. This page is generated from the docstrings
of the model by `python -m model.formulation`; each formula stands in the code beside the constraint that it describes.

One look tells the algebra: names in CAPITALS are sets, lower case is known before the solve, Capitalised is decided (or
an expression of decisions). Quantities are tonnes per year, or tonnes for a level; money is US dollars.
"""

TIMINGS = {
    "operating": "a year, in each node",
    "one_off": "once, in the year of the decision",
    "final": "at the end of the horizon",
}


@dataclass(frozen=True)
class Rule:
    """A constraint as its docstring states it.

    Attributes:
        family: The module that it stands in, such as `supply`.
        name: Its name, in the model and in the code.
        text: One sentence, the formula with its domain, and the symbols.
    """

    family: str
    name: str
    text: str


def documented_rules() -> tuple[Rule, ...]:
    """Every constraint rule that states its formula, in the order of the model."""
    return tuple(rule for family in FAMILIES for rule in rules_of(family))


def rules_of(family: ModuleType) -> Iterator[Rule]:
    """The constraint rules of a family, in the order of its file."""
    for name, function in vars(family).items():
        if inspect.isfunction(function) and function.__module__ == family.__name__:
            text = inspect.getdoc(function) or ""
            if "$$" in text:
                yield Rule(stem(family), name, text)


def formulation_page() -> str:
    """The page, in Markdown."""
    model = build_model(smallest_case())
    parts = [
        INTRODUCTION,
        "## Time and discounting",
        inspect.getdoc(shared.add_time) or "",
        "## Sets",
        table(("set", "members"), ((f"`{x.name}`", x.doc) for x in described(model, pyo.Set))),
        "## Decisions",
        symbols(model, pyo.Var),
        "## Expressions of decisions",
        symbols(model, pyo.Expression),
        "## Cost terms",
        inspect.getdoc(objective.add) or "",
        terms(model),
    ]
    for family in FAMILIES:
        title, _, meaning = (inspect.getdoc(family) or "").partition(": ")
        parts += [f"## {title}", meaning[:1].upper() + meaning[1:]]
        for rule in rules_of(family):
            parts += [f"### `{rule.name}`", rule.text]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def smallest_case() -> Case:
    """The least that makes a data set: every component of its model is there, most of them empty."""
    tables: dict[str, list[dict[str, object]]] = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "suppliers": [{"supplier": "mine", "place": "CHL", "material": "ore", "price_usd_per_t": 1}],
        "demand": [{"place": "CHL", "sector": "use", "material": "ore", "year": 2026, "quantity_t": 1}],
    }
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    return Case.from_tables(frames, name="smallest", years=(2026,), buyer=("CHL",))


def stem(family: ModuleType) -> str:
    """The name of a family's file."""
    return family.__name__.rsplit(".", 1)[1]


def described(model: Any, kind: type) -> list[Any]:
    """The components of a kind that say what they are."""
    return [component for component in model.component_objects(kind) if component.doc]


def symbols(model: Any, kind: type) -> str:
    """A table of variables or expressions: what they are indexed by, their meaning and unit."""
    rows = []
    for component in described(model, kind):
        meaning, unit = re.fullmatch(r"(.*) \[([^\]]+)\]", component.doc).groups()  # type: ignore[union-attr]
        rows.append((f"`{component.name}`", indexed_by(component), meaning, unit))
    return table(("name", "by", "meaning", "unit"), rows)


def indexed_by(component: Any) -> str:
    """What a component is indexed by, in words."""
    if not component.is_indexed():
        return ""
    return ", ".join(part.doc or part.name for part in component.index_set().subsets(expand_all_set_operators=True))


def terms(model: Any) -> str:
    """A table of the cost terms, in the order of the model."""
    rows = ((term.name, f"`{term.component.name}`", TIMINGS[term.timing]) for term in model.cost_terms)
    return table(("cost term", "expression", "paid"), rows)


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Writes the page."""
    PAGE.write_text(formulation_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
