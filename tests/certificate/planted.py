"""Errors planted in plans: in a number that a plan states, or in an input that it then no longer keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
from certified import Tables

from model.certificate.decided import KEYS, WHOLE, value_column

Plant = Callable[[Tables, Random], Iterator[Tables]]
"""All the ways, in random order, to plant one kind of error in a plan."""


def shuffled(frame: pd.DataFrame, draw: Random) -> list[int]:
    """The positions of a frame's rows in random order."""
    rows = list(range(len(frame)))
    draw.shuffle(rows)
    return rows


def with_value(frame: pd.DataFrame, row: int, column: str, value: object) -> pd.DataFrame:
    """A frame with one cell changed."""
    cells = list(frame[column])
    cells[row] = value
    return frame.assign(**{column: cells})


def value_off(name: str) -> Plant:
    """A decision that is off: by a hundredth, or, of a whole number, by a fraction; a tonne where all are zero."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        frame = tables.decisions[name]
        if frame.empty:
            return
        column = value_column(frame, KEYS[name])
        used = [row for row in shuffled(frame, draw) if abs(frame[column].iloc[row]) > 1e-3]
        for row in used or shuffled(frame, draw):
            value = float(frame[column].iloc[row])
            for wrong in [value + 0.3] if name in WHOLE else [value * 1.01, value * 0.99] if used else [1.0]:
                yield tables.with_decision(name, with_value(frame, row, column, wrong))

    return plant


def year_off(name: str) -> Plant:
    """A decision that stands in another year: its rows of one key, moved on by one period."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        frame = tables.decisions[name]
        if frame.empty or "year" not in frame:
            return
        column = value_column(frame, KEYS[name])
        for row in shuffled(frame, draw):
            own = (frame[list(KEYS[name])] == frame[list(KEYS[name])].iloc[row]).all(axis=1).to_numpy()
            values = frame[column].to_numpy(dtype=float).copy()
            moved = np.roll(values[own], 1)
            if np.abs(moved - values[own]).max() > 1e-3:
                values[own] = moved
                yield tables.with_decision(name, frame.assign(**{column: values}))

    return plant


def decided_as(name: str, value: float) -> Plant:
    """A decision that says something else altogether."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        frame = tables.decisions[name]
        if frame.empty:
            return
        column = value_column(frame, KEYS[name])
        for row in shuffled(frame, draw):
            if abs(frame[column].iloc[row] - value) > 1e-3:
                yield tables.with_decision(name, with_value(frame, row, column, value))

    return plant


def row_changed(name: str, change: Callable[[pd.DataFrame, int], pd.DataFrame]) -> Plant:
    """A decision whose row is missing, stated twice, or not a number."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        frame = tables.decisions[name]
        if frame.empty:
            return
        column = value_column(frame, KEYS[name])
        for row in shuffled(frame, draw):
            if abs(frame[column].iloc[row]) > 1e-3:
                yield tables.with_decision(name, change(frame, row))

    return plant


def cost_off(column: str, change: Callable[[float], float]) -> Plant:
    """A number of the cost table that is off."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        for row in shuffled(tables.costs, draw):
            if abs(tables.costs["paid_usd"].iloc[row]) > 1e-3:
                wrong = change(tables.costs[column].iloc[row])
                yield replace(tables, costs=with_value(tables.costs, row, column, wrong))

    return plant


def cost_row_missing(tables: Tables, draw: Random) -> Iterator[Tables]:
    """A cost row that is missing."""
    for row in shuffled(tables.costs, draw):
        if abs(tables.costs["paid_usd"].iloc[row]) > 1e-3:
            yield replace(tables, costs=tables.costs.drop(index=tables.costs.index[row]))


def cost_row_twice(tables: Tables, draw: Random) -> Iterator[Tables]:
    """A cost row that stands twice."""
    for row in shuffled(tables.costs, draw):
        if abs(tables.costs["paid_usd"].iloc[row]) > 1e-3:
            yield replace(tables, costs=pd.concat([tables.costs, tables.costs.iloc[[row]]], ignore_index=True))


def discount_off(tables: Tables, _: Random) -> Iterator[Tables]:
    """A plan that was discounted at another rate."""
    rate = float(tables.settings["discount_rate"])
    yield replace(tables, settings={**tables.settings, "discount_rate": rate + 0.001})


def head_off(name: str, factor: float) -> Plant:
    """A head whose objective, bound or gap is off."""

    def plant(tables: Tables, _: Random) -> Iterator[Tables]:
        value = tables.head[name]
        wrong = value * factor if value else factor - 1.0
        yield replace(tables, head={**tables.head, name: wrong})

    return plant


def input_cell(table: str, column: str, change: Callable[[object], object], **where: object) -> Plant:
    """One cell of an input changed, as if the plan had been made for other inputs."""

    def plant(tables: Tables, draw: Random) -> Iterator[Tables]:
        frame = tables.inputs[table]
        if frame.empty:
            return
        for row in shuffled(frame, draw):
            if all(frame[name].iloc[row] == value for name, value in where.items()):
                cell = frame[column].iloc[row] if column in frame else None
                yield tables.with_input(table, with_value(frame, row, column, change(cell)))

    return plant


def to(value: object) -> Callable[[object], object]:
    """A change to a fixed value."""
    return lambda _: value
