"""A data set on its way to becoming a case: typed records and given settings, not yet checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from model.case.dataset import Given
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
        folder: The data set's folder, if it has one.
        policy_folders: Where policies are looked up by name: its own folder first, then its bases'.
        policies: The policies applied so far.
        notes: What a reader should know about how the case came about.
    """

    name: str
    records: Mapping[str, Records]
    given: Mapping[str, Given]
    file: str
    files: Mapping[str, str]
    folder: Path | None = None
    policy_folders: tuple[Path, ...] = ()
    policies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table's frame."""
        return {name: records.frame for name, records in self.records.items()}
