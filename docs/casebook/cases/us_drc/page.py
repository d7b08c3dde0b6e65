"""The United States and the DR Congo: what the partnership of minerals for security is worth, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.casebook.cases.us_drc.claims import claims
from docs.casebook.cases.us_drc.drawn import clause_bars, routes, signing, sources, works
from docs.casebook.cases.us_drc.told import (
    COBALT,
    LATE,
    NAMES,
    NEVER,
    NO_RAIL,
    NOW,
    PACT,
    TIGHT,
    frame_figures,
    policy_figures,
    rail_figures,
    supply_figures,
    worth_figures,
)
from docs.casebook.page import Page
from docs.casebook.tables import Line, bases_table, called, duties_table, gaps_list, policies_table

if TYPE_CHECKING:
    from docs.casebook.solved import Solved

DATA = "inputs/us-drc"
JOINED = {
    PACT: "partnership", "us-drc-security-1": "training", "us-drc-security-2": "guards", "us-drc-tracing": "tracing",
}  # fmt: skip
SHARE_YEAR = 2035


def page(solved: Solved) -> Page:
    """What fills the page."""
    tight, alone = solved.plan(TIGHT), solved.plan(TIGHT, NEVER)
    figures = {
        **frame_figures(solved),
        **policy_figures(solved),
        **rail_figures(solved),
        **supply_figures(tight, alone),
        **worth_figures(solved),
    }
    tables = {
        "policies": policies(solved),
        "duties": duties_table(tight.case, PACT, tight, called(tight.case, NAMES)),
        "bases": bases_table(solved.case()),
        "gaps": gaps_list(solved.case(), "us-drc"),
    }
    pictures = {
        "sources": sources(tight, alone),
        "signing": signing(solved),
        "clauses": clause_bars(solved),
        "built": works(solved),
        "routes": routes(solved),
    }
    return Page(figures, tables, pictures, claims(solved), dict(solved.files))


def policies(solved: Solved) -> str:
    """The policies, each beside the free choice in its own market."""
    easy, tight = solved.plan(), solved.plan(TIGHT)
    lines = [
        Line("**Market as expected**, free to sign", easy, None),
        Line("never signed", solved.plan(NEVER), easy),
        Line("held to it from the first year", solved.plan(NOW), easy),
        Line("late peace", solved.plan(LATE), easy),
        Line("no Lobito line", solved.plan(NO_RAIL), easy),
        Line("nothing from China", solved.plan("without-china"), easy),
        Line("**Tight market**, free to sign", tight, None),
        Line("never signed", solved.plan(TIGHT, NEVER), tight),
        Line("late peace", solved.plan(TIGHT, LATE), tight),
        Line("no Lobito line", solved.plan(TIGHT, NO_RAIL), tight),
    ]
    return policies_table(lines, COBALT, ("cobalt", "processing", SHARE_YEAR), JOINED)
