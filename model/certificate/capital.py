"""What is built: its capital, what is left of it at the end, and what supports pay towards it and towards purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.projects import blocks, starts
from model.certificate.supports import grants, outlays
from model.certificate.terms import Term

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs


def annuity_factor(years: Any, rate: float) -> Any:
    """Σ_{s=1..k} (1+r)^−s."""
    return years if rate == 0 else (1.0 - (1.0 + rate) ** -years) / rate


def project_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Capital when decided, fixed cost while on line, and at the end the capital of the years not yet used."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0)
    capital = built.mul(rows["capital_usd_per_block"], axis=0)
    rest = float((capital.to_numpy() * rest_of_life(inputs)).sum())
    fixed = blocks(inputs, decided, ramped=False).mul(rows["fixed_cost_usd_per_block_per_year"], axis=0)
    return {
        "project capital": Term(capital.sum(), "one_off"),
        "project fixed cost": Term(fixed.sum()),
        "salvage": Term(pd.Series({inputs.years[-1]: -rest}), "final"),
    }


def rest_of_life(inputs: Inputs) -> Any:
    """What is left of a block at the horizon's end, as a part of its capital, by project and year of decision."""
    life = inputs.keyed("projects")["lifetime_years"].to_numpy()[:, None]
    left = np.clip(starts(inputs).to_numpy() + life - inputs.horizon_end, 0.0, life)
    rate = inputs.settings.discount_rate
    return annuity_factor(left, rate) / annuity_factor(life, rate)


def support_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Supports: credits and grants are a firm's gain, floors abroad a country's loss, the rest is a transfer."""
    firm = inputs.settings.perspective == "firm"
    paid = outlays(inputs, decided)
    granted = grants(inputs, decided)
    back = float((granted.to_numpy() * rest_of_life(inputs)).sum())
    return {
        "support credits": Term(-paid["credit"], counted=firm),
        "floors at home": Term(paid["home"], counted=False),
        "floors abroad": Term(paid["abroad"], counted=not firm),
        "grants": Term(-granted.sum(), "one_off", counted=firm),
        "salvage of grants": Term(pd.Series({inputs.years[-1]: back}), "final", counted=firm),
    }
