"""What all pages share: text that is never markup, charts with their words and tables, problems by row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from views.charts.drawing import Drawing

if TYPE_CHECKING:
    import pandas as pd

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&])")


def plain(text: object) -> str:
    """A text from a data set as Markdown that shows it as it is: no link, picture, formula or tag comes of it."""
    return _MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def draw(drawing: Drawing, *, key: str) -> None:
    """A chart alone."""
    if isinstance(drawing.chart, dict):
        st.echarts_chart(drawing.chart, height=430, key=key, alt=drawing.alt)
    else:
        st.altair_chart(drawing.chart, width="stretch", key=key, alt=drawing.alt)


def show(drawing: Drawing, *, key: str) -> None:
    """A chart, its caption, and behind it what it says in words and its table."""
    if drawing.table.empty:
        st.info(plain(drawing.alt))
        return
    draw(drawing, key=key)
    if drawing.caption:
        st.caption(plain(drawing.caption))
    with st.expander("In words and as a table"):
        st.markdown(plain(drawing.alt))
        st.dataframe(drawing.table, hide_index=True, height="auto" if len(drawing.table) < 10 else 320)


def show_problems(frame: pd.DataFrame, message: str) -> None:
    """Problems of the input as a table: where, what, and what to do."""
    count = len(frame)
    st.error(f"{count} {'problem' if count == 1 else 'problems'}. {message}", icon=":material/error:")
    st.dataframe(frame, hide_index=True, alt="Problems of the input, a row each")
