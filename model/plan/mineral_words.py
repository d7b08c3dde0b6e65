"""The minerals of a rule in plain words: each of them, any of them, or all of them together."""

from __future__ import annotations

from typing import Any

from model.minerals import named_minerals

OF_STAGE = {
    "": "{}",
    "extraction": "mined {}",
    "processing": "processed {}",
    "component": "{} in components",
    "scrap": "{} in scrap",
}
"""How a mineral at a stage is called."""
FEW = 4
"""The most minerals that a sentence names; of more it says how many."""


def each_of(rule: Any, stage: str | None = None) -> str:
    """`processed cobalt`, `each of processed cobalt and copper`, or `each processed mineral`.

    Args:
        rule: The rule.
        stage: The stage to name instead of the rule's own; empty: none.
    """
    called = OF_STAGE[rule["stage"] if stage is None else stage]
    if not rule["mineral"]:
        return f"each {called.format('mineral')}"
    return f"{'each of ' if len(named_minerals(rule)) > 1 else ''}{listed_minerals(rule, called, 'and')}"


def any_of(rule: Any) -> str:
    """`processed cobalt`, `processed cobalt or copper`, `any of 9 processed minerals`, `any processed mineral`."""
    called = OF_STAGE[rule["stage"]]
    if not rule["mineral"]:
        return f"any {called.format('mineral')}"
    return f"{'any of ' if len(named_minerals(rule)) > FEW else ''}{listed_minerals(rule, called, 'or')}"


def all_of(rule: Any) -> str:
    """`processed cobalt`, `processed cobalt and copper together`, `all processed minerals together`."""
    called = OF_STAGE[rule["stage"]]
    if not rule["mineral"]:
        return f"all {called.format('minerals')} together"
    return f"{listed_minerals(rule, called, 'and')}{' together' if len(named_minerals(rule)) > 1 else ''}"


def listed_minerals(rule: Any, called: str, last: str) -> str:
    """`processed cobalt, copper and lithium`, or `9 processed minerals` where they are more than a few.

    Args:
        rule: The rule.
        called: How a mineral is called at the stage.
        last: The word before the last of them.
    """
    *first, end = named_minerals(rule)
    if len(first) + 1 > FEW:
        return f"{len(first) + 1} {called.format('minerals')}"
    return called.format(f"{', '.join(first)} {last} {end}" if first else end)
