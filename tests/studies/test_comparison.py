"""Plans side by side."""

from __future__ import annotations

import pytest
from harbour import TABLES, harbour

from model import compare, solve


def test_plans_side_by_side() -> None:
    free = solve(harbour(rules=[]))
    capped = solve(harbour())
    table = compare({"free": free, "capped": capped})

    def row(**where: object) -> dict[str, float]:
        found = table
        for column, value in where.items():
            found = found[found[column] == value]
        assert len(found) == 1
        return found[["free", "capped"]].iloc[0].to_dict()

    assert list(table.columns) == [
        *("kpi", "mineral", "stage", "item", "scenario", "year", "unit"),
        *("free", "capped"),
    ]
    assert row(kpi="total cost") == pytest.approx({"free": 2 * (80 * 110 + 10 * 120 + 10 * 154), "capped": 24_880})
    assert row(kpi="largest share", stage="processing", year=2026) == pytest.approx({"free": 0.8, "capped": 0.6})
    assert row(kpi="cost", item="transport") == pytest.approx({"free": 2 * 850, "capped": 2 * 750})


def test_a_figure_that_one_plan_lacks_is_empty_there() -> None:
    reserve = {"stockpile": "reserve", "place": "DEU", "material": "refined-cobalt", "initial_t": 10.0}
    table = compare(
        {"bare": solve(harbour()), "stocked": solve(harbour(stockpiles=[{**reserve, "release_t_per_year": 0.0}]))}
    )
    cover = table[table["kpi"] == "stock cover"]

    assert cover["bare"].isna().all()
    assert cover["stocked"].tolist() == pytest.approx([36.5, 36.5])
    assert len(table[table["kpi"] == "largest share"]) == 2 * 2 * len(TABLES["prices"])
