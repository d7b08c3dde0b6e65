"""What a session has chosen: data set, policies and run, mirrored in the URL so that a page can be shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from views.data_sets import data_sets, policies_of

if TYPE_CHECKING:
    from views.edits import Edits

EXAMPLE = "usa"
"""The data set that the app opens on."""


@dataclass(frozen=True)
class Choice:
    """What is looked at.

    Attributes:
        data_set: The name of a data set's folder; empty where there is none.
        policies: Its policies, in the order in which they apply.
        run: The run that was opened; empty for the one that belongs to the data set and policies.
    """

    data_set: str
    policies: tuple[str, ...] = ()
    run: str = ""


def choice() -> Choice:
    """The session's choice; a new session takes it from the URL, as far as it names what exists."""
    if "choice" not in st.session_state:
        st.session_state["choice"] = _from_url()
    chosen: Choice = st.session_state["choice"]
    _mirror(chosen)
    return chosen


def choose(**changes: Any) -> None:
    """Changes the choice; another data set has no policies and no run, other policies have no run yet."""
    chosen = choice()
    if changes.get("data_set", chosen.data_set) != chosen.data_set:
        chosen = Choice(chosen.data_set)
    elif changes.get("policies", chosen.policies) != chosen.policies:
        chosen = replace(chosen, run="")
    st.session_state["choice"] = replace(chosen, **changes)
    _mirror(st.session_state["choice"])


def applied_edits() -> Edits:
    """The edits of the chosen data set that have been applied: checked, and part of the case."""
    found: Edits = st.session_state.get("applied", {}).get(choice().data_set, ())
    return found


def drafted_edits() -> Edits:
    """The edits of the chosen data set, also those not yet applied."""
    found: Edits = st.session_state.get("drafted", {}).get(choice().data_set, ())
    return found


def keep_edits(edits: Edits, *, applied: bool) -> None:
    """Keeps the edits of the chosen data set for the session; nothing is written to the data set."""
    name = choice().data_set
    for kept in ("drafted", "applied") if applied else ("drafted",):
        st.session_state[kept] = {**st.session_state.get(kept, {}), name: edits}
    if applied:
        choose(run="")


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _from_url() -> Choice:
    known = list(data_sets())
    asked = st.query_params.get("data", "")
    name = asked if asked in known else EXAMPLE if EXAMPLE in known else next(iter(known), "")
    policies = policies_of(name) if name else {}
    wanted = dict.fromkeys(st.query_params.get_all("policy"))
    return Choice(name, tuple(policy for policy in wanted if policy in policies), st.query_params.get("run", ""))


def _mirror(chosen: Choice) -> None:
    wanted: dict[str, str | list[str]] = {"data": chosen.data_set}
    if chosen.policies:
        wanted["policy"] = list(chosen.policies)
    if chosen.run:
        wanted["run"] = chosen.run
    present = {name: st.query_params.get_all(name) for name in ("data", "policy", "run")}
    if present != {name: [value] if isinstance(value := wanted.get(name, []), str) else value for name in present}:
        st.query_params.from_dict(wanted)
