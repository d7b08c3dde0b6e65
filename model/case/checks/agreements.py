"""Checks of agreements: when they can be joined, what they pay, how they stand to each other, and what they open."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.errors import Issue

_KINDS = {
    "unlock": ("contract", "supplier", "project", "route"),
    "capacity": ("supplier", "plant", "route", "corridor"),
    "availability_uplift": ("supplier", "plant"),
    "leakage_cut": ("supplier",),
}
_LIMITED = {"supplier": "suppliers", "route": "routes", "corridor": "corridors"}
_RAISED = {"supplier": "suppliers", "plant": "plants"}
_EMPTY = "Leave the cell empty."
_NEVER = "so that the agreement can never be in force"


def agreement_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the tables of agreements, obligations aside."""
    for origin, row in reading.rows("agreements"):
        if row["status"] == "committed":
            yield from _committed(reading, origin, row)
        else:
            yield from _window(reading, origin, row)
        yield from _cells(origin, row)
    for check in (_payments, _pairs, _circles, _effects, _contracts):
        yield from check(reading)


def in_force_in(reading: Reading, row: Row) -> set[int]:
    """The planning years in which an agreement can be in force; empty where it never can, or years are not known."""
    years = reading.settings.years
    term = row["term_years"] if given(row["term_years"]) else 10_000
    if row["status"] == "committed":
        start = row["first_year"] if given(row["first_year"]) else (years[0] if years else 0)
        return {t for t in years if start <= t < start + term}
    return {t for s in joinable_in(reading, row) for t in years if s <= t < s + term}


def joinable_in(reading: Reading, row: Row) -> list[int]:
    """The planning years in which a candidate can be joined."""
    starts = [row[column] for column in ("first_year", "condition_year") if given(row[column])]
    last = row["last_year"]
    return [t for t in reading.settings.years if t >= max(starts, default=t) and (not given(last) or t <= last)]


def _agreements(reading: Reading) -> dict[str, Row]:
    return {row["agreement"]: row for _, row in reading.rows("agreements")}


def _window(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """A candidate can be joined in some planning year, and left in some if it says so."""
    first, last, condition = row["first_year"], row["last_year"], row["condition_year"]
    years = reading.settings.years
    if given(last) and given(condition) and condition > last:
        message = f"is after last_year, {last}, {_NEVER}"
        yield origin.issue("agreements", "condition_year", condition, message, "Correct one of the two years.")
    elif years and not joinable_in(reading, row) and not (given(first) and given(last) and first > last):
        column = next(c for c in ("first_year", "condition_year", "last_year") if given(row[c]))
        message = f"leaves no planning year in which to join, {_NEVER}"
        yield origin.issue("agreements", column, row[column], message, "Correct its years.")


def _committed(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """A committed agreement has no window, and is in force in some planning year."""
    for column in ("last_year", "condition_year", "condition"):
        if given(row[column]):
            message = "has no meaning in a committed agreement, which is joined already"
            yield origin.issue("agreements", column, row[column], message, _EMPTY)
    if reading.settings.years and not in_force_in(reading, row):
        column = "first_year" if given(row["first_year"]) else "term_years"
        message = "leaves no planning year in which it is in force"
        yield origin.issue("agreements", column, row[column], message, "Correct its years, or remove the agreement.")


def _cells(origin: Origin, row: Row) -> Iterator[Issue]:
    """Cells that would be ignored without another."""
    if given(row["condition"]) and not given(row["condition_year"]) and row["status"] != "committed":
        message = "is empty, and the agreement has a condition"
        yield origin.issue("agreements", "condition_year", "", message, "Write the first year in which it holds.")
    least, term = row["least_years"], row["term_years"]
    if row["leaving_cost_usd"] > 0 and not given(least):
        message = "is never paid: without least_years the agreement cannot be left"
        cost = f"{row['leaving_cost_usd']:g}"
        yield origin.issue("agreements", "leaving_cost_usd", cost, message, "Write least_years, or clear the cell.")
    if given(least) and given(term) and least >= term:
        message = f"is not below term_years, {term}, so that it can never be left"
        yield origin.issue("agreements", "least_years", least, message, "Leave the cell empty, or write fewer years.")


def _payments(reading: Reading) -> Iterator[Issue]:
    """A payment falls within the term."""
    known = _agreements(reading)
    for origin, row in reading.rows("agreement_payments"):
        term = known.get(row["agreement"], {}).get("term_years")
        if given(term) and row["years_after_joining"] >= term:
            message = f"is after the {term} years of the agreement's term, so that it is never paid"
            value = row["years_after_joining"]
            yield origin.issue("agreement_payments", "years_after_joining", value, message, "Correct one of the two.")


def _pairs(reading: Reading) -> Iterator[Issue]:
    """An agreement stands to another one, in one way, and so that both can be in force where both must be."""
    known = _agreements(reading)
    stated: dict[frozenset[str], str] = {}
    for origin, row in reading.rows("agreement_pairs"):
        name, other, relation = row["agreement"], row["other"], row["relation"]
        if name == other:
            yield origin.issue("agreement_pairs", "other", other, "is the agreement itself", "Name another one.")
            continue
        pair = frozenset((name, other))
        if pair in stated and not (relation == stated[pair] == "requires"):
            message = f"stands to {name} already, by a row that says {stated[pair]}"
            yield origin.issue("agreement_pairs", "other", other, message, "Keep one of the two rows.")
        stated[pair] = relation
        penalty = row["penalty_usd_per_year"]
        if relation == "penalty" and not given(penalty):
            yield origin.issue("agreement_pairs", "penalty_usd_per_year", "", "is empty in a penalty", "Fill it in.")
        if relation != "penalty" and given(penalty):
            message = f"has no meaning in a pair that says {relation}"
            yield origin.issue("agreement_pairs", "penalty_usd_per_year", f"{penalty:g}", message, _EMPTY)
        if relation == "requires" and name in known and other in known and reading.settings.years:
            mine, theirs = in_force_in(reading, known[name]), in_force_in(reading, known[other])
            if mine and theirs and not mine & theirs:
                message = f"is in force in no planning year in which {name} can be"
                yield origin.issue("agreement_pairs", "other", other, message, "Correct the years of one of them.")


def _circles(reading: Reading) -> Iterator[Issue]:
    """No agreement waits for itself."""
    needs: dict[str, list[str]] = {}
    rows = [(origin, row) for origin, row in reading.rows("agreement_pairs") if row["relation"] == "requires"]
    for _, row in rows:
        needs.setdefault(row["agreement"], []).append(row["other"])
    told: set[frozenset[str]] = set()
    for origin, row in rows:
        circle = _way(row["other"], row["agreement"], needs)
        if circle and row["agreement"] != row["other"] and frozenset(circle) not in told:
            told.add(frozenset(circle))
            message = f"goes in a circle: {' -> '.join([row['agreement'], *circle])}"
            yield origin.issue("agreement_pairs", "other", row["other"], message, "Take one of them out.")


def _way(start: str, end: str, needs: dict[str, list[str]]) -> list[str]:
    """The way from one agreement to another along what they require, if there is one."""
    ways, seen = [[start]], {start}
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        for needed in needs.get(way[-1], ()):
            if needed not in seen:
                seen.add(needed)
                ways.append([*way, needed])
    return []


def _effects(reading: Reading) -> Iterator[Issue]:
    """An effect has a target that it can act on, and a value if it needs one."""
    known = _agreements(reading)
    for origin, row in reading.rows("agreement_effects"):
        effect, kind = row["effect"], row["target_kind"]
        if kind not in _KINDS[effect]:
            message = f"is no target of {effect}"
            hint = f"Write {' or '.join(_KINDS[effect])}."
            yield origin.issue("agreement_effects", "target_kind", kind, message, hint)
            continue
        if effect == "unlock" and given(row["value"]):
            message = "has no meaning in an unlock, which opens all of its target"
            yield origin.issue("agreement_effects", "value", f"{row['value']:g}", message, _EMPTY)
        if effect != "unlock" and not given(row["value"]):
            hint = "Write by how much it falls." if effect == "leakage_cut" else "Write how much it adds."
            yield origin.issue("agreement_effects", "value", "", f"is empty in {effect}", hint)
        if kind == "project" and row["ramp_up_years"] > 1:
            message = "has no meaning for a project, which is decided or not"
            yield origin.issue("agreement_effects", "ramp_up_years", row["ramp_up_years"], message, _EMPTY)
        yield from deadline_issues(reading, "agreement_effects", origin, row, known.get(row["agreement"]))
        yield from _target(reading, origin, row)


def deadline_issues(reading: Reading, table: str, origin: Origin, row: Row, agreement: Row | None) -> Iterator[Issue]:
    """An effect can be reached: by joining in time, and before the agreement or the horizon ends."""
    years = reading.settings.years
    if agreement is None or not years or not in_force_in(reading, agreement):
        return
    deadline, committed = row["deadline_year"], agreement["status"] == "committed"
    first = agreement["first_year"] if given(agreement["first_year"]) else years[0]
    starts = [first] if committed else joinable_in(reading, agreement)
    if given(deadline) and deadline < min(starts):
        message = f"is before {min(starts)}, the first year in which {row['agreement']} can be joined"
        yield origin.issue(table, "deadline_year", deadline, message, "Correct one of the two years.")
        return
    last = max(in_force_in(reading, agreement))
    if min(starts) + row["lag_years"] > last:
        message = f"is longer than {row['agreement']} can be in force, until {last}"
        yield origin.issue(table, "lag_years", row["lag_years"], message, "Write fewer years.")


def _target(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """What the effect would change is there to be changed."""
    effect, kind, target = row["effect"], row["target_kind"], row["target"]
    table = _LIMITED.get(kind, "")
    if effect == "capacity" and table and reading.whole(table) and target in reading.keys(table):
        rows = {own[table.removesuffix("s")]: own for _, own in reading.rows(table, written=True)}
        changing = (table, target, "capacity_t_per_year") in reading.changing
        if not given(rows[target]["capacity_t_per_year"]) and not changing:
            message = "has no capacity_t_per_year, that is no limit, to which it could add"
            yield origin.issue("agreement_effects", "target", target, message, f"Give the {kind} its capacity.")
        elif kind == "route" and given(rows[target]["requires_project"]):
            message = f"opens with project {rows[target]['requires_project']}, and an agreement would open it without"
            hint = "Add capacity to a parallel route."
            yield origin.issue("agreement_effects", "target", target, message, hint)
    if effect == "availability_uplift" and given(row["value"]) and kind in _RAISED and reading.whole(_RAISED[kind]):
        base = {own[kind]: own["availability"] for _, own in reading.rows(_RAISED[kind])}.get(target, 0.0)
        base = max(reading.changing.get((_RAISED[kind], target, "availability"), [base]))
        if base <= 1 < base + row["value"]:
            message = f"raises the availability of {target}, {base:g}, above 1"
            value = f"{row['value']:g}"
            yield origin.issue("agreement_effects", "value", value, message, "Write what is missing to 1 at most.")


def _contracts(reading: Reading) -> Iterator[Issue]:
    """A contract, or a project, that is signed or built already cannot wait for an agreement that is not."""
    candidates = {name for name, row in _agreements(reading).items() if row["status"] == "candidate"}
    unlocked = {
        (row["target_kind"], row["target"]): row["agreement"]
        for _, row in reading.rows("agreement_effects")
        if row["effect"] == "unlock"
    }
    for origin, row in reading.rows("contracts"):
        name, needed = row["contract"], row["agreement"]
        own, seller = unlocked.get(("contract", name)), unlocked.get(("supplier", row["supplier"]))
        if needed and own:
            message = f"is needed by column, and {own} unlocks the contract by agreement_effects"
            yield origin.issue("contracts", "agreement", needed, message, "Keep one of the two.")
        waits = needed or own or seller
        if row["status"] == "committed" and waits in candidates:
            message = f"is committed, but waits for {waits}, which is only a candidate"
            yield origin.issue("contracts", "status", row["status"], message, "Correct the status of one of them.")
    for origin, row in reading.rows("projects"):
        opener = unlocked.get(("project", row["project"]))
        if row["status"] == "committed" and opener:
            message = f"is committed, but {opener} is to unlock it"
            yield origin.issue(
                "projects", "status", row["status"], message, "Remove the effect, or correct the status."
            )
