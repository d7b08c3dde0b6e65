"""Gates: nothing passes one before the step that it asks for is done, and every step is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.measured import wanted_materials
from model.certificate.processing import runs
from model.certificate.read import within
from model.certificate.rows import at_most, broken, spread
from model.certificate.supply import bought
from model.certificate.where import picks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def checks(inputs: Inputs, decided: Decided, floor: pd.Series) -> Iterator[Rows]:
    """Every gate: whose steps there are, that each is begun once, and what is closed before it is done.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floor: The least scale of a row, by material.
    """
    stepped = decided["stepped"]
    known: set[tuple[str, ...]] = set()
    for _, rule in inputs["rules"][inputs["rules"]["kind"] == "gate"].iterrows():
        rows = behind(inputs, rule)
        kind = str(rule["of"])[:-1]
        known |= {(rule["rule"], kind, name) for name in rows.index}
        years = [year for year in inputs.years if within(inputs.keyed("rules"), [year]).at[rule["rule"], year]]
        closed = ~done(inputs, stepped, rule, rows.index)[years]
        label = pd.Index([f"{rule['rule']}, {name}" for name in rows.index], dtype=object)
        least = pd.Series(1.0, index=label)
        if kind == "project":
            amounts = decided["built"]
        elif kind == "supplier":
            amounts = bought(inputs, decided)
            least = pd.Series(floor.reindex(rows["material"]).fillna(1.0).to_numpy(), index=label)
        else:
            amounts = runs(inputs, decided)
        passed = amounts.reindex(rows.index).fillna(0.0)[years].where(closed, 0.0).set_axis(label, axis=0)
        check = "project is decided after its step" if kind == "project" else "open after its step"
        yield at_most(check, passed, passed * 0.0, floor=least)
    yield broken("step is known", [", ".join(map(str, key)) for key in stepped.index if tuple(key) not in known])
    count = stepped.sum(axis=1).to_frame(inputs.years[0])
    yield at_most("step is begun once", count, spread(pd.Series(1.0, index=count.index), count.columns))


def behind(inputs: Inputs, rule: pd.Series) -> pd.DataFrame:
    """What stands behind a gate, by name: projects that are not committed, suppliers, or plants by what they make."""
    table = str(rule["of"])
    rows = inputs.keyed(table)
    rows = rows[picks(inputs, table, rows, rule["where"])]
    if table == "projects":
        return rows[rows["status"] != "committed"]
    wanted = wanted_materials(inputs, rule["mineral"], rule["stage"])
    if table == "suppliers":
        return rows[rows["material"].isin(wanted)]
    recipes = inputs["process_materials"]
    makes = recipes[(recipes["coefficient_t_per_t"] > 0) & recipes["material"].isin(wanted)]["process"]
    return rows[rows["process"].isin(makes)]


def done(inputs: Inputs, stepped: pd.DataFrame, rule: pd.Series, names: pd.Index) -> pd.DataFrame:
    """Whether the step of each subject is done, by year."""
    keys = pd.MultiIndex.from_product([[rule["rule"]], [str(rule["of"])[:-1]], names])
    begun = stepped.reindex(keys).fillna(0.0).to_numpy() > 0.5
    years = np.asarray(inputs.years, dtype=float)
    in_time = years[:, None] + rule["delay_years"] <= years[None, :]
    return pd.DataFrame((begun[:, :, None] & in_time[None, :, :]).any(axis=1), index=names, columns=list(inputs.years))


def step_costs(inputs: Inputs, decided: Decided) -> pd.Series:
    """What the steps begun in each year cost; USD."""
    stepped = decided["stepped"]
    each = inputs.keyed("rules")["cost_usd"].reindex(stepped.index.get_level_values("rule")).fillna(0.0)
    return stepped.mul(each.to_numpy(), axis=0).sum()
