"""The European Union: how close it comes to the benchmarks of its Act, and what partnerships add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.casebook.cases.eu.claims import claims
from docs.casebook.cases.eu.drawn import benchmarks, countries, works, worth
from docs.casebook.cases.eu.listed import penalties_table, policies_table, projects_table
from docs.casebook.cases.eu.measured import ACT
from docs.casebook.cases.eu.told import benchmark_figures, frame_figures, graphite_figures, worth_figures
from docs.casebook.page import Page
from docs.casebook.tables import bases_table, gaps_list

if TYPE_CHECKING:
    from docs.casebook.solved import Solved

DATA = "inputs/eu-crma"
GAPS = ("eu-partners-", "eu-rwanda", "eu-47", "eu-zandkopsdrift", "eu-kobaloni", "eu-songwe", "eu-jadar")
GAPS_OF_BASE = ("crma-recycling", "finnish-cobalt-mines", "copper-recycling-rate")


def page(solved: Solved) -> Page:
    """What fills the page."""
    act = solved.plan(ACT)
    figures = {**frame_figures(solved), **benchmark_figures(act), **graphite_figures(act), **worth_figures(solved)}
    tables = {
        "policies": policies_table(solved),
        "penalties": penalties_table(act),
        "projects": projects_table(solved),
        "bases": bases_table(act.case),
        "gaps": gaps_list(act.case, (*GAPS, *GAPS_OF_BASE)),
    }
    pictures = {
        "benchmarks": benchmarks(act),
        "countries": countries(act),
        "built": works(solved),
        "worth": worth(solved),
    }
    return Page(figures, tables, pictures, claims(solved), dict(solved.files))
