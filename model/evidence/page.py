"""The page of the docs on the data sets that come with Orefolio: docs/data.md."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from model.case import Case, load_case
from model.evidence.markdown import markdown_table
from model.evidence.policies import policy_costs
from model.evidence.report import data_report
from model.plan.words import money
from model.solving import solve

if TYPE_CHECKING:
    from model.plan import Plan

LIBRARY = "world"
BUYERS = ("usa", "eu")
INTRODUCTION = """\
# The data sets that come with Orefolio

Written by `python -m model.evidence`; `orefolio validate TARGET --report` prints the part of one data set, be it your
own.

`inputs/world` is the supply side, a library; `inputs/usa` and `inputs/eu` are buyers built on it. Every row names its
`source` (a row of `sources.csv`) and its `basis`; the table `provenance` does so for single cells, and says how a
derived figure was computed.

| basis | meaning |
| --- | --- |
| reported | the publisher's own figure, perhaps rounded |
| derived | arithmetic on published figures |
| illustrative | no published figure was at hand: an order of magnitude that somebody chose, to be replaced by yours |

An illustrative figure is not evidence. A plan lists those that carry most of its cost.

Refined output by country is a rounded published share times an open world total, since the tables themselves may not
be reproduced. Output of the last year stands for capacity where no capacity is published. Mines and refiners stand
side by side: a country's ore is sold by its mine, and is also inside its refined output, so that capacities of two
stages must not be added. "Other countries" are those that a publisher does not name; nothing can be bought from them.

**Reach** is the share of a supplier's capacity that the buyer can have: its share of world use, or twice its imports
of 2024 over the supplier's output where that is more; all of what is at home. The factor of two is a choice: a buyer
who pays can draw more than it does today, but not everything. `reach_note` says for each supplier what was taken.
"""
POLICIES_TOLD = """\
Each policy on its own, present value: its cost, how much that is more than the base plan's, and how much of it is paid
for breaking soft rules, which are named with their minerals; the run of a policy names the years too. A difference
below 0.01 % of the cost says nothing. What goes short does so within today's reach and with the candidate projects of
the data set: nobody else's new mines are in it."""
LICENCES = """\
## Licences

USGS: public domain. World Bank (governance), WRI Aqueduct, Ember by Our World in Data: CC BY 4.0. Istrate et al.,
Busch et al.: MIT. Natural Earth: public domain. searoute: Apache-2.0. BGS, Yale, CEPII, UNDP, European Commission and
companies: single figures, cited. IEA: single rounded shares and factors, cited; none of its tables is reproduced, and
whoever needs them should get them from the IEA under its terms. Several figures were read in public mirrors that
`sources.csv` names: check the publisher's own edition before relying on one.

`views/charts/world_110m.geojson` holds the country shapes of the app: Natural Earth 1:110m (public domain), by way of
world-atlas 2.0.2, keyed by ISO 3166-1 alpha-3, with Malta, Singapore, Hong Kong and Saint Vincent from 1:50m.
Boundaries are Natural Earth's de facto lines and imply no position.
"""


def data_page(inputs: Path = Path("inputs")) -> str:
    """The whole page: an introduction, the library, each buyer with its base plan, and the licences."""
    library = load_case(inputs / LIBRARY)
    buyers = [load_case(inputs / name) for name in BUYERS]
    parts = [INTRODUCTION, library_part(library), *(buyer_part(case, library) for case in buyers), LICENCES]
    return "\n".join(parts)


def library_part(library: Case) -> str:
    """The report of the supply side, and the publications that its figures come from."""
    return f"{head(library)}\n{data_report(library)}\n{sources(library)}"


def buyer_part(case: Case, library: Case) -> str:
    """What a buyer's data set adds to the library, what its base plan rests on, and what each policy costs."""
    base = solve(case)
    return f"{head(case)}\n{data_report(case, base, beyond=library)}\n{policies(case, base)}"


def policies(case: Case, base: Plan) -> str:
    """What each policy costs against the base plan, and what it cannot reach."""
    table = policy_costs(case, base)
    for column in ("cost_usd", "more_usd", "penalties_usd"):
        table[column] = table[column].map(money)
    table = table.rename(columns=lambda name: name.removesuffix("_usd"))
    return f"### What the policies cost\n\n{POLICIES_TOLD}\n\n{markdown_table(table)}\n"


def head(case: Case) -> str:
    """The name and description of a data set."""
    return f"## `inputs/{case.name}`: {case.settings.title}\n\n{case.settings.description}\n"


def sources(case: Case) -> str:
    """The publications that figures come from."""
    rows = case.filled("sources")[["source", "title", "publisher", "edition"]]
    return f"### Sources\n\n{markdown_table(rows)}\n"
