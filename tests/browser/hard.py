"""A data set that a solver does not finish: many like projects, each adding a little of ten materials."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd

from model import Case

MATERIALS, PROJECTS = 10, 100


def write_hard(folder: Path) -> None:
    """Writes the data set: which projects to build so that ten demands are met, a covering problem with many ties."""
    draw = random.Random(7)  # noqa: S311 - not for secrets
    materials = [f"m{number}" for number in range(MATERIALS)]
    projects = [f"p{number:03}" for number in range(PROJECTS)]
    adds = [(project, material, draw.randint(10, 1000)) for project in projects for material in materials]
    effects = pd.DataFrame(adds, columns=["project", "target", "value"]).assign(effect="supplier_capacity")
    whole = effects.groupby("project")["value"].sum()
    need = effects.groupby("target")["value"].sum() // 2
    case = Case.from_tables(
        {
            "materials": pd.DataFrame({"material": materials, "stage": "processing"}),
            "suppliers": pd.DataFrame(
                {
                    "supplier": materials,
                    "place": "USA",
                    "material": materials,
                    "capacity_t_per_year": 0.0,
                    "price_usd_per_t": 1.0,
                }
            ),
            "projects": pd.DataFrame(
                {
                    "project": projects,
                    "place": "USA",
                    "capital_usd_per_block": [1000.0 * whole[name] + draw.randint(0, 500_000) for name in projects],
                }
            ),
            "project_effects": effects.astype({"value": "float64"}),
            "demand": pd.DataFrame(
                {
                    "place": "USA",
                    "sector": "industry",
                    "material": materials,
                    "year": 2030,
                    "quantity_t": [float(need[material]) for material in materials],
                }
            ),
        },
        name="hard",
        title="A hundred like projects",
        years=[2030],
        buyer=["USA"],
    )
    case.write(folder)
