"""What an indicator says of suppliers, plants and routes, and what a rule therefore measures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from model.certificate.improved import changes, stated_changes
from model.certificate.processing import runs
from model.certificate.read import items, speaks_of
from model.certificate.supply import bought
from model.certificate.transport import routes_of, shipments
from model.certificate.where import picks

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.ruling import Ruling

ROUNDING = 1e-6
TABLE_OF = {"supplier": "suppliers", "plant": "plants", "route": "routes"}


def higher_is_better(inputs: Inputs, indicator: str) -> bool:
    """The direction of an indicator."""
    rows = inputs["indicators"].set_index("indicator")["direction"]
    return bool(rows.get(indicator, "") == "higher_is_better")


def stated(inputs: Inputs, indicator: str) -> pd.Series:
    """The stated values of an indicator by (kind, subject)."""
    rows = inputs["indicator_values"]
    rows = rows[rows["indicator"] == indicator]
    return rows.set_index(["subject_kind", "subject"])["value"]


def taken(inputs: Inputs, rule: pd.Series, kinds: pd.Series, names: pd.Series, places: pd.Series) -> pd.Series:
    """What a rule takes each subject's indicator for: its own, its place's, or the worst; NaN where it is ignored.

    Args:
        inputs: The inputs.
        rule: The rule.
        kinds: Supplier, plant or route; `place` where only the place speaks.
        names: The subjects.
        places: Where they are.
    """
    values = stated(inputs, rule["indicator"])
    own = values.reindex(pd.MultiIndex.from_arrays([kinds, names])).to_numpy()
    local = values.reindex(pd.MultiIndex.from_arrays([["place"] * len(places), places])).to_numpy()
    found = pd.Series(np.where(np.isnan(own), local, own), index=names.index, dtype=float)
    if rule["missing"] == "ignore":
        return found
    worst = {kind: worst_of(inputs, rule["indicator"], kind) for kind in set(kinds)}
    return found.fillna(kinds.map(worst).astype(float))


def worst_of(inputs: Inputs, indicator: str, kind: str) -> float:
    """The worst value that any subject of a kind, or any place, has; NaN where none has one.

    A place stands for unnamed suppliers there: the upstream of one that is named.
    """
    values = stated(inputs, indicator)
    kinds = {"place", "supplier" if kind == "place" else kind}
    values = values[values.index.get_level_values(0).isin(kinds)]
    if values.empty:
        return float("nan")
    return float(values.min() if higher_is_better(inputs, indicator) else values.max())


def subjects(inputs: Inputs, decided: Decided, rule: pd.Series, kinds: tuple[str, ...]) -> pd.DataFrame:
    """What a rule speaks of: `kind`, `name`, `place`, `material` (empty for a plant), `subject` (the label).

    Only those of the rule's mineral and stage (by what is sold, made or carried) that its `where` picks.
    """
    wanted = wanted_materials(inputs, rule["mineral"], rule["stage"])
    parts = []
    for kind in kinds:
        rows = routes_of(inputs, decided["shipped"]) if kind == "route" else inputs.keyed(TABLE_OF[kind])
        rows = rows.reset_index(drop=True)
        rows = rows[picks(inputs, TABLE_OF[kind], rows, rule["where"])]
        if kind == "plant":
            recipes = inputs["process_materials"]
            makes = recipes[(recipes["coefficient_t_per_t"] > 0) & recipes["material"].isin(wanted)]["process"]
            rows = rows[rows["process"].isin(makes)].assign(material="")
        elif kind == "supplier":
            rows = rows[rows["material"].isin(wanted)]
        else:
            carried = [
                [m for m in items(cell) or inputs["materials"]["material"] if m in wanted] for cell in rows["materials"]
            ]
            rows = rows.assign(material=pd.Series(carried, index=rows.index, dtype=object), place=rows["origin"])
            rows = rows.explode("material").dropna(subset="material")
        parts.append(rows.assign(kind=kind, name=rows[kind])[["kind", "name", "place", "material"]])
    return pd.concat(parts, ignore_index=True)


def wanted_materials(inputs: Inputs, minerals: str, stage: str) -> frozenset[str]:
    """The materials that hold one of a list of minerals and stand at a stage; empty: any."""
    rows = inputs.contents[inputs.contents["content"] > 0]
    holding = {row["material"] for _, row in rows.iterrows() if speaks_of(minerals, row["mineral"])}
    stages = inputs.stage_of
    return frozenset(name for name in stages.index if stage in {"", stages[name]} and (not minerals or name in holding))


def amounts_of(inputs: Inputs, decided: Decided, rows: pd.DataFrame) -> pd.DataFrame:
    """Tonnes bought, run or shipped of each of some subjects, by year; t/yr."""
    shipped = shipments(inputs, decided)
    carried = [f"route {route} {material}" for route, material in shipped.index]
    whole = pd.concat(
        [
            bought(inputs, decided).T.add_prefix("supplier ").T,
            runs(inputs, decided).T.add_prefix("plant ").T,
            shipped.set_axis(pd.Index(carried, dtype=object), axis=0),
        ]
    )
    labels = (
        rows["kind"] + " " + rows["name"] + np.where(rows["kind"] == "route", " " + rows["material"].astype(str), "")
    )
    return whole.reindex(labels).fillna(0.0).set_axis(rows.index)


def measures(inputs: Inputs, decided: Decided, rule: pd.Series) -> pd.DataFrame:
    """What a total or a cost measures of each of its subjects, by year: indicator × t, or t bought (or shipped)."""
    rows = measured_rows(inputs, decided, rule)
    amounts = amounts_of(inputs, decided, rows)
    if not rule["indicator"]:
        return amounts
    values = taken(inputs, rule, rows["kind"], rows["name"], rows["place"]).fillna(0.0)
    return amounts.mul(values, axis=0) + stated_changes(inputs, decided, rule["indicator"], rows)


def measured_rows(inputs: Inputs, decided: Decided, rule: pd.Series) -> pd.DataFrame:
    """What a total or a cost measures, and whose quantity that is."""
    if rule["of"] == "shipped":
        kinds: tuple[str, ...] = ("route",)
    else:
        kinds = ("supplier", "plant", "route") if rule["indicator"] else ("supplier",)
    rows = subjects(inputs, decided, rule, kinds)
    carried = rows["material"].where(rows["kind"] == "route", "")
    return rows.assign(holder_kind=rows["kind"], holder=rows["name"], material=carried)


def worse(inputs: Inputs, decided: Decided, ruling: Ruling, rows: pd.DataFrame) -> pd.DataFrame:
    """Whether subjects are worse than the limit of a rule that excludes, with what agreements have improved by then.

    What has been improved up to the limit is not worse for the rounding of the sum.
    """
    rule, years = ruling.row, ruling.years
    values = taken(inputs, rule, rows["kind"], rows["name"], rows["place"])
    more = changes(inputs, decided, rule["indicator"], rows)[years]
    sign = 1.0 if higher_is_better(inputs, rule["indicator"]) else -1.0
    short = pd.DataFrame({year: sign * (ruling.limit[year] - values) for year in years}) - sign * more
    return short > ROUNDING * ruling.limits.abs().clip(lower=1.0) * (more != 0)
