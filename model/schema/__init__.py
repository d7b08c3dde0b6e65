"""Every table and column of a data set, once: type, unit, bounds, default, key, reference and help."""

from model.schema.agreements import (
    AGREEMENT_EFFECTS,
    AGREEMENT_OBLIGATIONS,
    AGREEMENT_PAIRS,
    AGREEMENT_PAYMENTS,
    AGREEMENTS,
)
from model.schema.column import Column, Table
from model.schema.demand import DEMAND, PAST_USE, SCRAP_RETURNS, SECTORS, SUBSTITUTES
from model.schema.improvements import AGREEMENT_INDICATORS
from model.schema.materials import MATERIAL_MINERALS, MATERIALS, PRICES, PROCESS_MATERIALS, PROCESSES, STAGES
from model.schema.money import PROJECT_FINANCE, SUPPORTS
from model.schema.places import OWNERS, PLACES
from model.schema.power import POOLS
from model.schema.processing import PLANTS, PROJECT_EFFECTS, PROJECTS
from model.schema.records import DISAGREEMENTS, GAPS, IMPORT_SHARES, PROVENANCE, SOURCES, YEARLY
from model.schema.rules import INDICATOR_VALUES, INDICATORS, RULE_KINDS, RULES
from model.schema.settings import Settings
from model.schema.storage import STOCKPILES
from model.schema.supply import CONTRACTS, ORIGINS, SUPPLIERS
from model.schema.transport import CHOKEPOINTS, CORRIDORS, ROUTES, TARIFFS

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PLACES,
        MATERIALS,
        MATERIAL_MINERALS,
        PRICES,
        OWNERS,
        SUPPLIERS,
        ORIGINS,
        CONTRACTS,
        PROCESSES,
        PROCESS_MATERIALS,
        PLANTS,
        POOLS,
        PROJECTS,
        PROJECT_EFFECTS,
        PROJECT_FINANCE,
        SUPPORTS,
        ROUTES,
        CORRIDORS,
        CHOKEPOINTS,
        TARIFFS,
        STOCKPILES,
        DEMAND,
        SECTORS,
        SUBSTITUTES,
        SCRAP_RETURNS,
        PAST_USE,
        AGREEMENTS,
        AGREEMENT_PAYMENTS,
        AGREEMENT_PAIRS,
        AGREEMENT_EFFECTS,
        AGREEMENT_OBLIGATIONS,
        AGREEMENT_INDICATORS,
        INDICATORS,
        INDICATOR_VALUES,
        RULES,
        YEARLY,
        SOURCES,
        PROVENANCE,
        GAPS,
        DISAGREEMENTS,
        IMPORT_SHARES,
    )
}
"""All tables by name, in the order in which a person meets them."""

__all__ = ["RULE_KINDS", "STAGES", "TABLES", "Column", "Settings", "Table"]
