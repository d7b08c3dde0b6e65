"""`orefolio compare`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from model.case import load_case
from model.case.digest import case_hash
from model.cli.agreeing import check_folder, check_options
from model.cli.asked import read_asked
from model.cli.endings import ERROR
from model.cli.progress import shown_progress
from model.cli.solving import as_text, failure, run_of_case
from model.cli.targets import RUNS, locate
from model.errors import InputError, Issue, NoPlanError
from model.solver import Status
from model.store import Store
from model.store.identity import solver_options
from model.studies import Comparison, compare_policies
from model.studies.comparison_files import content, is_comparison, write_comparison

if TYPE_CHECKING:
    from collections.abc import Callable

    from model.case import Case
    from model.plan import Plan
    from model.solver import Progress

OPTION = "--policy"
JOIN = "+"
"""Between policies that are combined in one plan."""
BASE = "base"
"""What the data set as it is is called."""


@dataclass(frozen=True, kw_only=True)
class Wished:
    """What `compare` is asked.

    Attributes:
        target: The data set as the user named it.
        policies: An alternative each: a policy, or several with + between them.
        base: Set the others against the data set as it is.
        clauses: Also price each clause.
        pairs: Settings and options, as name=value.
        out: A folder for the answer, or None.
        as_json: Say it as one JSON object.
    """

    target: str
    policies: list[str]
    pairs: list[str]
    base: bool = False
    clauses: bool = False
    out: Path | None = None
    as_json: bool = False


def show_comparison(wished: Wished) -> None:
    """Prints the alternatives side by side, and perhaps writes the tables to a folder.

    Raises:
        InputError: The data set, a policy, a setting or the folder cannot be used.
        NoPlanError: No alternative has a plan, or none was found in time.
        OSError: A plan or the answer could not be written.
    """
    try:
        if wished.out is not None:
            check_folder(wished.out, is_comparison)
        asked = read_asked(wished.pairs)
        check_options(asked.options)
        told = compared(wished, asked.settings, solver_options(asked.options))
    except (InputError, NoPlanError) as error:
        if wished.as_json:
            typer.echo(as_text(failure(error)))
        raise
    if wished.out is not None:
        write_comparison(told, wished.out)
    if wished.as_json:
        typer.echo(as_text(content(told)))
    else:
        typer.echo(told.summary + (f"\n\nFiles: {wished.out}" if wished.out is not None else ""))
    if Status.REJECTED in [*told.plans["status"], *told.clauses["status"]]:
        raise typer.Exit(ERROR)


def compared(wished: Wished, settings: dict[str, object], options: dict[str, Any]) -> Comparison:
    """The comparison, with the run in which each plan is kept."""
    alternatives = read_alternatives(wished.policies, base=wished.base)
    kept = Kept(Store(RUNS))
    case = load_case(locate(wished.target), settings=settings)
    with shown_progress() as tell:
        told = compare_policies(
            case,
            alternatives,
            clauses=wished.clauses,
            settings=settings,
            solve=kept.solve,
            step=lambda step: typer.echo(str(step), err=True),
            progress=tell,
            **options,
        )
    runs = [kept.runs.get(inputs, "") for inputs in told.plans["inputs_sha256"]]
    return replace(told, plans=told.plans.assign(run=runs))


@dataclass(frozen=True)
class Kept:
    """Plans in the store: found there, or solved into it.

    Attributes:
        store: The store.
        runs: The run of each case, by the hash of its inputs.
    """

    store: Store
    runs: dict[str, str] = field(default_factory=dict)

    def solve(self, case: Case, *, progress: Callable[[Progress], None], **options: Any) -> Plan:
        """The plan of a case.

        Raises:
            NoPlanError: There is none.
        """
        run, new = run_of_case(self.store, case, options, tell=progress)
        if not new:
            typer.echo(f"Found in {self.store.root}: {run}.", err=True)
        self.runs[case_hash(case)] = run
        return self.store.open(run)


def read_alternatives(texts: list[str], *, base: bool) -> dict[str, tuple[str, ...]]:
    """The policies that each alternative combines, by its name.

    Raises:
        InputError: With every text that cannot be used, or since there is nothing to compare.
    """
    issues = []
    found: dict[str, tuple[str, ...]] = {BASE: ()} if base else {}
    for text in texts:
        policies = (text,) if Path(text).is_file() else tuple(part.strip() for part in text.split(JOIN))
        twice = [name for name, count in Counter(policies).items() if count > 1]
        if not all(policies):
            message, hint = f"names no policy before or after {JOIN}", f"Write today{JOIN}cap-65, for example."
            issues.append(Issue(OPTION, value=text, message=message, hint=hint))
        elif twice:
            message = f"combines {twice[0]} with itself"
            issues.append(Issue(OPTION, value=text, message=message, hint="Name each policy once."))
        elif policies in found.values() or text in found:
            message, hint = "is there already", "Name each alternative once."
            issues.append(Issue(OPTION, value=text, message=message, hint=hint))
        else:
            found[text] = policies
    if len(found) < 2 and not issues:
        message = (
            "gives one alternative, and nothing to compare it with"
            if found
            else "is missing: nothing says what to compare"
        )
        hint = (
            f"Repeat --policy: each is one plan (a{JOIN}b combines two), and --base puts the data set as it is first."
        )
        issues.append(Issue(OPTION, value="".join(found), message=message, hint=hint))
    if issues:
        raise InputError(issues)
    return found
