"""`orefolio rules`."""

from __future__ import annotations

from pathlib import Path

import typer

from model.case import load_case
from model.cli.targets import locate, locate_run
from model.errors import InputError, Issue
from model.plan import Plan
from model.plan.rule_words import rule_sentences
from model.plan.standing import standing_lines
from model.plan.storage import is_plan_folder

NONE = "No rules: nothing limits concentration, ESG, budgets or stocks."


def show_rules(target: str, *, policies: list[str]) -> None:
    """Prints the rules of a data set by kind, or how the plan in a run stands to each of its rules.

    Raises:
        InputError: The target cannot be used.
    """
    lines = standing(target, policies) if is_plan_folder(locate_run(Path(target))) else by_kind(target, policies)
    for line in lines or [NONE]:
        typer.echo(line)


def standing(run: str, policies: list[str]) -> list[str]:
    """How a plan stands to its rules.

    Raises:
        InputError: A policy is asked for: a plan is what it is.
    """
    if policies:
        message, hint = "is asked of a plan that is made", "Name the data set to see its rules with a policy."
        raise InputError([Issue(run, column="--policy", value=", ".join(policies), message=message, hint=hint)])
    return list(standing_lines(Plan.read(locate_run(Path(run)))))


def by_kind(target: str, policies: list[str]) -> list[str]:
    """The rules of a data set, under their kinds."""
    case = load_case(locate(target), policies=policies)
    kinds = case.filled("rules").set_index("rule")["kind"]
    sentences = rule_sentences(case)
    lines = []
    for kind in dict.fromkeys(kinds):
        lines.append(kind)
        lines += [f"  - {rule}: {sentences[rule]}" for rule in kinds.index[kinds == kind]]
    return lines
