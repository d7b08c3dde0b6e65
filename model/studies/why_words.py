"""Why a plan is as it is, in plain words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from model.case.rows import each_row
from model.plan.words import money, percent, plain_number
from model.studies.agreement_words import NOTICED, UNSURE
from model.studies.break_even import BRACKETED, NEVER, NO_PLAN_WITH, NO_PLAN_WITHOUT, STILL_IN
from model.studies.comparing_words import decision_lines, limited, share_lines
from model.studies.forced_words import headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.studies.why import Explanation

MOVES = "What else moves, the most material first (of plans that cost the same, one is shown)"
MOST_DECISIONS, MOST_SHARES = 8, 4
"""Lines told of each; all stand in the table."""
HAD = {"price": ("is bought", "is not bought"), "capital": ("is built", "is not built")}
"""What is said of a plan that has something, and of one that has not, by what is turned; of agreements the last."""
JOINED = ("is joined", "is not joined")
LARGE = 1e6
"""USD from which on cents are not shown."""


def explanation_in_words(told: Explanation) -> Iterator[str]:
    """The plan, each change with what else moves, and the break-evens."""
    yield f"{told.title}: why this plan and no other"
    yield f"The plan of least cost: {money(told.cost)} (present value; {told.status})."
    for row in each_row(told.changes):
        yield ""
        yield from change_lines(told, row)
    if len(told.break_evens):
        yield ""
        yield "Break-evens:"
    for row in each_row(told.break_evens):
        yield f"  - {break_even_words(row)}{unsure_bracket(told, row)}"


def change_lines(told: Explanation, row: Any) -> Iterator[str]:
    """A change: its cost, what it means, and what else moves."""
    yield f"{headed(row.words)}: {verdict(told, row)}{unsure(row)}"
    if row.kept:
        return
    if row.meaning:
        yield f"  {row.meaning}"
    if math.isnan(row.cost_usd):
        return
    moves = told.moves[told.moves["asked"] == row.asked]
    yield f"  {MOVES}:"
    yield from limited(decision_lines(moves), MOST_DECISIONS, "moves")
    shares = share_lines(moves)
    if shares:
        yield "  Which shares move most, by the worth of what moves:"
        yield from limited(shares, MOST_SHARES, "moves")


def verdict(told: Explanation, row: Any) -> str:
    """What a change costs."""
    if row.kept:
        return "so it is in the plan of least cost already; nothing changes."
    if math.isnan(row.cost_usd):
        return f"there is no such plan ({row.status})." if row.status == "infeasible" else f"no plan: {row.status}."
    if abs(row.rise_usd) <= NOTICED * max(1.0, abs(told.cost)):
        return "the plan costs the same."
    if row.rise_usd < 0:
        return f"the plan that was found costs {money(-row.rise_usd)} less: ask for a smaller gap."
    per_t = ""
    if not math.isnan(row.usd_per_t):
        per_t = f", {dollars(row.usd_per_t)} for each tonne of it (tonnes discounted like money)"
    part = percent(row.rise_usd / abs(told.cost)) if told.cost else ""
    return f"the plan costs {money(row.rise_usd)} more ({part}){per_t}."


def unsure(row: Any) -> str:
    """What the gaps of the solves leave open of what a change costs."""
    least, most = row.rise_at_least_usd, row.rise_at_most_usd
    if row.kept or math.isnan(row.cost_usd):
        return ""
    if math.isnan(least) or math.isnan(most):
        return " How exact that is has not been proven."
    if most - least <= max(UNSURE * abs(row.rise_usd), NOTICED * abs(row.cost_usd)):
        return ""
    return f" Proven is that it costs between {money(least)} and {money(most)} more."


def break_even_words(row: Any) -> str:
    """What something costs now, whether it is had, and where that turns."""
    had, without = HAD.get(row.quantity, JOINED)
    called = headed(row.called) if row.called.startswith("the ") else row.called
    now = f"{called} {had if row.had_now else without} at {now_words(row)}"
    count = f"{row.solves} solve{'' if row.solves == 1 else 's'}"
    solves = f"({count})"
    if row.outcome == BRACKETED:
        turn = "leaves" if row.had_now else "enters"
        ends = f"between {dollars(row.in_at)} and {dollars(row.out_at)} {row.unit[4:]}".rstrip()
        return f"{now}. It {turn} the plan {ends}: at the first it {had}, at the second it is not {solves}."
    if row.outcome == NEVER:
        return f"{now}{', and not even at zero' if row.most_now > 0 else ': it does not enter the plan'} {solves}."
    if row.outcome == NO_PLAN_WITH:
        return f"{now}: no plan can have it, whatever it costs {solves}."
    if row.outcome == NO_PLAN_WITHOUT:
        return f"{now}: there is no plan without it, whatever it costs {solves}."
    if row.outcome == STILL_IN:
        return f"{now}, and still {had.removeprefix('is ')} at {dollars(row.in_at)}, the most that was tried {solves}."
    return f"{now}. {known_ends(row)} ({row.outcome}; {count})."


def now_words(row: Any) -> str:
    """`a price of USD 30,000 per t`, or `USD 30,000 to USD 34,000`."""
    ends = dollars(row.least_now)
    if row.most_now > row.least_now:
        ends = f"{ends} to {dollars(row.most_now)}"
    return f"a {row.quantity} of {ends} {row.unit[4:]}".rstrip()


def known_ends(row: Any) -> str:
    """As far as a search came that did not end with a bracket."""
    known = [f"in at {dollars(row.in_at)}"] if not math.isnan(row.in_at) else []
    known += [f"out at {dollars(row.out_at)}"] if not math.isnan(row.out_at) else []
    return f"Known is: {' and '.join(known)}" if known else "Nothing more is known"


def unsure_bracket(told: Explanation, row: Any) -> str:
    """What the gaps of the solves leave open of a break-even."""
    if row.gap_usd <= NOTICED * abs(told.cost):
        return ""
    return f" By the plans that were found: those within {money(row.gap_usd)} of the best are not told apart."


def dollars(usd: float) -> str:
    """`USD 29,880`: all digits of what was tried."""
    return f"USD {plain_number(usd if abs(usd) < LARGE else round(usd))}"
