"""The words of near-optimal alternatives, on an answer that is made up for them, and the answer as files."""

from __future__ import annotations

import pandas as pd
import pytest
from made_up_alternatives import made_up

from model import InputError
from model.studies.alternatives_files import is_alternatives, read_alternatives, write_alternatives
from model.studies.alternatives_words import NO_WORSE

SUMMARY = """\
Made up: plans that cost within 1 % and 5 % of the best plan, USD 1.00 bn (proven: the least possible \
is no more than 1 % below that)
The cost counts penalties of soft rules and of shortage. Flows and stocks are averages over the horizon.

  of 6 decisions, more than nothing  within 1 %  within 5 %
  always                             2           2
  sometimes                          2           2
  never                              1           1
  not proven                         1           1
Nothing is what is below 1 kg (a year), and below a ten-thousandth of the most that there can be.

In every plan, within 5 %:
    - project New mine: 1 block to 3 blocks (best plan: 2 blocks; at most 4 blocks is proven)
    - purchases from Chilean lithium: 240 t a year to 436 t a year (best plan: 400 t a year; at least 230 t a year is \
proven; a most is not proven)

In the best plan, and plans do without, within 5 %:
    - agreement Pact (best plan: joined)

Not in the best plan, and plans have it, within 5 %:
    - stock in Cave: nothing to 1.50 kt (best plan: nothing)

In no plan, within 5 %:
    - purchases of lithium from Chile

Not proven, within 5 %:
    - collection of scrap in United States: 3.00 t a year to 5.00 t a year (best plan: 5.00 t a year; at least nothing \
is proven)

The plans most unlike each other, within 5 % (distance 0: alike; 1: at opposite ends in every decision)
          cost        above the best  from the best  from the nearest before  checked
  best    USD 1.00 bn                                                         holds
  plan 1  USD 1.05 bn  5.00 %          0.75           0.75                     rejected by the certificate
  plan 2  USD 1.02 bn  2.00 %          0.50           0.25                     holds

plan 1 against the best, the most material first:
    - nothing

plan 2 against the best, the most material first:
    - builds less of New mine (1 instead of 2 blocks)

The cheapest sets of agreements and projects, within 5 %: 2 sets, there may be more
  cost         more than the first  proven at least  agreements and projects
  USD 1.00 bn                       USD 990 m        Pact; New mine
  USD 1.01 bn  USD 10.0 m           USD 990 m        as the first, but without Pact
Of sets whose costs lie closer than what is proven of them, the order may be another."""


def squeezed(text: str) -> list[str]:
    """Lines with the blanks of the columns made one."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_the_answer_in_words() -> None:
    assert squeezed(made_up().summary) == squeezed(SUMMARY)


def test_what_is_said_where_there_is_nothing_else() -> None:
    whole = made_up()
    alone = made_up(
        bound=None, complete=True, plans=whole.plans[:1], changes=whole.changes[:0], sets=whole.sets[:1]
    ).summary
    assert "USD 1.00 bn (what it costs at least is not proven)" in alone.splitlines()[0]
    assert "No plan within 5 % differs from the best one." in alone
    assert "Within 5 % all plans have the same agreements and projects." in alone
    assert made_up(no_worse=True).summary.splitlines()[2] == NO_WORSE
    exact = made_up(bound=1e9).summary.splitlines()[0]
    assert exact == "Made up: plans that cost within 1 % and 5 % of the best plan, USD 1.00 bn"


def test_an_answer_is_written_and_read_again(tmp_path) -> None:
    told = made_up()
    write_alternatives(told, tmp_path / "answer")
    assert is_alternatives(tmp_path / "answer")
    again = read_alternatives(tmp_path / "answer")
    assert (again.title, again.cost, again.bound, again.within, again.complete) == (
        *("Made up", 1e9, 0.99e9, (0.01, 0.05)),
        False,
    )
    for name in ("groups", "plans", "changes", "sets", "effort"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(told, name))
    (tmp_path / "answer" / "alternatives.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_alternatives(tmp_path / "answer")
    assert "is not the answer of a study that this version can read. Ask again." in str(caught.value)
