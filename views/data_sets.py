"""The data sets on offer, their policies, and cases made from them: read once for all sessions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

import model
from model import Case, load_case
from model.case.policies import policy_names, read_policy
from views.edits import Edits, edited_tables

if TYPE_CHECKING:
    from model.case.overlay import Overlay

PACKAGE = Path(model.__file__).parent
SHIPPED = (PACKAGE / "_inputs", PACKAGE.parent / "inputs")

Stamp = tuple[tuple[str, int, int], ...]


def inputs_folder() -> Path:
    """Where data sets stand: the folder `inputs` where the app was started, else those that are shipped."""
    folders = (Path("inputs").absolute(), *SHIPPED)
    return next((folder for folder in folders if folder.is_dir()), folders[0])


def data_sets() -> dict[str, str]:
    """The title of each data set that can be solved, by the name of its folder."""
    titles: dict[str, str] = {}
    for file in sorted(inputs_folder().glob("*/dataset.toml")):
        try:
            head = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            head = {}  # it is offered, and says what is wrong with it when it is opened
        if head.get("kind") != "library":
            titles[file.parent.name] = str(head.get("title") or file.parent.name)
    return titles


def policies_of(name: str) -> dict[str, Overlay]:
    """The policies of a data set and of those that it builds on, by name."""
    try:
        folders = base_case(name).draft.policy_folders
    except model.InputError:
        return {}
    found: dict[str, Overlay] = {}
    for policy in policy_names(folders):
        files = (Path(folder) / f"{policy}.toml" for folder in folders)
        found[policy] = read_policy(str(next(file for file in files if file.is_file())))[0]
    return found


def base_case(name: str) -> Case:
    """A data set as its files say, without policies or edits.

    Raises:
        InputError: With every problem.
    """
    return _loaded(str(inputs_folder() / name), _stamp())


def case_of(name: str, edits: Edits = (), policies: tuple[str, ...] = ()) -> Case:
    """A data set with a session's edits, and policies on top.

    Raises:
        InputError: With every problem; rows are those of the edited tables.
    """
    if not edits and not policies:
        return base_case(name)
    return _changed(str(inputs_folder() / name), _stamp(), edits, policies)


def _stamp() -> Stamp:
    """What changes when a file of any data set does."""
    files = sorted(path for path in inputs_folder().glob("**/*") if path.suffix in (".csv", ".toml"))
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


@st.cache_resource(max_entries=8, show_spinner="Reading the data set")
def _loaded(folder: str, stamp: Stamp) -> Case:
    del stamp  # part of the key alone
    return load_case(folder)


@st.cache_resource(max_entries=16, show_spinner="Checking the data set")
def _changed(folder: str, stamp: Stamp, edits: Edits, policies: tuple[str, ...]) -> Case:
    case = _loaded(folder, stamp)
    if edits:
        case = case.replace(**edited_tables(case.tables, edits))
    return case.with_policy(*policies) if policies else case
