"""What is forced in a plan, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.case.names import names_in, place_names
from model.flows import contracts_of
from model.plan.mineral_words import OF_STAGE
from model.plan.words import listing, percent, plain_number, tonnes
from model.studies.forced_texts import NOT, PIN, TABLES, WITH
from model.studies.forcing import LEAST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from model.case import Case
    from model.studies.forced_texts import Change, Part
    from model.studies.forcing import Force

RELATIONS = {"=": "", ">=": "at least ", "<=": "at most "}


def called(case: Case, part: Part) -> str:
    """What something is called, with its short name: `Chinese cobalt (cobalt-chn)`."""
    return (
        place_names(case).get(part.name, part.name) if part.kind == "place" else all_called(case, part.kind)[part.name]
    )


def all_called(case: Case, kind: str) -> dict[str, str]:
    """What all things of a kind are called, by their short names; a contract by its kind and who sells."""
    if kind != "contract":
        known = names_in(case, TABLES[kind], kind)
        return {key: name if name == key else f"{name} ({key})" for key, name in known.items()}
    sellers = names_in(case, "suppliers", "supplier")
    rows = contracts_of(case)
    offers = zip(rows.index, rows["kind"], rows["supplier"], strict=True)
    forms = {str(key): (str(form), sellers.get(str(seller), str(seller))) for key, form, seller in offers}
    return {
        key: f"the {'spot purchases from' if form == 'spot' else f'{form} with'} {seller} ({key})"
        for key, (form, seller) in forms.items()
    }


def change_words(case: Case, change: Change) -> str:
    """`without Chinese cobalt (cobalt-chn) and with Finnish cobalt (cobalt-fin)`."""
    return listing([part_words(case, part) for part in change.parts])


def part_words(case: Case, part: Part) -> str:
    """One part in words."""
    if part.verb == PIN:
        return PINS[part.kind](part, called(case, part))
    return f"{'without' if part.verb == NOT else 'with'} {called(case, part)}"


def when(part: Part) -> str:
    """The year of a pin."""
    return "in every year" if part.year is None else f"in {part.year}"


def volume_words(part: Part, name: str) -> str:
    """`with at least 250 t a year under the offtake with X (x) in 2027`."""
    return f"with {RELATIONS[part.relation]}{tonnes(part.amount)} under {name} {when(part)}"


def blocks_words(part: Part, name: str) -> str:
    """`with at least 1 block of X (x) decided in 2028`."""
    amount = f"{plain_number(part.amount)} block{'' if part.amount == 1 else 's'}"
    return f"with {RELATIONS[part.relation]}{amount} of {name} decided {when(part)}"


def joined_words(part: Part, name: str) -> str:
    """`with X (x) joined in 2028`."""
    return f"with {name} joined {when(part)}"


def share_words(part: Part, name: str) -> str:
    """`with a share of China in processed cobalt of at most 40 % in 2028`."""
    what = OF_STAGE[part.words["stage"]].format(part.words["mineral"])
    return f"with a share of {name} in {what} of {RELATIONS[part.relation]}{percent(part.amount)} {when(part)}"


def stock_words(part: Part, name: str) -> str:
    """`with at least 50 t in X (x) at the end of 2028`."""
    end = "of every year" if part.year is None else f"of {part.year}"
    amount = tonnes(part.amount, per_year=False)
    return f"with {RELATIONS[part.relation]}{amount} in {name} at the end {end}"


def meaning(case: Case, change: Change, forced: Sequence[Force]) -> str:
    """What forcing something in or out means, in sentences; empty for pins, which say it themselves."""
    parts = zip(change.parts, forced, strict=True)
    told = [(part, MEANINGS[part.verb, part.kind](case, part, force)) for part, force in parts if part.verb != PIN]
    several = len(change.parts) > 1
    return " ".join(f"{headed(part_words(case, part))}: {words}" if several else words for part, words in told)


def headed(words: str) -> str:
    """Words at the start of a sentence."""
    return words[:1].upper() + words[1:]


def bought_from(_case: Case, part: Part, force: Force) -> str:
    """What it means to have a supplier or a contract in the plan."""
    how = f"are bought {'from' if part.kind == 'supplier' else 'under'} it"
    return f"At least {least_words(force)} {how} over the horizon{could_words(force, 'deliver')}."


def running(_case: Case, _part: Part, force: Force) -> str:
    """What it means to have a plant in the plan."""
    return f"At least {least_words(force)} run through it over the horizon{could_words(force, 'run')}."


def least_words(force: Force) -> str:
    """The least that is asked."""
    return tonnes(force.least, per_year=False)


def could_words(force: Force, verb: str) -> str:
    """Of what the least is a part."""
    return f", {percent(LEAST)} of what it could {verb}" if force.limited else ""


def not_bought(case: Case, part: Part, _force: Force) -> str:
    """What it means to do without a supplier."""
    rows = [row for row in case.rows("contracts") if row.supplier == part.name]
    signed = " What is signed already stays signed." if any(row.status == "committed" for row in rows) else ""
    return f"Nothing is bought from it, and no contract with it is signed.{signed}"


def said(words: str) -> Callable[[Case, Part, Force], str]:
    """A meaning that is always the same."""
    return lambda _case, _part, _force: words


MEANINGS: dict[tuple[str, str], Callable[[Case, Part, Force], str]] = {
    (NOT, "supplier"): not_bought,
    (NOT, "contract"): said("It is not signed, and nothing is bought under it."),
    (NOT, "project"): said("No block of it is built."),
    (NOT, "agreement"): said("It is not joined."),
    (NOT, "plant"): said("It does not run."),
    (WITH, "supplier"): bought_from,
    (WITH, "contract"): bought_from,
    (WITH, "project"): said("At least one block of it is built."),
    (WITH, "agreement"): said("It is joined in some year."),
    (WITH, "plant"): running,
}
PINS: dict[str, Callable[[Part, str], str]] = {
    "contract": volume_words,
    "project": blocks_words,
    "agreement": joined_words,
    "place": share_words,
    "stockpile": stock_words,
}
