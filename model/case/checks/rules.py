"""Checks of rules: each kind has cells that it needs, and cells that it cannot use."""

from __future__ import annotations

from collections.abc import Iterator

from model.case.checks.concentration import concentration_issues
from model.case.checks.gates import gate_issues
from model.case.reading import Reading, given
from model.case.records import Origin, Row
from model.case.where import WhereError, check_where, parse_where
from model.errors import Issue
from model.schema.rules import GATED

_NEEDED = {
    "share": ("limit",),
    "average": ("indicator", "stage", "limit"),
    "exclude": (),
    "total": ("limit",),
    "cost": ("limit",),
    "budget": ("limit",),
    "cover": ("limit",),
    "certified": ("stage", "limit"),
    "gate": ("of",),
    "shortage": ("limit",),
    "hhi": ("per", "limit"),
}
_MEANT_FOR: dict[str, dict[object, tuple[str, ...]]] = {
    "indicator": {"": ("average", "exclude", "total", "cost")},
    "mineral": {"": ("share", "average", "exclude", "total", "cost", "cover", "certified", "gate", "shortage", "hhi")},
    "stage": {"": ("share", "average", "exclude", "total", "cost", "cover", "certified", "gate", "hhi")},
    "of": {
        "consumption": ("share", "budget", "certified", "gate"),
        "shipped": ("share", "exclude", "total", "cost", "budget", "gate", "hhi"),
    },
    "weight": {"value": ("average",)},
    "period": {"horizon": ("total", "budget", "shortage")},
    "sense": {
        "min": ("share", "average", "cover", "certified"),
        "max": ("share", "average", "total", "budget", "shortage", "hhi"),
    },
    "missing": {"ignore": ("average", "exclude", "total", "cost")},
    "unknown_origin": {"own": ("share", "average", "hhi"), "worst": ("share", "average")},
}
"""The kinds of rule in which a value of a column (any value: "") means something; defaults may stand anywhere."""
_SHIPPED_GROUPS = ("chokepoint", "route")
_BUDGETED = {
    "capital": ("projects", "contracts"),
    "own_money": ("projects", "contracts"),
    "public_money": ("supports", "projects"),
}
"""What can be budgeted, and the tables that the `where` of such a budget speaks of."""
_SPEAKS_OF = {"cover": ("stockpiles",)}


def rule_issues(reading: Reading) -> Iterator[Issue]:
    """Everything that does not fit in the table of rules."""
    for origin, row in reading.rows("rules"):
        for check in (_needed, _limit, _where):
            yield from check(reading, origin, row)
        for own_check in (_group, _counted, _penalty, _meant):
            yield from own_check(origin, row)
        yield from gate_issues(reading, origin, row)
        yield from concentration_issues(reading, origin, row)


def _is_shipped(row: Row) -> bool:
    return row["of"] == "shipped" or row["per"] in _SHIPPED_GROUPS


def _has_limit(reading: Reading, row: Row) -> bool:
    return given(row["limit"]) or ("rules", row["rule"], "limit") in reading.changing


def _needed(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    kind = row["kind"]
    needed = _NEEDED[kind] + (("stage",) if kind in ("share", "hhi") and not _is_shipped(row) else ())
    for column in needed:
        if not (_has_limit(reading, row) if column == "limit" else given(row[column])):
            yield origin.issue("rules", column, "", f"is empty, but a rule of kind {kind} needs it", "Fill it in.")
    if kind != "exclude":
        return
    if _has_limit(reading, row) != given(row["indicator"]):
        column, other = ("indicator", "limit") if _has_limit(reading, row) else ("limit", "indicator")
        message = f"is empty, but the rule has a value in {other}"
        hint = "To exclude by an indicator, write both; otherwise neither."
        yield origin.issue("rules", column, "", message, hint)
    elif not given(row["indicator"]) and not any(given(row[c]) for c in ("where", "mineral", "stage")):
        yield origin.issue(
            "rules", "where", "", "is empty, so that the rule excludes everything", "Write what it excludes."
        )


def _limit(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """The limit of a share is a share."""
    if row["kind"] not in ("share", "certified", "shortage"):
        return
    for limit in [row["limit"], *reading.changing.get(("rules", row["rule"], "limit"), [])]:
        if given(limit) and not 0 <= limit <= 1:
            hint = (
                f"Write a fraction: {limit / 100:.12g} for {limit:g} %." if 1.5 < limit <= 100 else "Write a fraction."
            )
            yield origin.issue("rules", "limit", f"{limit:g}", "is not between 0 and 1, as a share is", hint)


def _group(origin: Origin, row: Row) -> Iterator[Issue]:
    kind, per = row["kind"], row["per"]
    if kind == "share" and not per and not given(row["where"]) and row["of"] in ("", "supply"):
        message = "is empty, and so is where: the share of everything in everything is 1"
        yield origin.issue("rules", "per", "", message, "Write per, such as place, or a group in where.")
    if not per or kind in ("share", "hhi") or (kind == "cost" and per == "supplier"):
        return
    hint = "A cost may be per supplier; leave the cell empty otherwise." if kind == "cost" else "Leave the cell empty."
    yield origin.issue("rules", "per", per, f"has no meaning in a rule of kind {kind}", hint)


def _counted(origin: Origin, row: Row) -> Iterator[Issue]:
    """What is counted must be something that the kind, and the groups, can count."""
    kind, of, per = row["kind"], row["of"], row["per"]
    if kind == "budget" and of not in ("", *_BUDGETED):
        hint = "Write capital, own_money or public_money, or leave the cell empty."
        yield origin.issue("rules", "of", of, "cannot be budgeted", hint)
    elif of in GATED and kind != "gate":
        yield origin.issue("rules", "of", of, "is only for a gate", "Write supply, consumption or shipped.")
    elif kind != "budget" and of in _BUDGETED:
        yield origin.issue("rules", "of", of, "is only for a budget", "Write supply, consumption or shipped.")
    elif kind != "gate" and per in _SHIPPED_GROUPS and of not in ("", "shipped"):
        message = f"does not pass a {per}: only what is shipped does"
        yield origin.issue("rules", "of", of, message, "Write shipped, or leave the cell empty.")


def _penalty(origin: Origin, row: Row) -> Iterator[Issue]:
    """A cost has no penalty, a rule has one at most, and a multiple needs a breach in contained tonnes."""
    if row["kind"] == "cost" and given(row["soft_penalty_usd"]):
        message = "has no meaning in a rule of kind cost, which is paid, not kept"
        yield origin.issue(
            "rules", "soft_penalty_usd", f"{row['soft_penalty_usd']:g}", message, "Leave the cell empty."
        )
    if row["kind"] == "shortage" and row["period"] == "horizon":
        for column in ("soft_penalty_usd", "soft_penalty_multiple"):
            if given(row[column]):
                message = "has no meaning in a shortage over the horizon, which is kept"
                yield origin.issue("rules", column, f"{row[column]:g}", message, "Leave the cell empty.")
        return
    if not given(row["soft_penalty_multiple"]):
        return
    column, value = "soft_penalty_multiple", f"{row['soft_penalty_multiple']:g}"
    if row["kind"] not in ("share", "cover", "certified", "shortage", "hhi"):
        message = f"has no meaning in a rule of kind {row['kind']}, whose breach is in no mineral's tonnes"
        hint = "Leave the cell empty." if row["kind"] == "cost" else "Write soft_penalty_usd instead."
        yield origin.issue("rules", column, value, message, hint)
    elif given(row["soft_penalty_usd"]):
        message = "stands beside soft_penalty_usd, and a rule has one penalty"
        yield origin.issue("rules", column, value, message, "Leave one of the two cells empty.")


def _meant(origin: Origin, row: Row) -> Iterator[Issue]:
    """A cell that the kind would ignore is a mistake; so are groups that shipments do not have."""
    kind = row["kind"]
    for column, meant in _MEANT_FOR.items():
        value = row[column]
        kinds = meant.get(value, meant.get("")) if given(value) else None
        if kinds is not None and kind not in kinds:
            yield origin.issue(
                "rules", column, value, f"has no meaning in a rule of kind {kind}", "Leave the cell empty."
            )
    unknown = {"share": ("owner", "supplier", "tag"), "hhi": ("owner", "supplier")}.get(kind, ())
    if row["of"] == "shipped" and row["per"] in unknown:
        hint = "Write place (the origin), chokepoint or route, or count supply."
        hint = hint.replace(", chokepoint or", " or") if kind == "hhi" else hint
        yield origin.issue("rules", "per", row["per"], "is not known of what is shipped", hint)


def _where(reading: Reading, origin: Origin, row: Row) -> Iterator[Issue]:
    """The words must be those of the tables that the rule speaks of."""
    if row["kind"] == "shortage":
        if given(row["where"]):
            message = "has no meaning in a rule of kind shortage, which speaks of all that is asked for"
            yield origin.issue("rules", "where", row["where"], message, "Leave the cell empty.")
        return
    if not reading.whole("places", "owners", "materials", "material_minerals"):
        return
    tables: tuple[str, ...] = ("routes",) if _is_shipped(row) else _SPEAKS_OF.get(row["kind"], ("suppliers", "plants"))
    if row["kind"] == "budget":
        tables = _BUDGETED.get(row["of"], _BUDGETED["capital"])
    if row["kind"] == "gate":
        tables = (row["of"],) if row["of"] in GATED else ()
    if not tables or not reading.knows(*tables):
        return
    try:
        check_where(parse_where(row["where"]), tables, reading.filled)
    except WhereError as error:
        message = f"{error.message} in {row['where']!r}" if error.value != row["where"].strip() else error.message
        yield origin.issue("rules", "where", error.value, message, error.hint)
