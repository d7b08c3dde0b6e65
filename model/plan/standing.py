"""How a plan stands to its rules, in words: each rule broken, binding or slack, by how much, and what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.plan.rule_words import rule_sentences
from model.plan.words import in_years, money, percent, three_digits, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from model.plan.plan import Plan


def standing_lines(plan: Plan) -> Iterator[str]:
    """The rules of a plan, each with a line for every mineral and member at its limit, and the nearest of the rest."""
    for rule, sentence in rule_sentences(plan.case).items():
        yield f"{rule}: {sentence}"
        rows = plan.rules[plan.rules["rule"] == rule]
        kind = plan.case.filled("rules").set_index("rule").at[rule, "kind"]
        if kind == "cost":
            yield "  - a cost and no limit: what it comes to is among the costs"
        elif rows.empty:
            yield "  - nothing in this case that it could hold for"
        else:
            yield from (f"  - {line}" for line in members(rows))


def idle_lines(plan: Plan, most: int = 8) -> Iterator[str]:
    """The rules that hold nothing back, each with how near the plan comes to it; a long list is cut, and says so."""
    kinds = plan.case.filled("rules").set_index("rule")["kind"]
    found = []
    for rule in kinds.index[kinds != "cost"]:
        rows = plan.rules[plan.rules["rule"] == rule]
        if rows.empty:
            found.append(f"{rule}: nothing in this case that it could hold for")
        elif not any(pressed(group) for _, group in rows.groupby(["mineral", "member"], sort=False)):
            found += [f"{rule}: {line}" for line in members(rows)]
    yield from found[:most]
    if len(found) > most:
        yield f"{len(found) - most} more rules: see `orefolio rules`"


def members(rows: pd.DataFrame) -> Iterator[str]:
    """The standing of one rule's minerals and members: those at the limit, then the nearest of the rest."""
    loose = []
    for key, group in rows.groupby(["mineral", "member"], sort=False):
        subject = " ".join(filter(None, map(str, key))) or "it"
        verdict = pressed(group)
        if verdict:
            yield f"{subject} {verdict}"
        else:
            loose.append(nearest(group))
    if loose and loose[0]["kind"] == "exclude":
        yield f"{len(loose)} of what it excludes would not be bought, run or shipped in any case"
    elif loose and loose[0]["kind"] == "gate":
        verb = "is" if len(loose) == 1 else "are"
        yield f"{len(loose)} of what stands behind it {verb} open, or wanted in no year"
    elif loose:
        closest = min(loose, key=lambda row: row["room"])
        subject = " ".join(part for part in (closest["mineral"], closest["member"]) if part) or "it"
        others = "" if len(loose) == 1 else f" (nearest of {len(loose)} that are slack)"
        yield (
            f"{subject} is slack{others}: {shown(closest['value'], closest['unit'])} {in_years([closest['year']])}, "
            f"{'at least' if closest['sense'] == 'min' else 'at most'} {shown(closest['limit'], closest['unit'])}; "
            f"{amount(max(0.0, closest['slack']), closest['row_unit'])} to spare"
        )


def pressed(rows: pd.DataFrame) -> str:
    """What is said of a member that breaks the rule, or is held back by it; empty for one that is slack.

    Prices hold the integers, so that a limit on whole blocks may hold a plan back and have none.
    """
    row_unit = rows["row_unit"].iloc[0]
    broken = rows[rows["broken"]]
    if not broken.empty:
        worst = broken["breach"].max()
        return (
            f"breaks it, at a penalty, {in_years(broken['year'])}, by up to {amount(worst, row_unit)}{reached(broken)}"
        )
    binding = rows[rows["binding"] & (rows["usd_per_unit"] > 0)]
    if not binding.empty:
        worth = money(binding["usd_per_unit"].max())
        return f"binds {in_years(binding['year'])}{reached(binding)}, worth up to {worth} per {row_unit}"
    if rows["kind"].iloc[0] == "gate" and rows["binding"].any():
        return f"waits for its step {in_years(rows['year'][rows['binding']])}"
    touching = rows[rows["binding"] & rows["value"].notna() & ~rows["kind"].isin(("exclude", "gate"))]
    if touching.empty:
        return ""
    when = f"{in_years(touching['year'])}{reached(touching)}"
    return f"is at its limit {when}, at no price while what is built and signed is held as it is"


def reached(rows: pd.DataFrame) -> str:
    """`, at up to 2,500`: what an HHI comes to, whose rows are in tonnes; nothing of other kinds."""
    return f", at up to {rows['value'].max():,.0f}" if rows["kind"].iloc[0] == "hhi" else ""


def nearest(rows: pd.DataFrame) -> dict[Any, Any]:
    """The year in which a member that is slack has least room, as a share of its limit."""
    room = rows["slack"] / (rows["limit"].abs().clip(lower=1e-9))
    return dict(rows.assign(room=room).iloc[int(room.argmin())].items())


def shown(value: float, unit: str) -> str:
    """A value in the rule's own unit."""
    if value != value:  # noqa: PLR0124 - NaN is not itself
        return "nothing to measure"
    if unit == "fraction":
        return percent(value)
    return amount(value, unit)


def amount(value: float, unit: str) -> str:
    """An amount in a unit."""
    return money(value) if unit == "USD" else with_unit(three_digits(value), unit)
