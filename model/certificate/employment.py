"""Jobs that agreements ask for while they are in force, at projects on line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from model.certificate.obliged import label, reached
from model.certificate.projects import blocks
from model.certificate.read import items
from model.certificate.rows import at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def jobs(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """Jobs at each project, by year."""
    each = inputs.keyed("projects")["jobs_per_block"]
    return blocks(inputs, decided, ramped=False).mul(each, axis=0)


def checks(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """Every obligation to give jobs.

    Args:
        inputs: The inputs.
        decided: The decisions.
    """
    rows = inputs["agreement_obligations"]
    for _, row in rows[rows["obligation"] == "local_jobs"].iterrows():
        column = "project" if row["target_kind"] == "project" else "place"
        counted = inputs["projects"][column].isin(items(row["target"])).to_numpy(dtype=bool)
        held = jobs(inputs, decided)[counted].sum().to_frame(label(row)).T
        share, stands = reached(inputs, decided, row)
        since = max((year for year in inputs.years if not year > row["by_year"]), default=inputs.years[0])
        first = inputs.years[0] if pd.isna(row["by_year"]) else since
        due = [row["value"] * float(year >= first) for year in inputs.years]
        owed = pd.DataFrame([(share * stands).sum(axis=0) * due], index=[label(row)], columns=list(inputs.years))
        yield at_most("least jobs", owed, held)
