"""The United States and the DR Congo: what the partnership of minerals for security is worth, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casebook.asked import agreements_joined, built, joined, shipped
from casebook.cases.us_drc_drawn import WAYS, clause_bars, routes, signing, sources, works
from casebook.cases.us_drc_told import (
    COBALT,
    LATE,
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
from casebook.page import Page
from casebook.tables import Line, bases_table, duties_table, gaps_list, policies_table

if TYPE_CHECKING:
    import pandas as pd

    from casebook.solved import Solved

DATA = "inputs/us-drc"
JOINED = {
    PACT: "partnership", "us-drc-security-1": "training", "us-drc-security-2": "guards", "us-drc-tracing": "tracing",
}  # fmt: skip
SHARE_YEAR = 2035


def page(solved: Solved) -> Page:
    """What fills the page."""
    tight, alone = solved.plan(TIGHT), solved.plan(TIGHT, NEVER)
    years, clauses = solved.worth(PACT, TIGHT)
    easy_years = solved.signing(PACT)
    figures = {
        **frame_figures(solved),
        **policy_figures(solved),
        **rail_figures(solved),
        **supply_figures(tight, alone),
        **worth_figures(years, clauses, easy_years),
    }
    tables = {
        "policies": policies(solved),
        "duties": duties_table(tight.case, PACT, tight),
        "bases": bases_table(solved.case()),
        "gaps": gaps_list(solved.case(), "us-drc"),
    }
    pictures = {
        "sources": sources(tight, alone),
        "signing": signing(years, easy_years),
        "clauses": clause_bars(solved, clauses),
        "built": works(solved),
        "routes": routes(solved),
    }
    return Page(figures, tables, pictures, claims(solved, years, clauses, easy_years), dict(solved.files))


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


def claims(solved: Solved, years: pd.DataFrame, clauses: pd.DataFrame, easy_years: pd.DataFrame) -> dict[str, bool]:
    """What the prose and the titles say beyond the figures."""
    return {}
