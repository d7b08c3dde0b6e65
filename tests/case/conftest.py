"""A small case in data frames: a mine in Congo, a refinery in Finland, one buyer."""

from __future__ import annotations

import pandas as pd
import pytest

from model.case import Case

SETTINGS = {"years": [2026, 2027, 2030], "buyer": ["DEU"]}


def small_tables() -> dict[str, pd.DataFrame]:
    """Frames by table, new ones at each call."""
    return {
        "places": pd.DataFrame({"place": ["DEU", "FIN"], "tags": ["EU;OECD", "EU"]}),
        "owners": pd.DataFrame({"owner": ["acme"], "place": ["DEU"], "tags": ["listed"]}),
        "materials": pd.DataFrame({"material": ["hydroxide", "metal"], "stage": ["extraction", "processing"]}),
        "material_minerals": pd.DataFrame(
            {"material": ["hydroxide", "metal"], "mineral": ["cobalt", "cobalt"], "content": [0.3, 1.0]}
        ),
        "suppliers": pd.DataFrame(
            {
                "supplier": ["mine", "refinery"],
                "place": ["COD", "FIN"],
                "owner": ["acme", None],
                "material": ["hydroxide", "metal"],
                "kind": ["mine", None],
                "capacity_t_per_year": [2000.0, None],
                "price_usd_per_t": [6000.0, 31000.0],
                "first_year": [None, 2027],
            }
        ),
        "contracts": pd.DataFrame({"contract": ["spot"], "supplier": ["mine"], "kind": ["spot"]}),
        "processes": pd.DataFrame({"process": ["refining"]}),
        "process_materials": pd.DataFrame(
            {
                "process": ["refining", "refining"],
                "material": ["hydroxide", "metal"],
                "coefficient_t_per_t": [-4.0, 1.0],
            }
        ),
        "plants": pd.DataFrame({"plant": ["plant"], "place": ["DEU"], "process": ["refining"]}),
        "demand": pd.DataFrame(
            {
                "place": ["DEU", "DEU"],
                "sector": ["batteries", "batteries"],
                "material": ["metal", "metal"],
                "year": [2026, 2030],
                "quantity_t": [100.0, 180.0],
            }
        ),
        "yearly": pd.DataFrame(
            {
                "table": ["suppliers", "suppliers"],
                "key": ["mine", "mine"],
                "column": ["capacity_t_per_year", "capacity_t_per_year"],
                "year": [2026, 2028],
                "value": [1000.0, 3000.0],
            }
        ),
    }


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return small_tables()


@pytest.fixture
def case(tables) -> Case:
    return Case.from_tables(tables, **SETTINGS)
