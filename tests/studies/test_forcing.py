"""What is held in a model for each change, coefficient by coefficient; what cannot be asked, with whole messages."""

from __future__ import annotations

import pandas as pd
import pytest
from pyomo.repn import generate_standard_repn

from model import InputError, explain, load_case
from model.solving import LoadedCase, load
from model.studies.forced_texts import NOT, read_changes, with_verb
from model.studies.forced_words import change_words, meaning
from model.studies.knobs import read_knobs
from model.studies.pinning import forces

SHARES = "place=CHN mineral=cobalt stage=processing share<=0.4"


@pytest.fixture(scope="module")
def tiny() -> LoadedCase:
    """Not solved: all variables are zero."""
    return load(load_case("inputs/tiny"))


def force(tiny, text):
    """What the one part of a change holds."""
    (change,) = read_changes(tiny.case, [text])
    (found,) = forces(tiny, change)
    return found


def terms(row):
    """The coefficients of a row by the names of its variables, and its bounds."""
    found = generate_standard_repn(row.expression)
    named = {
        variable.name.replace("'", ""): factor
        for variable, factor in zip(found.linear_vars, found.linear_coefs, strict=True)
    }
    return named, row.lower - found.constant, row.upper - found.constant


def test_left_out_is_zero(tiny) -> None:
    names = {variable.name.replace("'", "") for variable in force(tiny, "not supplier=lithium-chl").zero}
    years = (2026, 2027, 2028)
    assert names == {
        *(f"Lifted[lithium-chl-{kind},{year}]" for kind in ("spot", "offtake") for year in years),
        *(f"{name}[lithium-chl-offtake,{year}]" for name in ("Volume", "Signed") for year in years),
    }
    assert {variable.name for variable in force(tiny, "not project=expansion-fin").zero} == {
        "Built[expansion-fin,2026]",
        "Built[expansion-fin,2027]",
    }


def test_forced_in_is_a_hundredth_of_what_could_be_had(tiny) -> None:
    """500 t in each of three years; under the offtake 300."""
    spot = {f"Lifted[lithium-aus-spot,{year}]": 1.0 for year in (2026, 2027, 2028)}
    offtake = {f"Lifted[lithium-chl-offtake,{year}]": 1.0 for year in (2026, 2027, 2028)}
    runs = {f"Run[refinery-fin,{year}]": 1.0 for year in (2026, 2027, 2028)}
    inf = float("inf")
    assert terms(force(tiny, "with supplier=lithium-aus").rows[0]) == (spot, pytest.approx(15), inf)
    assert terms(force(tiny, "with contract=lithium-chl-offtake").rows[0]) == (offtake, pytest.approx(9), inf)
    assert terms(force(tiny, "with plant=refinery-fin").rows[0]) == (runs, pytest.approx(3), inf)
    built = {"Built[expansion-fin,2026]": 1.0, "Built[expansion-fin,2027]": 1.0}
    assert terms(force(tiny, "with project=expansion-fin").rows[0]) == (built, 1, inf)


def test_a_share_is_pinned_as_the_plan_shows_it(tiny) -> None:
    (row,) = force(tiny, f"{SHARES} year=2027").rows
    named, lower, upper = terms(row)
    assert named == {
        "Lifted[cobalt-chn-spot,2027]": pytest.approx(0.6),
        "Lifted[cobalt-fin-spot,2027]": pytest.approx(-0.4),
        "Run[refinery-fin,2027]": pytest.approx(-0.4),
    }
    assert (lower, upper) == (float("-inf"), 0)
    assert len(force(tiny, SHARES).rows) == 3


def test_other_pins(tiny) -> None:
    volume = force(tiny, "contract=lithium-chl-offtake year=2027 volume>=250").rows[0]
    names = {f"Volume[lithium-chl-offtake,{year}]": 1.0 for year in (2026, 2027)}
    assert terms(volume) == (names, 250, float("inf"))
    spot = force(tiny, "contract=cobalt-chn-spot year=2026 volume=10").rows[0]
    assert terms(spot) == ({"Lifted[cobalt-chn-spot,2026]": 1.0}, 10, 10)
    built = force(tiny, "project=expansion-fin year=2027 blocks<=0").rows[0]
    assert terms(built) == ({"Built[expansion-fin,2027]": 1.0}, float("-inf"), 0)
    stock = force(tiny, "stockpile=reserve-cobalt stock>=5").rows
    assert [list(terms(row)[0]) for row in stock] == [[f"Stock[reserve-cobalt,{y}]"] for y in (2026, 2027, 2028)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not supplier=cobalt-chn", "without Chinese refined cobalt (cobalt-chn)"),
        ("with contract=cobalt-chn-spot", "with the spot purchases from Chinese refined cobalt (cobalt-chn-spot)"),
        (
            "contract=lithium-chl-offtake year=2027 volume>=250",
            "with at least 250 t a year under the offtake with Chilean lithium (lithium-chl-offtake) in 2027",
        ),
        (
            "project=expansion-fin year=2027",
            "with at least 1 block of Expansion of the Finnish refinery (expansion-fin) decided in 2027",
        ),
        (SHARES, "with a share of China in processed cobalt of at most 40 % in every year"),
        (
            "stockpile=reserve-cobalt stock=5 year=2026",
            "with 5.00 t in Cobalt reserve (reserve-cobalt) at the end of 2026",
        ),
        (
            "not plant=refinery-fin + with supplier=cobalt-fin",
            "without Finnish refinery (refinery-fin) and with Finnish refined cobalt (cobalt-fin)",
        ),
    ],
)
def test_changes_in_words(tiny, text, words) -> None:
    (change,) = read_changes(tiny.case, [text])
    assert change_words(tiny.case, change) == words


def test_what_changes_mean(tiny) -> None:
    (change,) = read_changes(
        tiny.case, ["not plant=refinery-fin + with supplier=cobalt-fin + project=expansion-fin year=2026"]
    )
    assert meaning(tiny.case, change, forces(tiny, change)) == (
        "Without Finnish refinery (refinery-fin): It does not run. With Finnish refined cobalt (cobalt-fin): At least "
        "3.00 t are bought from it over the horizon, 1 % of what it could deliver."
    )


def test_a_verb_stands_before_each_part() -> None:
    assert (
        with_verb(NOT, "supplier=a + supplier=b+with project=c") == "not supplier=a + not supplier=b + with project=c"
    )


HINTS = {
    "any": "Write not supplier=NAME, with project=NAME, or a pin such as: stockpile=NAME year=2030 stock>=50.",
    "in or out": "Write not supplier=NAME; others are: contract, project, agreement, plant.",
    "contract": "Write contract=NAME year=2027 volume>=250.",
    "project": "Write project=NAME year=2028, or with blocks=2 after it.",
    "place": "Write place=CHN mineral=cobalt stage=processing share<=0.4, perhaps with year=2030.",
    "stockpile": "Write stockpile=NAME stock>=50, perhaps with year=2030.",
}


@pytest.mark.parametrize(
    ("text", "wrong", "hint"),
    [
        ("china", "is no change of a plan", "any"),
        ("not stockpile=a", "names nothing that is in a plan or not", "in or out"),
        ("contract=lithium-chl-offtake volume>=2", "says no year", "contract"),
        ("stockpile=reserve-cobalt stock>=lots", "has no stock that can be used", "stockpile"),
        (SHARES.replace("0.4", "40"), "has no share that can be used", "place"),
        (f"{SHARES} blocks=2", "has no meaning with blocks", "place"),
        ("project=expansion-fin year>=2027", "has >= or <= where only an amount can have it", "project"),
        ("project=expansion-fin year=soon", "has no year that can be used", "project"),
        ("plant=refinery-fin", "pins nothing: a plant is in a plan or not", "any"),
    ],
)
def test_texts_that_cannot_be_read(tiny, text, wrong, hint) -> None:
    with pytest.raises(InputError) as raised:
        read_changes(tiny.case, [text])
    assert str(raised.value) == f"1 problem in the input:\n  why: {wrong} (found {text!r}). {HINTS[hint]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "not supplier=cobalt-cn",
            ", table suppliers: has no such supplier (found 'cobalt-cn'). Did you mean 'cobalt-chn'?",
        ),
        ("with project=x", ", table projects: has no such project (found 'x'). Known: expansion-fin."),
        ("not agreement=x", ", table agreements: has no such agreement (found 'x'). The data set has no agreements."),
        (
            "project=expansion-fin year=2030",
            ": is no planning year (found '2030'). The planning years are 2026, 2027, 2028.",
        ),
        (
            SHARES.replace("CHN", "CHL"),
            ": is no place of any supply of that mineral at that stage (found 'CHL'). Did you mean 'CHN'?",
        ),
    ],
)
def test_texts_that_cannot_be_used(tiny, text, said) -> None:
    with pytest.raises(InputError) as raised:
        read_changes(tiny.case, [text])
    assert str(raised.value) == f"1 problem in the input:\n  tiny{said}"


def test_what_the_model_has_no_room_for(tiny) -> None:
    with pytest.raises(InputError) as raised:
        force(tiny, "project=expansion-fin year=2028")
    assert str(raised.value) == (
        "1 problem in the input:\n  tiny, table projects: cannot be decided in 2028 (found 'expansion-fin'). "
        "It can be decided in 2026, 2027."
    )


def committed(case, table, **cells):
    """The case in which all of a table is decided already."""
    return case.replace(**{table: case.tables[table].assign(status="committed", **cells)})


def test_what_is_decided_already_stays(tiny) -> None:
    signed = load(committed(tiny.case, "projects", online_year=2026))
    hint = "Make it a candidate, by a policy for example, to ask what it would cost to do without."
    for text in ("not project=expansion-fin", "project=expansion-fin year=2026"):
        with pytest.raises(InputError) as raised:
            force(signed, text)
        assert str(raised.value) == (
            "1 problem in the input:\n  tiny, table projects: is decided already: its status is committed (found "
            f"'expansion-fin'). {hint}"
        )
    with pytest.raises(InputError, match="is decided already"):
        read_knobs(signed.case, ["project=expansion-fin"])


def test_what_cannot_be_had(tiny) -> None:
    suppliers = tiny.case.tables["suppliers"].assign(reach=[1.0, 0.0, 1.0, 1.0, 1.0])
    with pytest.raises(InputError) as raised:
        force(load(tiny.case.replace(suppliers=suppliers)), "with supplier=cobalt-chn")
    assert str(raised.value) == (
        "1 problem in the input:\n  tiny, table suppliers: can give this buyer nothing in any planning year (found "
        "'cobalt-chn'). Look at its capacity, reach, availability and years."
    )


def test_break_evens_that_cannot_be_asked(tiny) -> None:
    with pytest.raises(InputError) as raised:
        explain(tiny.case, break_even=["plant=refinery-fin", "supplier=lithium"])
    assert str(raised.value) == (
        "2 problems in the input:\n"
        "  tiny, table suppliers: has no such supplier (found 'lithium'). Did you mean 'lithium-chl'?\n"
        "  why: has no price that could break even (found 'plant=refinery-fin'). Write one of supplier, contract, "
        "project, agreement: supplier=NAME."
    )


def test_a_price_that_changes_over_the_years_is_turned_in_all_of_them(tiny) -> None:
    keys = {"table": "suppliers", "column": "price_usd_per_t"}
    told = [("cobalt-fin", 2026, 31_000.0), ("cobalt-fin", 2028, 33_000.0), ("cobalt-chn", 2028, 30_000.0)]
    rows = [{**keys, "key": key, "year": year, "value": price} for key, year, price in told]
    (knob,) = read_knobs(tiny.case.replace(yearly=pd.DataFrame(rows)), ["supplier=cobalt-fin"])
    turned = knob.turned(29_000.0)
    assert (knob.least, knob.most) == (31_000, 33_000)
    assert set(turned.by_year("suppliers", "price_usd_per_t")["cobalt-fin"]) == {29_000}
    assert list(turned.tables["yearly"]["key"]) == ["cobalt-chn"]


def test_without_a_table_of_contracts_a_contract_is_its_supplier(tiny) -> None:
    none = tiny.case.replace(contracts=tiny.case.tables["contracts"].iloc[:0])
    (knob,) = read_knobs(none, ["contract=cobalt-fin"])
    assert (knob.part.kind, knob.least) == ("supplier", pytest.approx(33_000))


def test_an_equity_stake_has_no_price(tiny) -> None:
    stake = tiny.case.tables["contracts"].assign(kind="equity", take_or_pay=0.0)
    suppliers = tiny.case.tables["suppliers"].assign(cost_usd_per_t=1_000.0)
    with pytest.raises(InputError) as raised:
        read_knobs(tiny.case.replace(contracts=stake, suppliers=suppliers), ["contract=cobalt-chn-spot"])
    assert str(raised.value) == (
        "1 problem in the input:\n  tiny, table contracts: sells at cost, to the owner of a stake: its price makes no "
        "difference (found 'cobalt-chn-spot'). Force it in or out."
    )
