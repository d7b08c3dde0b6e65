"""The answer of a study on disk: read back as it was, and never taken from something else."""

from __future__ import annotations

import pandas as pd
import pytest
from worths import worth

from model import InputError
from model.studies.agreement_files import TABLES, is_answer, read_worth, write_worth


def test_an_answer_reads_back_as_it_was(tmp_path):
    told = worth()
    write_worth(told, tmp_path / "answer")
    read = read_worth(tmp_path / "answer")

    assert (read.agreement, read.name, read.best_year) == ("pact", "Pact of friends", 2026)
    assert (read.value, read.break_even, read.summary) == (told.value, told.break_even, told.summary)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(read, name), getattr(told, name))


def test_an_answer_without_a_plan_reads_back(tmp_path):
    told = worth(best_year=None, value=float("nan"), break_even=float("nan"), clauses=worth().clauses[:0])
    write_worth(told, tmp_path)
    read = read_worth(tmp_path)

    assert read.best_year is None
    assert pd.isna(read.value)
    assert read.clauses.empty
    assert read.summary == told.summary


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"years": [{}]'])
def test_what_is_no_answer_is_said(tmp_path, text):
    (tmp_path / "agreement.json").write_text(text)
    with pytest.raises(InputError) as caught:
        read_worth(tmp_path)

    assert is_answer(tmp_path)
    assert str(caught.value).endswith("is not the answer of a study that this version can read. Ask again.")
