"""A plan on disk: a folder with its tables, its inputs, how it was solved, and the summary in words."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import pandas as pd

from model.atomic import whole_folder
from model.case import load_case
from model.case.digest import case_hash
from model.errors import InputError, Issue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from model.case import Case
    from model.plan.plan import Plan

FORMAT = 1
"""Raised when a folder written before can no longer be read as it is."""
HEAD = "plan.json"
PACKAGES = ("orefolio", "pyomo", "highspy", "pandas")


def is_plan_folder(folder: Path) -> bool:
    """Whether a folder holds a plan."""
    return (folder / HEAD).is_file()


def run_name(case: Case) -> str:
    """What the folder of a case's plan is called: the case's name and the start of the hash of its inputs."""
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', case.name).strip('.-') or 'case'}-{case_hash(case)[:8]}"


def check_plan_folder(folder: Path) -> None:
    """A plan may take the place of a plan, and of nothing else.

    Raises:
        InputError: The folder holds something else.
    """
    if folder.exists() and not is_plan_folder(folder) and (not folder.is_dir() or any(folder.iterdir())):
        message, hint = "exists already and holds no plan", "Choose another folder, or empty it."
        raise InputError([Issue(str(folder), message=message, hint=hint)])


def write_plan(plan: Plan, folder: Path) -> None:
    """See `Plan.write`."""
    check_plan_folder(folder)
    with whole_folder(folder) as unfinished:
        write_frames(plan.frames, unfinished / "frames")
        write_frames(plan.variables, unfinished / "variables")
        plan.case.write(unfinished / "inputs")
        (unfinished / "summary.txt").write_text(plan.summary + "\n", encoding="utf-8")
        head = json.dumps(plain(head_of(plan)), indent=2, ensure_ascii=False, allow_nan=False)
        (unfinished / HEAD).write_text(head + "\n", encoding="utf-8")


def head_of(plan: Plan) -> dict[str, Any]:
    """What `plan.json` says."""
    return {
        "format": FORMAT,
        "case": plan.case.name,
        "policies": plan.case.policies,
        "notes": plan.case.notes,
        "inputs_sha256": case_hash(plan.case),
        "status": plan.status,
        "objective_usd": plan.objective,
        "bound_usd": plan.bound,
        "gap": plan.gap,
        "seconds": plan.seconds,
        "options": plan.options,
        "size": plan.size,
        "assumptions": plan.assumptions,
        "certificate": plan.certificate,
        "versions": versions(),
        "frames": tuple(plan.frames),
        "variables": tuple(plan.variables),
    }


def versions() -> dict[str, str | None]:
    """The installed versions of what makes a plan; None for one that runs without being installed."""
    return {name: installed(name) for name in PACKAGES}


def installed(package: str) -> str | None:
    """The version of an installed package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def plain(value: Any) -> Any:
    """A value as JSON can say it: what is not a finite number is null."""
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def write_frames(frames: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """A parquet file each."""
    folder.mkdir()
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)


def read_plan(folder: Path) -> dict[str, Any]:
    """The attributes of the plan in a folder: see `Plan.read`."""
    head = read_head(folder)
    case = read_inputs(folder / "inputs", head)
    return {
        "case": case,
        "status": head["status"],
        "objective": head["objective_usd"],
        "bound": head["bound_usd"],
        "gap": head["gap"],
        "seconds": head["seconds"],
        "options": head["options"],
        "size": {name: math.nan if value is None else value for name, value in head["size"].items()},
        "assumptions": tuple(head["assumptions"]),
        "certificate": str(head.get("certificate", "")),
        "frames": read_frames(folder / "frames", head["frames"]),
        "variables": read_frames(folder / "variables", head["variables"]),
    }


def read_head(folder: Path) -> dict[str, Any]:
    """What `plan.json` says.

    Raises:
        InputError: It is not there, damaged, or of another format.
    """
    file = str(folder / HEAD)
    try:
        head = json.loads((folder / HEAD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        message, hint = "is missing", "A run is a folder that orefolio solve has written."
        raise InputError([Issue(file, message=message, hint=hint)]) from None
    except ValueError as error:
        raise InputError([Issue(file, message=f"is damaged: {error}", hint="Solve again.")]) from error
    found = head.get("format") if isinstance(head, dict) else None
    if found != FORMAT:
        message = f"is of format {found}, and this version reads format {FORMAT}"
        raise InputError([Issue(file, message=message, hint="Solve again.")])
    return dict(head)


def read_inputs(folder: Path, head: Mapping[str, Any]) -> Case:
    """The case that a plan was made for, with the name and policies that it had.

    Raises:
        InputError: The tables are no longer valid, or not those of the plan.
    """
    read = load_case(folder)
    named = {"name": head["case"], "policies": tuple(head["policies"]), "notes": tuple(head["notes"])}
    case = replace(read, draft=replace(read.draft, **named), **named)
    if case_hash(case) != head["inputs_sha256"]:
        message, hint = "are not the inputs that the plan was made for: they have been changed", "Solve again."
        raise InputError([Issue(str(folder), message=message, hint=hint)])
    return case


def read_frames(folder: Path, names: list[str]) -> dict[str, pd.DataFrame]:
    """The frames of those names.

    Raises:
        InputError: One is missing or damaged.
    """
    frames, issues = {}, []
    for name in names:
        file = folder / f"{name}.parquet"
        try:
            frames[name] = pd.read_parquet(file)
        except (OSError, ValueError) as error:
            message = "is missing" if isinstance(error, FileNotFoundError) else "is damaged"
            issues.append(Issue(str(file), message=message, hint="Solve again."))
    if issues:
        raise InputError(issues)
    return frames
