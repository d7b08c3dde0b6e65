"""What a session chooses: mirrored in the URL, taken from it, and never mixed with what others choose."""

from __future__ import annotations

from views.edits import TableEdit
from views.parts import plain
from views.state import Choice

BAD = TableEdit("suppliers", changed=((3, "capacity_t_per_year", -5.0),))
GOOD = TableEdit("suppliers", changed=((3, "capacity_t_per_year", 80.0),))


def button(page, label):
    return next(item for item in page.button if item.label == label)


def test_a_link_is_followed_as_far_as_it_names_what_exists(here, app):
    opened = app("policies", data="tiny", policy=["cap-60", "no-such"], run="../../etc")
    assert opened.session_state["choice"] == Choice("tiny", ("cap-60",), "../../etc")
    assert not opened.exception
    assert app("policies", data="../../etc").session_state["choice"].data_set == "usa"


def test_a_run_that_is_named_in_the_url_opens_only_if_it_is_in_the_store(with_runs, app):
    opened = app("portfolio", data="tiny", run="../usa")
    assert not opened.exception
    assert any("USD 21\\.7 m" in item.value for item in opened.markdown)


def test_policies_are_added_ordered_and_mirrored(here, app):
    opened = app("policies", data="tiny")
    opened.button(key="add-cap-60").click().run()
    opened.button(key="add-no-capital").click().run()
    assert opened.query_params["policy"] == ["cap-60", "no-capital"]
    opened.button(key="up-no-capital").click().run()
    assert opened.query_params["policy"] == ["no-capital", "cap-60"]
    assert list(opened.dataframe[0].value["table"]) == ["rules", "rules"]
    opened.button(key="out-no-capital").click().run()
    assert opened.query_params == {"data": "tiny", "policy": "cap-60"}


def test_another_data_set_has_no_policies_of_the_last_one(with_runs, app):
    opened = app(data="tiny", policy="cap-60")
    opened.selectbox[0].select("usa").run()
    assert opened.session_state["choice"] == Choice("usa")


def test_apply_refuses_a_bad_value_with_its_row_and_keeps_the_case(here, app):
    opened = app("inputs", data="tiny")
    opened.session_state["drafted"] = {"tiny": (BAD,)}
    button(opened, "Apply").click().run()
    assert opened.error[0].value == "1 problem. Nothing was applied: the case is as before."
    problems = opened.dataframe[0].value
    assert list(problems[["table", "row", "column", "found"]].iloc[0]) == ["suppliers", 3, "capacity_t_per_year", "-5"]
    assert "applied" not in opened.session_state


def test_apply_takes_a_good_value_and_discard_goes_back(here, app):
    opened = app("inputs", data="tiny")
    opened.session_state["drafted"] = {"tiny": (GOOD,)}
    button(opened, "Apply").click().run()
    assert not opened.error
    assert opened.session_state["applied"] == {"tiny": (GOOD,)}
    assert "**Edits**  \n1 cell in this session" in [item.value for item in opened.sidebar.markdown]
    button(opened, "Discard all").click().run()
    assert opened.session_state["applied"] == {"tiny": ()}


def test_nothing_of_a_data_set_is_markup():
    assert plain("![x](http://a.b/c.png)") == r"\!\[x\]\(http\://a\.b/c\.png\)"
    assert plain("<b>*a*</b> :red[b] $c$ `d`") == r"\<b\>\*a\*\</b\> \:red\[b\] \$c\$ \`d\`"
    assert plain("two\n# lines") == r"two \# lines"
