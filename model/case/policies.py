"""Policies: found by name or path, with those that they extend, and applied one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from model.case.apply import apply_overlay
from model.case.dataset import read_toml
from model.case.draft import Draft
from model.case.narrow import LeftOut
from model.case.nearest import suggestion
from model.case.overlay import Overlay, read_overlay
from model.case.sources import join
from model.errors import Issue


def apply_policies(
    draft: Draft, policies: Iterable[str | Path], *, altered: Callable[[str, Overlay], Overlay] | None = None
) -> tuple[Draft, list[Issue]]:
    """The draft with policies on it, in order, and what is wrong with them.

    Args:
        draft: The draft.
        policies: Policies by name or path.
        altered: What becomes of the overlay in a file before it is applied.
    """
    issues: list[Issue] = []
    for policy in policies:
        chain, found = policy_chain(policy, draft)
        issues += found
        for path, overlay in chain:
            if path in draft.applied:
                note = f"policy {overlay.policy} is applied once, though it is named twice"
                draft = replace(draft, notes=(*draft.notes, note))
                continue
            used = altered(path, overlay) if altered else overlay
            draft, found = apply_overlay(draft, used, left_out=_left_out(draft, path))
            draft = replace(draft, applied=(*draft.applied, path))
            issues += found
        draft = replace(draft, policies=(*draft.policies, Path(policy).stem if _is_path(policy) else str(policy)))
    return draft, issues


def policy_chain(policy: str | Path, draft: Draft) -> tuple[list[tuple[str, Overlay]], list[Issue]]:
    """A policy on a draft after those that it extends, each with its path, and what is wrong with them."""
    return _with_extended(policy, draft.policy_folders, draft.file)


def _left_out(draft: Draft, path: str) -> LeftOut | None:
    """What the data set leaves out of the one in whose folder a policy stands; None where it takes all of it."""
    folder = str(Path(path).parent)
    return next((left for own, left in draft.left_out.items() if str(Path(own).resolve()) == folder), None)


def policy_names(folders: Iterable[str]) -> list[str]:
    """The names of the policies in some folders."""
    found = (path.stem for folder in folders if Path(folder).is_dir() for path in Path(folder).glob("*.toml"))
    return sorted(set(found))


def read_policy(file: str) -> tuple[Overlay, list[Issue]]:
    """The policy in a file, and what is wrong with it."""
    contents, issues = read_toml(Path(file), file)
    if issues:
        return Overlay(file, Path(file).stem), issues
    return read_overlay(contents, file, Path(file).stem)


def _is_path(policy: str | Path) -> bool:
    return isinstance(policy, Path) or policy.endswith(".toml")


def _with_extended(
    policy: str | Path, folders: tuple[str, ...], asked_by: str, above: tuple[str, ...] = ()
) -> tuple[list[tuple[str, Overlay]], list[Issue]]:
    """A policy after those that it extends, each with its path, and what is wrong with them."""
    file = str(policy) if _is_path(policy) and not above else _find(str(policy), folders)
    if file is None or not Path(file).is_file():
        known = policy_names(folders)
        hint = suggestion(str(policy), known) if known else "Its folder has no policies."
        return [], [Issue(asked_by, value=str(policy), message="has no such policy", hint=hint)]
    path = str(Path(file).resolve())
    if path in above:
        names = " -> ".join(Path(item).stem for item in (*above[above.index(path) :], path))
        return [], [Issue(file, column="extends", message=f"goes in a circle: {names}", hint="Take one of them out.")]
    overlay, issues = read_policy(file)
    chain: list[tuple[str, Overlay]] = []
    for name in overlay.extends:
        near = (str(Path(file).parent), *folders)
        more, found = _with_extended(name, near, file, (*above, path))
        chain += [item for item in more if item[0] not in {known for known, _ in chain}]
        issues += found
    return [*chain, (path, overlay)], issues


def _find(name: str, folders: tuple[str, ...]) -> str | None:
    """The file of the policy of that name, as the user would name it; None if there is none.

    A name is no path: nothing outside the folders is ever read on a policy's word.
    """
    if Path(name).name != name:
        return None
    files = (join(folder, f"{name}.toml") for folder in folders)
    return next((file for file in files if Path(file).is_file()), None)
