"""Supports: what credits, floors and grants pay by the tables, and that a capped one pays all it can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from model.certificate.contracts import contracts_of, offers
from model.certificate.processing import runs
from model.certificate.projects import money_of
from model.certificate.read import within
from model.certificate.rows import at_most, broken, equal
from model.certificate.where import picks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from model.certificate.decided import Decided
    from model.certificate.read import Inputs
    from model.certificate.rows import Rows


def chosen(inputs: Inputs, support: pd.Series) -> pd.Index:
    """The suppliers, plants or projects that a support picks."""
    table = f"{support['target']}s"
    rows = inputs.keyed(table)
    return rows.index[picks(inputs, table, rows, support["where"]).to_numpy(dtype=bool)]


def rate(inputs: Inputs, support: pd.Series, column: str) -> pd.Series:
    """A rate of a support by year; nothing outside its years."""
    open_years = within(inputs.keyed("supports"), inputs.years).loc[support["support"]]
    stated: pd.Series = inputs.by_year("supports", column).loc[support["support"]]
    return stated.where(open_years, 0.0)


def claims(inputs: Inputs, decided: Decided, support: pd.Series) -> pd.DataFrame:
    """What a credit or a floor owes without its cap, by contract or plant and year; USD/yr."""
    each = rate(inputs, support, "rate_usd_per_t")
    names = chosen(inputs, support)
    if support["target"] == "plant":
        tonnes = runs(inputs, decided).loc[names]
        toll = inputs.by_year("plants", "toll_usd_per_t").loc[names].fillna(np.inf)
        return tonnes * toll.clip(upper=each, axis=1)
    rows = contracts_of(inputs)
    rows = rows[rows["supplier"].isin(names)]
    asked, topped_up, royalty = offers(inputs).values()
    price = (asked + topped_up + royalty).loc[rows.index]
    lifted = decided["lifted"].reindex(rows.index).fillna(0.0)
    if support["kind"] == "floor":
        return lifted * (-price).add(each, axis=1).clip(lower=0.0).where(rows["kind"] != "equity", 0.0, axis=0)
    if inputs.by_year("supports", "rate_share").loc[support["support"]].notna().all():
        return lifted * price * rate(inputs, support, "rate_share")
    return lifted * price.clip(upper=each, axis=1)


def paying(inputs: Inputs) -> Iterator[pd.Series]:
    """The credits and the floors."""
    rows = inputs["supports"]
    for _, row in rows[rows["kind"] != "grant"].iterrows():
        yield row


def capped(inputs: Inputs, decided: Decided, support: pd.Series) -> pd.DataFrame:
    """What a credit or a floor pays: its claims, scaled down to the cap where they are above it; USD/yr."""
    claimed = claims(inputs, decided, support)
    cap = support["cap_usd_per_year"]
    whole = claimed.sum()
    if np.isnan(cap):
        return claimed
    return claimed * np.where(whole > cap, cap / whole.where(whole > 0, 1.0), 1.0)


def grants(inputs: Inputs, decided: Decided) -> pd.DataFrame:
    """What grants pay for each project, by year of decision; USD."""
    rows = inputs.keyed("projects")
    built = decided["built"].reindex(rows.index).fillna(0.0)
    own = rows["capital_usd_per_block"] * money_of(inputs)["own"]
    total = built * 0.0
    for _, support in inputs["supports"][inputs["supports"]["kind"] == "grant"].iterrows():
        names = chosen(inputs, support)
        share = rate(inputs, support, "rate_share")
        block = pd.DataFrame(np.outer(own.loc[names], share), index=names, columns=list(inputs.years))
        total.loc[names] += built.loc[names] * block.clip(upper=np.nan_to_num(support["cap_usd_per_block"], nan=np.inf))
    return total


def side(inputs: Inputs, keys: pd.Index) -> Any:
    """Whether the sellers of some contracts are at home."""
    return contracts_of(inputs).loc[keys, "place"].isin(inputs.settings.buyer).to_numpy(dtype=bool)


def outlays(inputs: Inputs, decided: Decided) -> dict[str, pd.Series]:
    """Credits, and floors at home and abroad, by year; USD/yr."""
    nothing = pd.Series(0.0, index=list(inputs.years))
    found = {"credit": nothing, "home": nothing, "abroad": nothing}
    for support in paying(inputs):
        paid = capped(inputs, decided, support)
        if support["kind"] == "credit":
            found["credit"] = found["credit"] + paid.sum()
        else:
            home = side(inputs, paid.index)
            found["home"] = found["home"] + paid[home].sum()
            found["abroad"] = found["abroad"] + paid[~home].sum()
    return found


def public_money(inputs: Inputs, decided: Decided, where: str = "") -> pd.Series:
    """What the supports that a `where` picks pay over each period, and public capital in such projects; USD."""
    rows = inputs.keyed("supports")
    named = set(rows.index[picks(inputs, "supports", rows, where).to_numpy(dtype=bool)])
    total = pd.Series(0.0, index=list(inputs.years))
    for support in paying(inputs):
        if support["support"] in named:
            total += capped(inputs, decided, support).sum() * inputs.years_in
    only = inputs["supports"][inputs["supports"]["support"].isin(named)].reset_index(drop=True)
    chosen_inputs = type(inputs)({**inputs.tables, "supports": only}, inputs.settings)
    projects = inputs.keyed("projects")
    block = projects["capital_usd_per_block"] * money_of(inputs)["public"]
    block = block.where(picks(inputs, "projects", projects, where).to_numpy(dtype=bool), 0.0)
    built = decided["built"].reindex(projects.index).fillna(0.0)
    return total + grants(chosen_inputs, decided).sum() + built.mul(block, axis=0).sum()


def checks(inputs: Inputs, decided: Decided) -> Iterator[Rows]:
    """What the plan says that capped supports pay, and when it says that they are at their cap."""
    known = inputs["supports"]["support"]
    stated = decided["capped_outlay"]
    yield broken("support is known", [str(name) for name in stated.index.difference(pd.Index(known))])
    for support in paying(inputs):
        name = support["support"]
        if name not in stated.index:
            if not np.isnan(support["cap_usd_per_year"]):
                whole = claims(inputs, decided, support).sum().to_frame(name).T
                most = whole * 0.0 + support["cap_usd_per_year"]
                yield at_most("cap of a support", whole, most)
            continue
        paid = capped(inputs, decided, support).sum().to_frame(name).T
        owed = claims(inputs, decided, support).sum().to_frame(name).T
        yield equal("support pays what it owes", stated.loc[[name]], paid, gross=owed + paid)
        at_cap = decided["at_cap"].reindex([name]).fillna(0.0)
        cap = support["cap_usd_per_year"]
        yield at_most("cap is reached", at_cap * cap, stated.loc[[name]])
        yield at_most("cap is said to be reached", owed * (1 - at_cap), owed * 0.0 + cap, gross=owed)
