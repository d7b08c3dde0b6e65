"""A data set on its way to becoming a case: typed records and given settings, not yet checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from model.case.dataset import Given
from model.case.narrow import LeftOut
from model.case.records import Records


@dataclass(frozen=True)
class Draft:
    """What a case is made from.

    Attributes:
        name: What the case is called.
        records: Every table of the schema.
        given: The value of each setting that somebody gives, and who does.
        file: The data set's own file, for problems of its settings: dataset.toml, or the workbook.
        files: The name of each table's file, also where it is absent.
        folder: The data set's folder as the user named it, or the workbook's; empty for data frames.
        policy_folders: Where policies are looked up by name: its own folder first, then its bases'.
        left_out: What it leaves out of the base in whose folder of policies a policy stands, by folder.
        policies: The policies asked for so far.
        applied: The files of the policies applied so far, also of those that others extend.
        missing: A part of it could not be read, so that the whole cannot be judged.
        notes: What a reader should know about how the case came about.
    """

    name: str
    records: Mapping[str, Records]
    given: Mapping[str, Given]
    file: str
    files: Mapping[str, str]
    folder: str = ""
    policy_folders: tuple[str, ...] = ()
    left_out: Mapping[str, LeftOut] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    applied: tuple[str, ...] = ()
    missing: bool = False
    notes: tuple[str, ...] = ()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table's frame."""
        return {name: records.frame for name, records in self.records.items()}
