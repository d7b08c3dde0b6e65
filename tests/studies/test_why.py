"""Why this plan: what forcing a decision costs, on inputs/tiny against plans of changed tables, and by hand.

What things cost on inputs/tiny stands in docs/tiny.md: cobalt comes on toll at 25 500 USD/t, from China at 30 100, from
Finland at 33 100; lithium from Chile at 10 050 (9 550 under the offtake of 300 t, for 100 000 once), from Australia at
12 100. The expansion saves 230 000 USD a year from 2027 on, for 300 000.
"""

from __future__ import annotations

import math
from itertools import count
from types import SimpleNamespace

import pandas as pd
import pytest

from model import Case, InputError, NoPlanError, explain, load_case
from model.solver import SolverOptions, Status
from model.solving import load
from model.studies.forced_texts import read_changes
from model.studies.forcing import held
from model.studies.held_plan import stop_if_interrupted
from model.studies.pinning import forces
from model.studies.why_files import is_explanation, read_explanation, write_explanation

TINY = "inputs/tiny"
COST = 21_696_000.0
EXACT = SolverOptions(gap=0.0)
NUMBERS = count()
"""Tell rows apart that are added to one model again and again."""
NO_CHINA, NO_WORKS, NO_OFFTAKE = (
    "not supplier=cobalt-chn",
    "not project=expansion-fin",
    "not contract=lithium-chl-offtake",
)
AUSTRALIA = "with supplier=lithium-aus"
FORCED = {
    NO_CHINA: (70 + 20 + 20) * 3_000.0,
    NO_WORKS: 2 * 230_000 - 300_000.0,
    NO_OFFTAKE: 3 * 300 * 500 - 100_000.0,
    AUSTRALIA: 15 * 2_050.0,
}
"""What each costs; 15 t are 1 % of what Australia could deliver in three years."""
PINNED = {
    "contract=lithium-chl-offtake year=2027 volume<=250": 3 * 50 * 500.0,
    "project=expansion-fin year=2027": (2 * 230_000 - 300_000) - (230_000 - 300_000 / 2.0),
    "place=CHN mineral=cobalt stage=processing share<=0.1": (58 + 8 + 8) * 3_000.0,
    "stockpile=reserve-cobalt year=2026 stock>=10": 10 * 100.0,
}
"""Built a year later, the works serve one year in the horizon, and half of their capital is left at its end."""
JOINT = {f"{NO_CHINA} + {AUSTRALIA}": FORCED[NO_CHINA] + FORCED[AUSTRALIA]}
"""Lithium and cobalt have nothing to do with each other."""
KEPT = ["with supplier=cobalt-chn", "not supplier=lithium-aus", "stockpile=reserve-cobalt stock<=5"]

ORE = {"material": "ore", "place": "USA"}
MARKET = {"supplier": "market", "price_usd_per_t": 30.0, **ORE}
MINE = {"supplier": "mine", "price_usd_per_t": 10.0, "capacity_t_per_year": 40.0, **ORE}
PACT = {"agreement": "pact", "name": "Pact of friends", "upfront_cost_usd": 500.0, "yearly_cost_usd": 10.0}
DEAR = {**PACT, "upfront_cost_usd": 2000.0}
OPENS = {"agreement": "pact", "effect": "unlock", "target_kind": "supplier", "target": "mine"}


def pact_case(**tables) -> Case:
    """Ten tonnes a year at 30 USD/t, or at 10 once the pact opens the mine; planning years that stand for 2, 2, 3.

    Never signed it costs 7 x 300 = 2 100, signed in 2026 7 x 100 + 500 + 7 x 10 = 1 270, in 2028 1 650.
    """
    rows = {
        "materials": [{"material": "ore", "stage": "extraction"}],
        "suppliers": [MARKET, MINE],
        "demand": [{"place": "USA", "sector": "cans", "material": "ore", "year": 2026, "quantity_t": 10.0}],
        "agreements": [PACT],
        "agreement_effects": [OPENS],
    }
    frames = {name: pd.DataFrame(table) for name, table in {**rows, **tables}.items()}
    settings = {"years": (2026, 2028, 2030), "last_period_years": 3, "buyer": ("USA",), "perspective": "firm"}
    return Case.from_tables(frames, name="small", discount_rate=0.0, **settings)


def least_cost(case) -> float:
    """What a case costs at least."""
    return load(case).handle.solve(EXACT).objective


def without_rows(case, **removed):
    """A case without the rows of some tables whose cell in a column is a name."""
    return case.replace(
        **{table: case.tables[table][case.tables[table][column] != name] for table, (column, name) in removed.items()}
    )


@pytest.fixture(scope="module")
def tiny() -> Case:
    return load_case(TINY)


@pytest.fixture(scope="module")
def told(tiny):
    return explain(tiny, [NO_CHINA, AUSTRALIA, *KEPT], gap=0.0)


@pytest.fixture(scope="module")
def loaded(tiny):
    """The model of inputs/tiny, with the plan of least cost on its variables."""
    found = load(tiny)
    found.handle.solve(EXACT)
    return found


def cost_of(loaded, text) -> float:
    """What the plan of a change costs."""
    (change,) = read_changes(loaded.case, [text])
    with held(loaded, forces(loaded, change), f"{text}, {next(NUMBERS)}"):
        return loaded.handle.solve(EXACT).objective


def row_of(told, asked):
    return told.changes.set_index("asked").loc[asked]


def test_what_decisions_cost(told) -> None:
    rises = told.changes["rise_usd"]
    assert (told.title, told.status) == ("Tiny: cobalt and lithium for one buyer", "optimal")
    assert told.cost == pytest.approx(COST)
    assert rises.tolist() == pytest.approx([FORCED[NO_CHINA], FORCED[AUSTRALIA], 0, 0, 0], abs=1e-2)
    assert (told.changes["rise_at_least_usd"] <= rises + 1e-3).all()
    assert (told.changes["rise_at_most_usd"] >= rises - 1e-3).all()


@pytest.mark.parametrize("text", [*FORCED, *PINNED, *JOINT])
def test_what_is_held_costs_what_it_does_by_hand(loaded, text) -> None:
    assert cost_of(loaded, text) - COST == pytest.approx({**FORCED, **PINNED, **JOINT}[text], abs=1e-2)


def test_what_was_held_is_let_go(loaded) -> None:
    cost_of(loaded, f"{NO_CHINA} + {next(iter(PINNED))} ")
    assert loaded.handle.solve(EXACT).objective == pytest.approx(COST)


def test_forced_plans_keep_the_case_and_their_certificate(told) -> None:
    assert set(told.plans) == {NO_CHINA, AUSTRALIA}
    assert {plan.status for plan in told.plans.values()} == {"optimal"}
    assert all("checks hold" in plan.certificate for plan in told.plans.values())
    assert told.plans[NO_CHINA].purchases.query("supplier == 'cobalt-chn'").empty
    australian = told.plans[AUSTRALIA].purchases.query("supplier == 'lithium-aus'")
    assert australian["lifted_t_per_year"].sum() == pytest.approx(15)
    assert told.plan.objective == told.cost


def test_what_is_so_already_is_not_solved(told) -> None:
    kept = told.changes[told.changes["kept"]]
    assert list(kept["asked"]) == KEPT
    assert not set(KEPT) & set(told.plans)


def test_what_is_forced_in_is_priced_by_the_tonne(told) -> None:
    assert row_of(told, AUSTRALIA)["usd_per_t"] == pytest.approx(2_050)
    assert math.isnan(row_of(told, NO_CHINA)["usd_per_t"])
    assert row_of(told, AUSTRALIA)["meaning"] == (
        "At least 15.0 t are bought from it over the horizon, 1 % of what it could deliver."
    )


def test_what_is_left_out_is_not_told_again(told) -> None:
    moves = told.moves[told.moves["asked"] == NO_CHINA]
    assert "cobalt-chn" not in set(moves["subject"])
    assert list(moves[moves["what"] == "purchases"]["words"]) == [
        "buys on the spot market from Finnish refined cobalt (up to 70.0 t a year, 2026; none otherwise)"
    ]


def test_left_out_is_what_it_is_without_the_rows(loaded, tiny) -> None:
    variants = {
        NO_CHINA: without_rows(
            tiny,
            suppliers=("supplier", "cobalt-chn"),
            contracts=("supplier", "cobalt-chn"),
            origins=("supplier", "cobalt-chn"),
            indicator_values=("subject", "cobalt-chn"),
        ),
        NO_OFFTAKE: without_rows(tiny, contracts=("contract", "lithium-chl-offtake")),
        NO_WORKS: without_rows(
            tiny, projects=("project", "expansion-fin"), project_effects=("project", "expansion-fin")
        ),
    }
    for asked, variant in variants.items():
        assert cost_of(loaded, asked) == pytest.approx(least_cost(variant)), asked


def cell(case, table, key, column, figure):
    """The case with another figure in one cell."""
    frame = case.tables[table].copy()
    frame.loc[frame.iloc[:, 0] == key, column] = figure
    return case.replace(**{table: frame})


def owing(case):
    """The case with 5 t a year of Australian lithium owed under an agreement that is signed."""
    owed = {"agreement": "pact", "obligation": "min_purchase", "target_kind": "supplier", "target": "lithium-aus"}
    return case.replace(
        agreements=pd.DataFrame([{"agreement": "pact", "status": "committed"}]),
        agreement_obligations=pd.DataFrame([{**owed, "value": 5.0}]),
    )


def capped(case):
    """The case with a rule on what China may refine."""
    rule = {"rule": "cap", "kind": "share", "stage": "processing", "mineral": "cobalt", "per": "place"}
    return case.replace(rules=pd.DataFrame([{**rule, "where": "place=CHN", "limit": 0.1}]))


def test_forced_in_and_pinned_is_what_the_tables_can_say_too(loaded, tiny) -> None:
    volume, later, share, _ = PINNED
    variants = {
        AUSTRALIA: owing(tiny),
        volume: cell(tiny, "contracts", "lithium-chl-offtake", "max_volume_t_per_year", 250.0),
        later: cell(tiny, "projects", "expansion-fin", "first_year", 2027),
        share: capped(tiny),
    }
    for asked, variant in variants.items():
        assert cost_of(loaded, asked) == pytest.approx(least_cost(variant)), asked


def test_the_answer_is_kept_and_read_again(told, tmp_path) -> None:
    write_explanation(told, tmp_path / "answer")
    read = read_explanation(tmp_path / "answer")
    assert is_explanation(tmp_path / "answer")
    assert not is_explanation(tmp_path)
    assert read.summary == told.summary
    assert (read.plan, dict(read.plans)) == (None, {})
    (tmp_path / "answer" / "why.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="is not the answer of a study that this version can read"):
        read_explanation(tmp_path / "answer")


@pytest.mark.slow
def test_agreements_and_steps() -> None:
    steps = []
    told = explain(
        pact_case(),
        ["not agreement=pact", "with supplier=mine", "not supplier=market + not supplier=mine"],
        break_even=["agreement=pact"],
        step=lambda step: steps.append(str(step)),
        gap=0.0,
    )
    assert told.changes["rise_usd"].tolist() == pytest.approx([830, 0, math.nan], nan_ok=True)
    assert told.changes["status"].tolist() == ["optimal", "optimal", "infeasible"]
    assert told.changes["kept"].tolist() == [False, True, False]
    bracket = told.break_evens.iloc[0]
    assert (bracket["had_now"], bracket["outcome"]) == (True, "bracketed")
    assert bracket["in_at"] < 1_330 < bracket["out_at"] <= 1.01 * bracket["in_at"] + 1
    assert steps == [
        "1 of 5: the plan of least cost",
        "2 of 5: without Pact of friends (pact)",
        "3 of 5: with mine",
        "4 of 5: without market and without mine",
        "5 of 5: break-even of Pact of friends (pact)",
    ]


def test_agreements_forced_and_pinned() -> None:
    """With 2 000 to pay on joining the pact is not joined: in 2026 the plan costs 670 more, in 2028 1 050."""
    found = load(pact_case(agreements=[DEAR]))
    least = found.handle.solve(EXACT).objective
    asked = ("with agreement=pact", "agreement=pact year=2026", "agreement=pact year=2028")
    assert [cost_of(found, text) - least for text in asked] == pytest.approx([670, 670, 1_050])


@pytest.mark.slow
def test_what_waits_for_an_agreement_brings_it_along() -> None:
    told = explain(pact_case(agreements=[DEAR]), ["with supplier=mine"], break_even=["agreement=pact"], gap=0.0)
    assert told.changes["rise_usd"].tolist() == pytest.approx([670])
    assert "joins Pact of friends (from 2026, USD 2.07 k over the horizon)" in told.summary
    bracket = told.break_evens.iloc[0]
    assert (bracket["had_now"], bracket["outcome"]) == (False, "bracketed")
    assert bracket["in_at"] < 1_330 < bracket["out_at"]


def test_without_a_plan_there_is_nothing_to_explain() -> None:
    small = [{**MARKET, "capacity_t_per_year": 1.0}]
    case = pact_case(suppliers=small, agreements=[], agreement_effects=[])
    with pytest.raises(NoPlanError, match=r"small: infeasible: no plan to explain\. See why with: orefolio solve\."):
        explain(case, ["not supplier=market"])


def test_what_was_stopped_has_no_answer() -> None:
    stopped = SimpleNamespace(status=Status.INTERRUPTED)
    with pytest.raises(NoPlanError, match="small: stopped before all was answered"):
        stop_if_interrupted(pact_case(), stopped)
