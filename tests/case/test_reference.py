"""The reference of the tables: complete, and the committed page is the one that the schema gives."""

from __future__ import annotations

from pathlib import Path

from model.schema import TABLES
from model.schema.reference import inputs_page, tables_page


def test_the_committed_page_is_fresh():
    assert Path("inputs/README.md").read_text(encoding="utf-8") == inputs_page(), (
        "run python -m model.schema.reference > inputs/README.md"
    )


def test_every_table_and_column_is_there():
    sections = {part.split("\n", 1)[0]: part for part in tables_page().split("### ")[1:]}
    assert list(sections) == list(TABLES)
    for name, table in TABLES.items():
        rows = [line.split("`")[1] for line in sections[name].split("\n") if line.startswith("| `")]
        assert rows == list(table.column_names)


def test_a_row_of_the_page():
    assert (
        "| `reach` | number, by year | fraction | `1.0` | 0 to 1 | Share of the capacity that the buyer can reach. |"
        in tables_page()
    )
