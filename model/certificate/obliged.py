"""What agreements oblige to while they are in force: local processing, purchases, capital and projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.agreements import ages, force, standing
from model.certificate.processing import runs
from model.certificate.read import items, speaks_of
from model.certificate.rows import at_most, broken, sums
from model.certificate.supply import bought, most_available

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.agreements import Array
    from model.certificate.decided import Decided
    from model.certificate.floors import Floors
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def checks(inputs: Inputs, decided: Decided, floors: Floors) -> Iterator[Rows]:
    """Every obligation, and that projects of lists have begun where the plan says so.

    Args:
        inputs: The inputs.
        decided: The decisions.
        floors: The least scales of rows.
    """
    yield from begun(inputs, decided)
    for _, row in inputs["agreement_obligations"].iterrows():
        if row["obligation"] == "local_processing_share":
            yield local_processing(inputs, decided, row, floors.mineral)
        elif row["obligation"] == "min_purchase":
            yield least_purchase(inputs, decided, row, floors.material)
        elif row["obligation"] == "min_investment":
            yield least_investment(inputs, decided, row)
        elif row["obligation"] == "least_projects":
            yield least_projects(inputs, decided, row)


def label(row: pd.Series) -> str:
    """An obligation as people read it."""
    return f"{row['agreement']}, {row['target']}"


def sellers(inputs: Inputs, row: pd.Series) -> pd.DataFrame:
    """The suppliers of which an obligation speaks."""
    rows = inputs["suppliers"]
    rows = rows[rows["supplier" if row["target_kind"] == "supplier" else "place"].isin(items(row["target"]))]
    if not items(row["mineral"]):
        return rows
    held = inputs.contents[inputs.contents["content"] > 0]
    held = held[[speaks_of(row["mineral"], mineral) for mineral in held["mineral"]]]
    return rows[rows["material"].isin(held["material"])]


def reached(inputs: Inputs, decided: Decided, row: pd.Series) -> tuple[Array, Array]:
    """How far an obligation has come, and how much of it stands, by year of joining and year."""
    at = int(inputs.keyed("agreements").index.get_indexer(pd.Index([row["agreement"]]))[0])
    age = ages(inputs)[at]
    share: Array = np.clip((age + 1.0) / max(row["ramp_up_years"], 1.0), 0.0, 1.0) * (age >= 0)
    return share, standing(inputs, decided)[at] * (at >= 0)


def local_processing(inputs: Inputs, decided: Decided, row: pd.Series, floor: pd.Series) -> Rows:
    """Of each mineral bought at a place, plants of the place use at least the share that is owed by then."""
    rows = sellers(inputs, row)
    held = rows[["supplier", "material"]].merge(inputs.contents[inputs.contents["content"] > 0], on="material")
    held = held[[speaks_of(row["mineral"], mineral) for mineral in held["mineral"]]]
    amount = held["content"].to_numpy()
    taken = bought(inputs, decided).reindex(held["supplier"]).mul(amount, axis=0)
    procured = sums(taken, held["mineral"])
    plants = inputs["plants"][inputs["plants"]["place"].isin(rows["place"])]
    parts = plants.merge(inputs["process_materials"], on="process").merge(inputs.contents, on="material")
    parts = parts[(parts["coefficient_t_per_t"] < 0) & parts["material"].isin(rows["material"])]
    each = (-parts["coefficient_t_per_t"] * parts["content"]).to_numpy()
    used = sums(runs(inputs, decided).reindex(parts["plant"]).mul(each, axis=0), parts["mineral"])
    used = used.reindex(procured.index).fillna(0.0)
    share, stands = reached(inputs, decided, row)
    due = row["value"] * (share * (stands > 0.5)).max(axis=0)
    owed = procured.mul(due, axis=1)
    key = pd.MultiIndex.from_product([[label(row)], procured.index])
    least = pd.Series(floor.reindex(procured.index).to_numpy(), index=key)
    gross = (
        owed
        + used
        + row["value"] * sums(most_available(inputs).reindex(held["supplier"]).mul(amount, axis=0), held["mineral"])
    )
    return at_most(
        "local processing",
        owed.set_axis(key, axis=0),
        used.set_axis(key, axis=0),
        floor=least,
        gross=gross.set_axis(key, axis=0),
    )


def least_purchase(inputs: Inputs, decided: Decided, row: pd.Series, floor: pd.Series) -> Rows:
    """At least so much is bought of the suppliers of an agreement."""
    rows = sellers(inputs, row)
    share, stands = reached(inputs, decided, row)
    owed = pd.DataFrame([row["value"] * (share * stands).sum(axis=0)], index=[label(row)], columns=list(inputs.years))
    taken = bought(inputs, decided).loc[list(rows["supplier"])].sum().to_frame(label(row)).T
    return at_most("least purchase", owed, taken, floor=float(floor.reindex(rows["material"]).max()))


def owed_from(inputs: Inputs, decided: Decided, row: pd.Series) -> pd.Series:
    """By year, whether what had to be decided by a year is owed: from the period that holds the year."""
    here = force(inputs, decided).reindex([row["agreement"]]).fillna(0.0).iloc[0]
    held = max([year for year in inputs.years if year <= row["by_year"]], default=inputs.years[0])
    found: pd.Series = here.where(pd.Series([year >= held for year in inputs.years], index=here.index), 0.0)
    return found


def least_investment(inputs: Inputs, decided: Decided, row: pd.Series) -> Rows:
    """So much capital has been decided in the projects of an agreement."""
    names = list(dict.fromkeys(items(row["target"])))
    each = inputs.keyed("projects")["capital_usd_per_block"].reindex(names)
    spent = decided["built"].reindex(names).fillna(0.0).mul(each, axis=0).sum().cumsum()
    owed = row["value"] * owed_from(inputs, decided, row)
    return at_most("least investment", owed.to_frame(label(row)).T, spent.to_frame(label(row)).T)


def least_projects(inputs: Inputs, decided: Decided, row: pd.Series) -> Rows:
    """So many projects of a list have begun."""
    names = list(dict.fromkeys(items(row["target"])))
    count = decided["begun"].reindex(names).fillna(0.0).sum()
    owed = row["value"] * owed_from(inputs, decided, row)
    return at_most("least projects", owed.to_frame(label(row)).T, count.to_frame(label(row)).T)


def begun(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """A project has begun, once at most, where a block of it has been decided."""
    table = decided["begun"]
    yield broken("project is known", [str(name) for name in table.index.difference(inputs.keyed("projects").index)])
    blocks = decided["built"].reindex(table.index).fillna(0.0).cumsum(axis=1)
    yield at_most("begun when decided", table, blocks.clip(upper=1.0))
