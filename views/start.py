"""Start: the example solved, its few figures, and how it stands to the benchmarks of policy."""

from __future__ import annotations

import streamlit as st

from model import InputError, Plan
from views.charts.benchmarks import BENCHMARKS, gauge, standings
from views.data_sets import base_case, case_of, data_sets, policies_of
from views.figures import headline_figures
from views.parts import draw, plain, show_problems
from views.problems import problem_table
from views.runs import chosen_run, plan_of, start
from views.state import EXAMPLE, applied_edits, choice, choose, is_dark
from views.watching import is_going, watched

BENCHMARK_YEAR = 2030


def pick() -> None:
    """The data set and its policies."""
    chosen, titles = choice(), data_sets()
    left, right = st.columns(2)
    names = list(titles)
    name = left.selectbox(
        "Data set",
        names,
        index=names.index(chosen.data_set),
        format_func=titles.__getitem__,
        help=case_words(chosen.data_set),
    )
    if name != chosen.data_set:
        choose(data_set=name)
        st.rerun()
    known = policies_of(name)
    policies = right.multiselect(
        "Policies, in the order in which they apply",
        list(known),
        default=[policy for policy in chosen.policies if policy in known],
        format_func=lambda policy: known[policy].title or policy,
        placeholder="None: the data set as it is",
        key=f"start-policies-{name}",
    )
    if tuple(policies) != chosen.policies:
        choose(policies=tuple(policies))
        st.rerun()


def case_words(name: str) -> str:
    """What a data set says of itself."""
    try:
        return plain(base_case(name).settings.description)
    except InputError:
        return ""


def result() -> None:
    """The plan of what is picked, or the way to it."""
    run = chosen_run()
    if run is None:
        run = unsolved()
    if run is None:
        return
    if is_going(run):
        st.info("Solving: the figures appear when the plan is there.", icon=":material/hourglass_top:")
        watched(run)
        return
    try:
        solved(plan_of(run))
    except (InputError, OSError):
        st.warning("The solve ended without a plan. The page Solve and runs says why.", icon=":material/warning:")


def unsolved() -> str | None:
    """Starts the example by itself; asks before anything else is solved."""
    chosen = choice()
    try:
        case_of(chosen.data_set, applied_edits(), chosen.policies)
    except InputError as error:
        show_problems(problem_table(error.issues), "The data set cannot be solved as it is.")
        return None
    if st.session_state.get("started") == chosen:
        return str(st.session_state["started_run"])
    untouched = chosen.data_set == EXAMPLE and not chosen.policies and not applied_edits()
    if not untouched:
        st.info("There is no plan for this choice yet.", icon=":material/info:")
        if not st.button("Solve it", type="primary", icon=":material/play_arrow:"):
            return None
    run = start()
    st.session_state["started"], st.session_state["started_run"] = chosen, run
    return run


def solved(plan: Plan) -> None:
    """The figures and the gauges of a plan."""
    for column, figure in zip(st.columns(5), headline_figures(plan), strict=True):
        column.metric(figure.label, figure.value, help=figure.help, border=True)
        column.caption(plain(figure.note))
    years = plan.case.years
    near = min(years, key=lambda year: abs(year - BENCHMARK_YEAR))
    title, picker = st.columns([3, 2], vertical_alignment="bottom")
    title.markdown("##### Minerals that keep the EU's benchmarks")
    year = picker.select_slider("Year", years, value=near) if len(years) > 1 else near
    frame = standings(plan, year)
    for place, (column, benchmark) in enumerate(zip(st.columns([1.4, 1, 1, 1]), BENCHMARKS, strict=True)):
        rows = frame[frame["benchmark"] == benchmark.title]
        sense = "≤" if benchmark.most else "≥"
        with column:
            st.metric(
                benchmark.title,
                f"{int(rows['met'].sum())} of {len(rows)} {sense} {100 * benchmark.limit:.0f} %",
                help=f"Minerals that keep it, of all. {benchmark.help}",
            )
            drawing = gauge(frame, benchmark, year, dark=is_dark(), named=place == 0)
            draw(drawing, key=f"gauge-{benchmark.title}")
    st.caption(
        "For 2030 the EU's Critical Raw Materials Act sets 10 % extraction, 40 % processing and 25 % recycling of "
        "yearly consumption, and at most 65 % from one third country. Here they are a yardstick for any buyer, on "
        "shares of supply."
    )
    with st.expander("As a table"):
        st.dataframe(frame, hide_index=True)


st.header("Where should critical minerals come from?")
if choice().data_set:
    pick()
    result()
else:
    st.info(
        "There is no data set here. Start the app where a folder inputs is, or write one with: orefolio new inputs/mine"
    )
