"""Which of what is mined for a plan is sold as certified, how much of that leaks, and which agreements cut the leakage.

Certified tonnes are counted where they are mined: each enters once, with the ore. A supplier that sells past extraction
brings its upstream with it, at its own certified share. What a plant makes at extraction is nobody's certified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.agreed import effects
from model.counting import supply_rows
from model.minerals import speaks_of

if TYPE_CHECKING:
    from model.agreed import Effect, EffectKey
    from model.case import Case

CUT = "leakage_cut"
STAGE = "extraction"


def mined_contents(case: Case) -> dict[tuple[str, str, str], float]:
    """What a tonne bought of a supplier, or run through a plant, adds to what is mined of a mineral [contained t].

    Returns:
        By (`supplier` or `plant`, its name, mineral).
    """
    rows = supply_rows(case, unknown_origin="own")
    found: dict[tuple[str, str, str], float] = {}
    for kind, source, mineral, stage, amount in zip(
        *(rows[name] for name in ("source_kind", "source", "mineral", "stage", "t_per_t")), strict=True
    ):
        if stage == STAGE:
            found[kind, source, mineral] = found.get((kind, source, mineral), 0.0) + amount
    return found


def stated_shares(case: Case) -> dict[tuple[str, int], tuple[float, float]]:
    """The share sold as certified and the share of that which leaks, by (supplier, year), where any is certified."""
    certified: dict[Any, float] = case.by_year("suppliers", "certified").to_dict()
    leakage: dict[Any, float] = case.by_year("suppliers", "leakage").to_dict()
    return {key: (share, leakage[key]) for key, share in certified.items() if share > 0}


def leakage_cuts(case: Case) -> dict[str, dict[EffectKey, Effect]]:
    """The effects that cut the leakage of each supplier, by how many points; those of none aside."""
    found: dict[str, dict[EffectKey, Effect]] = {}
    for key, what in effects(case).items():
        if key[1] == CUT and what.value > 0:
            found.setdefault(key[3], {})[key] = what
    return found


def taken_as_uncertified(case: Case) -> list[str]:
    """The suppliers that rules on certified tonnes take for uncertified because nothing is written of them."""
    rules = [row for row in case.rows("rules") if row.kind == "certified"]
    if not rules:
        return []
    mined = {
        name
        for kind, name, mineral in mined_contents(case)
        if kind == "supplier" and any(speaks_of(rule, mineral) for rule in rules)
    }
    suppliers = case.tables["suppliers"]
    written = set(suppliers.loc[suppliers["certified"].notna(), "supplier"])
    written |= {row.key for row in case.rows("yearly") if (row.table, row.column) == ("suppliers", "certified")}
    return sorted(mined - written)
