"""The decisions of a plan in groups: what is bought of whom, run, built, signed, joined, held, left short."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.case.names import in_a_sentence, names_in, place_names, short
from model.flows import contents, contracts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from model.case import Case

SEPARATOR = ";"
"""Between place and mineral, or scrap and place, in a group."""


@dataclass(frozen=True, eq=False)
class Group:
    """Decisions that are added up.

    Attributes:
        kind: What is decided, such as `purchases`.
        group: Of what: the supplier, the plant, the project.
        name: What that is called.
        unit: Of the total: t/yr, t, contained t/yr, blocks, joined.
        total: The expression: flows and stocks on average over the horizon, weighted by years and by probability.
        whole: Whether it is always a whole number.
    """

    kind: str
    group: str
    name: str
    unit: str
    total: Any
    whole: bool = False


def decision_groups(case: Case, model: Any) -> list[Group]:
    """All groups of which a plan of the case may have more or less, in the order in which they are told."""
    return [group for make in MAKERS for group in make(case, model)]


def average(model: Any, items: Mapping[Any, Sequence[Any]]) -> Any:
    """What yearly quantities of each node come to on average over the horizon, by its years and its probability."""
    weight = {n: model.years_in[n] * model.probability[n] for n in model.NODES}
    total = sum(weight.values())
    return sum(weight[n] / total * sum(found) for n, found in items.items())


def agreements(case: Case, model: Any) -> Iterator[Group]:
    """Whether each candidate is joined."""
    names = names_in(case, "agreements", "agreement")
    for g in chosen_agreements(case, model):
        total = sum(model.Joined[g, t] for t in model.JOINING_YEARS[g])
        yield Group("agreements", g, names[g], "joined", total, whole=True)


def chosen_agreements(case: Case, model: Any) -> list[str]:
    """The agreements that a plan may join or not."""
    return [
        r.agreement for r in case.rows("agreements") if r.status != "committed" and model.JOINING_YEARS[r.agreement]
    ]


def projects(case: Case, model: Any) -> Iterator[Group]:
    """Blocks decided of each candidate."""
    names = names_in(case, "projects", "project")
    for j in chosen_projects(case, model):
        total = sum(model.Built[j, t] for t in model.DECIDABLE[j])
        yield Group("projects", j, names[j], "blocks", total, whole=True)


def chosen_projects(case: Case, model: Any) -> list[str]:
    """The projects that a plan may build or not."""
    candidates = [row.project for row in case.rows("projects") if row.status != "committed"]
    return [j for j in candidates if len(model.DECIDABLE[j])]


def contracts(case: Case, model: Any) -> Iterator[Group]:
    """The volume in force of each candidate."""
    suppliers = names_in(case, "suppliers", "supplier")
    known = {str(key): (row.kind, row.supplier) for key, row in contracts_of(case).iterrows()}
    for k in dict.fromkeys(k for k, _ in model.OFFERS):
        nodes = [n for n in model.NODES if len(model.IN_FORCE[k, model.year[n]])]
        total = average(model, {n: [model.VolumeInForce[k, model.year[n]]] for n in nodes})
        kind, supplier = known[k]
        yield Group("contracts", k, f"{kind} with {suppliers[supplier]}", "t/yr", total)


def processing(case: Case, model: Any) -> Iterator[Group]:
    """The throughput of each plant."""
    names = names_in(case, "plants", "plant")
    for p, nodes in by_node(model.RUNS).items():
        yield Group("processing", p, names[p], "t/yr", average(model, {n: [model.Run[p, n]] for n in nodes}))


def places(case: Case, model: Any) -> Iterator[Group]:
    """What is bought of a mineral in a place that has several suppliers of it, contained in whatever they sell."""
    named, inside = place_names(case), contents(case)
    sellers: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for row in case.rows("suppliers"):
        for (material, mineral), content in inside.items():
            if material == row.material and content:
                sellers.setdefault((row.place, mineral), []).append((row.supplier, content))
    for (place, mineral), selling in sellers.items():
        if len(selling) > 1:
            total = average(model, {n: [part * model.Bought[i, n] for i, part in selling] for n in model.NODES})
            name = f"{mineral} from {named.get(place, place)}"
            yield Group("places", f"{place}{SEPARATOR}{mineral}", name, "contained t/yr", total)


def purchases(case: Case, model: Any) -> Iterator[Group]:
    """What is bought of each supplier, under all contracts."""
    names = names_in(case, "suppliers", "supplier")
    for i in model.SUPPLIERS:
        yield Group("purchases", i, names[i], "t/yr", average(model, {n: [model.Bought[i, n]] for n in model.NODES}))


def recycling(case: Case, model: Any) -> Iterator[Group]:
    """The scrap that is collected of each kind at each place."""
    named, materials = place_names(case), names_in(case, "materials", "material")
    for place, scrap in dict.fromkeys((z[3], z[2]) for z in model.SCRAP_RETURNS):
        returns = [z for z in model.SCRAP_RETURNS if (z[3], z[2]) == (place, scrap)]
        total = average(model, {n: [model.Collected[z, n] for z in returns] for n in model.NODES})
        name = f"{in_a_sentence(short(materials[scrap]))} in {named.get(place, place)}"
        yield Group("recycling", f"{scrap}{SEPARATOR}{place}", name, "t/yr", total)


def stocks(case: Case, model: Any) -> Iterator[Group]:
    """What each stockpile holds on average."""
    names = names_in(case, "stockpiles", "stockpile")
    for s in model.STOCKPILES:
        yield Group("stocks", s, names[s], "t", average(model, {n: [model.Stock[s, n]] for n in model.NODES}))


def shortage(case: Case, model: Any) -> Iterator[Group]:
    """What of the demand for each material is not met."""
    return unmet(case, model, "shortage", [(key[2], key) for key in model.Shortfall], model.Shortfall)


def substitution(case: Case, model: Any) -> Iterator[Group]:
    """What of the demand for each material is met by substitutes."""
    material = {row.substitute: row.material for row in case.rows("substitutes")}
    keys = [(material[key[0]], key) for key in model.Substituted]
    return unmet(case, model, "substitution", keys, model.Substituted)


def unmet(case: Case, model: Any, kind: str, keys: list[tuple[str, Any]], variable: Any) -> Iterator[Group]:
    """Decisions on demand, added up by material; the last part of their keys is the node."""
    names = names_in(case, "materials", "material")
    found: dict[str, dict[Any, list[Any]]] = {}
    for material, key in keys:
        found.setdefault(material, {}).setdefault(key[-1], []).append(variable[key])
    for material, by in found.items():
        total = average(model, by)
        yield Group(kind, material, in_a_sentence(short(names[material])), "t/yr", total)


def burdens(case: Case, model: Any) -> dict[str, Any]:
    """What of each material is left short and what is discarded, on average over the horizon."""
    short = {f"shortage of {own.group}": own.total for own in shortage(case, model)}
    found: dict[str, dict[Any, list[Any]]] = {}
    for (_, material, node), item in model.Discarded.items():
        found.setdefault(material, {}).setdefault(node, []).append(item)
    return short | {f"waste of {material}": average(model, by) for material, by in found.items()}


def by_node(pairs: Any) -> dict[str, list[Any]]:
    """The nodes of each thing."""
    found: dict[str, list[Any]] = {}
    for thing, node in pairs:
        found.setdefault(thing, []).append(node)
    return found


MAKERS = (
    agreements, projects, contracts, processing, places, purchases, recycling, stocks, substitution, shortage,
)  # fmt: skip
"""What makes the groups, in the order in which they are told."""
