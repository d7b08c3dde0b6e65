"""What break-evens can be asked of, in a case: what it is now, and the case in which it is another figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.errors import InputError, Issue
from model.flows import contracts_of
from model.prices import contract_prices, market_prices
from model.studies.forced_texts import PIN, TABLES, Part, part_issues
from model.studies.forced_words import called
from model.studies.forcing import value
from model.studies.knob import QUANTITIES, SEEN, Knob, Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from model.case import Case


def read_knobs(case: Case, texts: Iterable[str]) -> list[Knob]:
    """What break-evens are asked of.

    Raises:
        InputError: With every text that cannot be used.
    """
    knobs: list[Knob] = []
    issues: list[Issue] = []
    for text in dict.fromkeys(texts):
        try:
            knobs.append(read_knob(case, text))
        except InputError as error:
            issues += error.issues
    if issues:
        raise InputError(issues)
    return knobs


def read_knob(case: Case, text: str) -> Knob:
    """What one break-even is asked of.

    Raises:
        InputError: The text cannot be used.
    """
    kind, sign, name = (piece.strip() for piece in text.partition("="))
    if not sign or kind not in QUANTITIES or not name:
        message, hint = "has no price that could break even", f"Write one of {', '.join(QUANTITIES)}: supplier=NAME."
        raise InputError([Issue("why", value=text, message=message, hint=hint)])
    part = Part(PIN, kind, name)
    issues = list(part_issues(case, part))
    if issues:
        raise InputError(issues)
    return KNOBS[kind](case, text, part)


def with_figure(case: Case, table: str, key: str, **cells: float) -> Case:
    """A case in which some figures of a row are others, in every year."""
    frame, yearly = case.tables[table].copy(), case.tables["yearly"]
    own = frame[frame.columns[0]] == key
    for column, figure in cells.items():
        frame.loc[own, column] = figure
    told = (yearly["table"] == table) & (yearly["key"] == key) & yearly["column"].isin(list(cells))
    return case.replace(**{table: frame, "yearly": yearly[~told]})


def bought(case: Case, contracts: dict[str, float], prices: dict[tuple[str, int], float]) -> Callable[[Any], Reading]:
    """What is bought under some contracts.

    Args:
        case: The case.
        contracts: By how much the price under each rises with each dollar more of what is turned.
        prices: What is turned, as it is now, by (contract, year); USD/t.
    """

    def read(model: Any) -> Reading:
        had = worth = paid = 0.0
        for k, n in model.LIFTINGS:
            if k in contracts:
                tonnes = model.probability[n] * model.annuity[n] * value(model.PaidFor[k, n]) * contracts[k]
                had += value(model.Lifted[k, n]) / model.material_unit[material[k]]
                worth += tonnes
                paid += tonnes * prices[k, model.year[n]]
        return Reading(had=had > SEEN, worth=worth, paid=paid)

    sold = case.filled("suppliers").set_index("supplier")["material"]
    material = {k: sold[supplier] for k, supplier in contracts_of(case)["supplier"].items()}
    return read


def supplier_knob(case: Case, text: str, part: Part) -> Knob:
    """The price that a supplier asks.

    Raises:
        InputError: It sells at cost alone, so that its price makes no difference.
    """
    contracts = contracts_of(case)
    own = contracts[(contracts["supplier"] == part.name) & (contracts["kind"] != "equity")]
    if own.empty:
        raise at_cost(case, part)
    cost, royalty = (case.by_year("suppliers", column) for column in ("cost_usd_per_t", "royalty"))
    at_its_cost = {(part.name, t): cost[part.name, t] * (1 + royalty[part.name, t]) for t in case.years}
    asked = {t: {**at_its_cost, **market_prices(case)}[part.name, t] for t in case.years}
    share = {str(k): 1.0 + float(premium) for k, premium in own["premium"].items()}
    prices = {(k, t): asked[t] for k in share for t in case.years}
    return Knob(
        text,
        part,
        called(case, part),
        min(asked.values()),
        max(asked.values()),
        bought(case, share, prices),
        lambda usd: with_figure(case, "suppliers", part.name, price_usd_per_t=usd),
    )


def contract_knob(case: Case, text: str, part: Part) -> Knob:
    """The price under a contract; without a table of contracts, its supplier's.

    Raises:
        InputError: It is an equity stake, which pays the cost.
    """
    if not case.rows("contracts"):
        return supplier_knob(case, text, Part(PIN, "supplier", part.name))
    contracts = contracts_of(case)
    if contracts.at[part.name, "kind"] == "equity":
        raise at_cost(case, part)
    known = contract_prices(case, contracts.loc[[part.name]])
    prices = {key: price.total for key, price in known.items()}
    return Knob(
        text,
        part,
        called(case, part),
        min(prices.values()),
        max(prices.values()),
        bought(case, {part.name: 1.0}, prices),
        lambda usd: with_figure(case, "contracts", part.name, floor_usd_per_t=usd, cap_usd_per_t=usd),
    )


def at_cost(case: Case, part: Part) -> InputError:
    """Why a price makes no difference."""
    message, hint = "sells at cost, to the owner of a stake: its price makes no difference", "Force it in or out."
    return InputError([Issue(case.name, TABLES[part.kind], value=part.name, message=message, hint=hint)])


def project_knob(case: Case, text: str, part: Part) -> Knob:
    """The capital of a block of a project."""
    row = candidate(case, part)
    capital = float(row["capital_usd_per_block"])

    def read(model: Any) -> Reading:
        worth = had = 0.0
        for t in model.DECIDABLE[part.name]:
            blocks = value(model.Built[part.name, t])
            had += blocks
            worth += blocks * (model.discount[t] - model.salvage_share[part.name, t] * value(model.final_discount))
        return Reading(had=had > SEEN, worth=worth, paid=worth * capital)

    def turned(usd: float) -> Case:
        return with_figure(case, "projects", part.name, capital_usd_per_block=usd)

    return Knob(text, part, called(case, part), capital, capital, read, turned)


def agreement_knob(case: Case, text: str, part: Part) -> Knob:
    """What joining an agreement costs, once."""
    upfront = float(candidate(case, part)["upfront_cost_usd"])

    def read(model: Any) -> Reading:
        joined = {t: value(model.Joined[part.name, t]) for t in model.JOINING_YEARS[part.name]}
        worth = sum(model.discount[t] * one for t, one in joined.items())
        return Reading(had=sum(joined.values()) > SEEN, worth=worth, paid=worth * upfront)

    def turned(usd: float) -> Case:
        return with_figure(case, "agreements", part.name, upfront_cost_usd=usd)

    return Knob(text, part, called(case, part), upfront, upfront, read, turned)


def candidate(case: Case, part: Part) -> Any:
    """The row of a project or an agreement that is not decided yet.

    Raises:
        InputError: It is.
    """
    row = case.filled(TABLES[part.kind]).set_index(part.kind).loc[part.name]
    if row["status"] == "committed":
        message, hint = "is decided already: its status is committed", "Make it a candidate to ask for a break-even."
        raise InputError([Issue(case.name, TABLES[part.kind], value=part.name, message=message, hint=hint)])
    return row


KNOBS: dict[str, Callable[[Case, str, Part], Knob]] = {
    "supplier": supplier_knob,
    "contract": contract_knob,
    "project": project_knob,
    "agreement": agreement_knob,
}
