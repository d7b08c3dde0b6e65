"""What is built: its capital, what is left of it at the end, and what supports pay towards it and towards purchases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.projects import blocks, money_of, starts
from model.certificate.supports import grants, outlays
from model.certificate.terms import Term

if TYPE_CHECKING:
    from model.certificate.decided import Decided
    from model.certificate.read import Inputs


def annuity_factor(years: Any, rate: float) -> Any:
    """Σ_{s=1..k} (1+r)^−s."""
    return years if rate == 0 else (1.0 - (1.0 + rate) ** -years) / rate


def debt(inputs: Inputs, decided: Decided) -> tuple[pd.Series, float, float]:
    """What is paid on debt by year, what of it is left at the end, and the part of the salvage that it has paid for.

    A loan is followed payment by payment: each is due at the start of a calendar year, the first with the decision.
    """
    projects = inputs.keyed("projects")
    life, block = projects["lifetime_years"].to_dict(), projects["capital_usd_per_block"].to_dict()
    built: dict[Any, dict[Any, float]] = decided["built"].reindex(projects.index).fillna(0.0).to_dict("index")
    rest: dict[Any, dict[Any, float]] = pd.DataFrame(
        rest_of_life(inputs), index=projects.index, columns=list(inputs.years)
    ).to_dict("index")
    payments = dict.fromkeys(range(inputs.years[0], inputs.horizon_end), 0.0)
    left, salvaged = 0.0, 0.0
    rows = inputs["project_finance"]
    for _, row in rows[rows["rate"].notna()].iterrows():
        name, rate = row["project"], 1.0 + row["rate"]
        term = int(life[name] if np.isnan(row["term_years"]) else row["term_years"])
        for year in inputs.years:
            lent = built[name][year] * block[name] * row["share"]
            salvaged += lent * rest[name][year]
            each = lent / sum(rate**-after for after in range(term))
            for due in range(year, year + term):
                if due < inputs.horizon_end:
                    payments[due] += each
                else:
                    left += each * rate ** -(due - inputs.horizon_end)
    worth = {
        year: sum(inputs.discount(due) * payments[due] for due in range(year, year + int(inputs.years_in[year])))
        for year in inputs.years
    }
    return pd.Series(worth) / inputs.annuity, left, salvaged


def finance_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Public money, which is a country's, and what is borrowed."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0)
    public = built.mul(rows["capital_usd_per_block"] * money_of(inputs)["public"], axis=0)
    back = float((public.to_numpy() * rest_of_life(inputs)).sum())
    paid, left, salvaged = debt(inputs, decided)
    country, last = inputs.settings.perspective == "country", inputs.years[-1]
    return {
        "public capital": Term(public.sum(), "one_off", counted=country),
        "salvage of public capital": Term(pd.Series({last: -back}), "final", counted=country),
        "debt service": Term(paid),
        "debt left": Term(pd.Series({last: left}), "final"),
        "salvage of borrowed capital": Term(pd.Series({last: -salvaged}), "final"),
    }


def project_terms(inputs: Inputs, decided: Decided) -> dict[str, Term]:
    """Own capital when decided, fixed cost while on line, and at the end the capital of the years not yet used."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0)
    capital = built.mul(rows["capital_usd_per_block"] * money_of(inputs)["own"], axis=0)
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
