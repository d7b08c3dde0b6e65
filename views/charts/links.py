"""Who passes how much of a mineral to whom: the links of a Sankey, from upstream to use, without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from model.case.rows import each_row
from views.charts.names import sector_names, short

if TYPE_CHECKING:
    from model import Case, Plan

COLUMNS = ("scrap", "extraction", "processing", "component", "use")
"""From left to right; a link only ever points right, so that there is no cycle."""
UNKNOWN = "unknown origin"

Node = tuple[str, str]
Links = dict[tuple[Node, Node], float]


def sankey_links(plan: Plan, mineral: str, year: int) -> pd.DataFrame:
    """The links of one mineral in one year on the trunk.

    Returns:
        `from_stage`, `from_place`, `to_stage`, `to_place`, `contained_t_per_year`. What a place receives is
        divided among its uses in proportion; what goes through a place unchanged is not drawn twice.
    """
    links: Links = defaultdict(float)
    flows = Flows(plan, mineral, year)
    for start, end, amount in [*flows.upstream(), *flows.downstream()]:
        if amount > 1e-6 and COLUMNS.index(start[0]) < COLUMNS.index(end[0]):
            links[start, end] += amount
    rows = [(*start, *end, amount) for (start, end), amount in links.items()]
    names = ["from_stage", "from_place", "to_stage", "to_place", "contained_t_per_year"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.sort_values("contained_t_per_year", ascending=False, ignore_index=True)


class Flows:
    """The flows of one mineral in one year, in contained tonnes."""

    def __init__(self, plan: Plan, mineral: str, year: int) -> None:
        case = plan.case
        contents = case.minerals
        of_mineral = contents[contents["mineral"] == mineral]
        self.content = dict(zip(of_mineral["material"], of_mineral["content"].astype(float), strict=True))
        materials = case.filled("materials")
        self.stage = dict(zip(materials["material"], materials["stage"], strict=True))
        self.case, self.plan, self.year = case, plan, year

    def at(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of the year, on the trunk, of materials with the mineral."""
        rows = frame[(frame["year"] == self.year) & (frame["scenario"] == "trunk")]
        return rows[rows["material"].isin(self.content)] if "material" in rows else rows

    def upstream(self) -> Iterator[tuple[Node, Node, float]]:
        """From where suppliers draw on, to where they hand over."""
        recycling = _recyclers(self.case)
        origins = self.case.filled("origins").groupby("supplier")
        for row in each_row(self.at(self.plan.purchases)):
            end: Node = (self.stage[row.material], row.place)
            amount = row.lifted_t_per_year * self.content[row.material]
            if row.supplier in recycling:
                yield ("scrap", row.place), end, amount
            elif end[0] in ("processing", "component"):
                known = origins.get_group(row.supplier) if row.supplier in origins.groups else None
                yield from _drawn_on(known, end, amount)

    def downstream(self) -> Iterator[tuple[Node, Node, float]]:
        """From where a material is bought or made, to where it is processed or used."""
        local, arriving = self._local(), self._arriving()
        for (place, material), uses in self._uses().items():
            sources = {(self.stage[material], place): local.get((place, material), 0.0)}
            for origin, amount in arriving.get((place, material), {}).items():
                node = (self.stage[material], origin)
                sources[node] = sources.get(node, 0.0) + amount
            total = sum(sources.values())
            for start, given in sources.items():
                for end, taken in uses.items():
                    if total > 0:
                        yield start, end, given / total * taken * self.content[material]

    def _local(self) -> dict[tuple[str, str], float]:
        """Bought or made at a place and not shipped on [t]."""
        variables = self.plan.variables
        kept: dict[tuple[str, str], float] = defaultdict(float)
        for name, sign in (
            ("purchased", 1),
            ("made", 1),
            ("scrap_collected", 1),
            ("out_of_stock", 1),
            ("departed", -1),
        ):
            for row in each_row(self.at(variables[name])):
                kept[row.place, row.material] += sign * row[-1]
        return {key: max(0.0, amount) for key, amount in kept.items()}

    def _arriving(self) -> dict[tuple[str, str], dict[str, float]]:
        """Shipped to a place, by where from [t]."""
        arriving: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for row in each_row(self.at(self.plan.shipments)):
            arriving[row.destination, row.material][row.origin] += row.shipped_t_per_year
        return arriving

    def _uses(self) -> dict[tuple[str, str], dict[Node, float]]:
        """What a place does with a material, by node [t]."""
        uses: dict[tuple[str, str], dict[Node, float]] = defaultdict(lambda: defaultdict(float))
        recipes = self.case.filled("process_materials")
        for run in each_row(self.at(self.plan.processing)):
            recipe = recipes[(recipes["process"] == run.process) & recipes["material"].isin(self.content)]
            made = recipe[recipe["coefficient_t_per_t"] > 0]
            for row in each_row(recipe[recipe["coefficient_t_per_t"] < 0]):
                if len(made):
                    node = (self.stage[made["material"].iloc[0]], run.place)
                    uses[run.place, row.material][node] -= row.coefficient_t_per_t * run.run_t_per_year
        sectors = sector_names(self.case)
        for row in each_row(self.at(self.plan.deliveries)):
            uses[row.place, row.material]["use", short(sectors.get(row.sector, row.sector))] += row.delivered_t_per_year
        for row in each_row(self.at(self.plan.variables["into_stock"])):
            uses[row.place, row.material]["use", "into stock"] += row[-1]
        return uses


def _recyclers(case: Case) -> set[str]:
    suppliers = case.filled("suppliers")
    return set(suppliers.loc[suppliers["kind"] == "recycling", "supplier"])


def _drawn_on(origins: pd.DataFrame | None, end: Node, amount: float) -> Iterator[tuple[Node, Node, float]]:
    """Back along the stages before a purchase; what is not stated comes from an unknown origin."""
    nodes = {end: 1.0}
    for stage in reversed(COLUMNS[1 : COLUMNS.index(end[0])]):
        stated = origins[origins["stage"] == stage] if origins is not None else None
        if stated is None or (stated.empty and stage != "extraction"):
            continue
        shares = dict(zip(stated["place"], stated["share"].astype(float), strict=True))
        shares[UNKNOWN] = max(0.0, 1.0 - sum(shares.values()))
        for place, share in shares.items():
            for node, part in nodes.items():
                yield (stage, place), node, amount * share * part
        nodes = {(stage, place): share for place, share in shares.items()}
    if origins is None:
        yield ("extraction", UNKNOWN), end, amount
