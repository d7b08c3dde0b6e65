"""Rules in plain words: one sentence each, from what the tables say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.where import parse_where
from model.minerals import named_minerals
from model.plan.mineral_words import FEW, all_of, any_of, each_of
from model.plan.rule_units import row_unit, unit_of_indicator
from model.plan.words import money, percent, plain_number, with_unit, without_tonne
from model.rules import is_soft, rule_rows
from model.shared import active

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case

GROUPS = {
    "place": "from {} one place",
    "owner": "from {} one owner",
    "supplier": "from {} one supplier",
    "tag": "from places and owners of {} one tag",
    "chokepoint": "through {} one chokepoint",
    "route": "on {} one route",
}


BUDGETED = {"capital": "capital", "own_money": "the buyer's own money", "public_money": "public money"}
"""What a budget limits, in words."""


def rule_sentences(case: Case) -> dict[str, str]:
    """Each rule of a case in words, by its name, in the order of the table."""
    kinds = {kind: rule_rows(case, kind) for kind in dict.fromkeys(case.filled("rules")["kind"])}
    names = case.filled("rules")["rule"]
    found = {name: sentence(case, kind, row) for kind, rows in kinds.items() for name, row in rows.iterrows()}
    return {name: found[name] for name in names}


def sentence(case: Case, kind: str, rule: Any) -> str:
    """One rule in words.

    Args:
        case: The case.
        kind: The kind of the rule.
        rule: Its row, with the defaults of its kind filled in; its name is the row's.
    """
    written: dict[str, Callable[[Case, Any], str]] = {
        "share": share,
        "average": average,
        "exclude": exclusion,
        "total": total,
        "cost": cost,
        "budget": budget,
        "cover": cover,
        "certified": certified,
        "gate": gate,
        "shortage": shortage,
        "hhi": concentration,
    }
    return f"{written[kind](case, rule)}{span(rule)}{hardness(case, kind, rule)}"


def share(case: Case, rule: Any) -> str:
    """`At most 65 % of processed cobalt from any one place`."""
    whole = each_of(rule)
    if rule["of"] == "consumption":
        whole = f"the consumption of {each_of(rule, '')}, by where it is {verb(rule)},"
    elif rule["of"] == "shipped" or rule["per"] in {"chokepoint", "route"}:
        whole = f"all shipments of {whole}"
    some_one = "each" if rule["sense"] == "min" else "any"
    group = (
        f" {GROUPS[rule['per']].format(some_one)}"
        if rule["per"]
        else ""
        if len(named_minerals(rule)) > 1
        else " together"
    )
    whole = whole if group else whole.removesuffix(",")
    return f"{bound(rule)} {limits(case, rule, percent)} of {whole}{group}{where(rule)}"


def verb(rule: Any) -> str:
    """What happens at a rule's stage."""
    return {"extraction": "mined", "processing": "processed", "component": "made into components"}.get(
        rule["stage"], "supplied"
    )


def average(case: Case, rule: Any) -> str:
    """`An average governance of at least 60 (0-100) for processed cobalt`."""
    weighed = ", minerals weighed by value" if rule["weight"] == "value" else ""
    whole = all_of(rule) if rule["weight"] == "value" else each_of(rule)
    limit = with_unit(limits(case, rule, plain_number), unit_of_indicator(case, rule["indicator"]))
    return f"An average {rule['indicator']} of {bound(rule).lower()} {limit} for {whole}{where(rule)}{weighed}"


def exclusion(case: Case, rule: Any) -> str:
    """`No processed cobalt with governance worse than 40, where the place has the tag FEOC`."""
    what = any_of(rule).removeprefix("any ") if rule["mineral"] or rule["stage"] else "purchase or processing"
    if rule["of"] == "shipped":
        what = f"shipment of {any_of(rule)}"
    elif len(named_minerals(rule)) > FEW:
        what = f"purchase or processing of {any_of(rule)}"
    if not rule["indicator"]:
        return f"No {what}{where(rule)}"
    limit = with_unit(plain_number(float(rule["limit"])), unit_of_indicator(case, rule["indicator"]))
    return f"No {what} with {rule['indicator']} worse than {limit}{where(rule)}"


def total(case: Case, rule: Any) -> str:
    """`At most 1 200 tCO2 a year from all purchases, processing and shipments`."""
    unit = totalled(case, rule)
    name = f" ({rule['indicator']})" if rule["indicator"] else ""
    return f"At most {limits(case, rule, plain_number)} {unit}{name} {period(rule)} from {activity(rule)}{where(rule)}"


def cost(case: Case, rule: Any) -> str:
    """`USD 100 per tCO2 of all purchases, processing and shipments`."""
    rate = limits(case, rule, money)
    if rule["per"] == "supplier":
        return f"{rate} a year for each supplier of {any_of(rule)} that is bought from{where(rule)}"
    unit = totalled(case, rule)
    name = f" ({rule['indicator']})" if rule["indicator"] else ""
    return f"{rate} per {unit}{name} of {activity(rule)}{where(rule)}"


def budget(case: Case, rule: Any) -> str:
    """`At most USD 4.00 bn of capital over the horizon`."""
    return f"At most {limits(case, rule, money)} of {BUDGETED[rule['of']]} {period(rule)}{where(rule)}"


def cover(case: Case, rule: Any) -> str:
    """`Stocks of cobalt for at least 90 days of demand`."""
    return f"Stocks of {each_of(rule)} for at least {limits(case, rule, plain_number)} days of demand{where(rule)}"


def certified(case: Case, rule: Any) -> str:
    """`At least 60 % of mined tantalum certified, leakage taken off`."""
    least = f"{bound(rule)} {limits(case, rule, percent)} of"
    if rule["of"] == "consumption":
        return f"{least} the consumption of {each_of(rule, '')} mined as certified, leakage taken off"
    return f"{least} {each_of(rule)} certified, leakage taken off"


def shortage(case: Case, rule: Any) -> str:
    """`At most 5 % of the demand for cobalt short in any year`."""
    most = f"At most {limits(case, rule, percent)} of the demand for"
    if rule["period"] == "horizon":
        named = len(named_minerals(rule)) != 1
        return f"{most} {all_of(rule)} short over the horizon{', by value' if named else ''}"
    return f"{most} {each_of(rule)} short in any year"


def concentration(case: Case, rule: Any) -> str:
    """`HHI of processed cobalt by place at most 2,500`."""
    whole = f"the shipments of {each_of(rule)}" if rule["of"] == "shipped" else each_of(rule)
    return f"HHI of {whole} by {rule['per']} at most {limits(case, rule, plain_number)}{where(rule)}"


def gate(_: Case, rule: Any) -> str:
    """`No project is decided before a step of 2 years that costs USD 3.00 m, where kind is mine`."""
    held = {
        "suppliers": f"Nothing is bought of a supplier of {any_of(rule)}",
        "plants": f"No plant that makes {any_of(rule)} runs",
        "projects": "No project is decided",
    }
    years, cost = int(rule["delay_years"]), float(rule["cost_usd"])
    long = f" of {years} year{'' if years == 1 else 's'}" if years else ""
    dear = f" that costs {money(cost)}" if cost else ""
    return f"{held[rule['of']]} before a step{long}{dear}{where(rule)}"


def totalled(case: Case, rule: Any) -> str:
    """The unit of a sum of an indicator's values times tonnes; of tonnes where the rule has no indicator."""
    return without_tonne(unit_of_indicator(case, rule["indicator"])) or rule["indicator"] or "t"


def activity(rule: Any) -> str:
    """What a total or a cost adds up."""
    of = f" of {any_of(rule)}" if rule["mineral"] or rule["stage"] else ""
    if rule["of"] == "shipped":
        return f"all shipments{of}"
    return f"all purchases, processing and shipments{of}" if rule["indicator"] else f"all purchases{of}"


def bound(rule: Any) -> str:
    """Whether the limit is the most or the least."""
    return "At least" if rule["sense"] == "min" else "At most"


def period(rule: Any) -> str:
    """Over which time a limit holds."""
    return "over the horizon" if rule["period"] == "horizon" else "a year"


def limits(case: Case, rule: Any, show: Callable[[float], str]) -> str:
    """The limit, or the first and the last where it changes with time."""
    by_year = case.by_year("rules", "limit")[rule.name]
    years = active(rule, case.years) or list(case.years)
    first, last = float(by_year[years[0]]), float(by_year[years[-1]])
    return show(first) if first == last else f"{show(first)} ({years[0]}) to {show(last)} ({years[-1]})"


def where(rule: Any) -> str:
    """The conditions of a rule, in words."""
    conditions = parse_where(rule["where"]).conditions
    parts = []
    for x in conditions:
        *owner, word = x.word.split(".")
        verb = ("is" if x.equal else "is not") + (" tagged" if word == "tags" else "")
        subject = " ".join(owner if word == "tags" and owner else [*owner, word])
        parts.append(f"{'it' if subject == 'tags' else subject} {verb} {' or '.join(x.values)}")
    return f", where {' and '.join(parts)}" if parts else ""


def span(rule: Any) -> str:
    """`, from 2028 to 2030`."""
    first = "" if pd.isna(rule["first_year"]) else f" from {rule['first_year']}"
    last = "" if pd.isna(rule["last_year"]) else f" to {rule['last_year']}"
    return f",{first}{last}" if first or last else ""


def hardness(case: Case, kind: str, rule: Any) -> str:
    """Whether a rule may be broken, and at which price."""
    if kind == "cost":
        return ""
    if not is_soft(rule):
        return " (hard)"
    unit = row_unit(kind, unit_of_indicator(case, rule["indicator"]))
    price = money(rule["soft_penalty_usd"])
    if pd.notna(rule["soft_penalty_multiple"]):
        price = f"{plain_number(rule['soft_penalty_multiple'])} x the mineral's benchmark value"
    return f" (soft: {price} per {unit} of breach{'' if kind == 'budget' else ' and year'})"
