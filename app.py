"""The app's frame: its pages in groups, and what is looked at. Started by `orefolio ui`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from views.sidebar import looked_at

VIEWS = Path(__file__).parent / "views"

st.set_page_config(page_title="Orefolio", page_icon=VIEWS / "icon.svg", layout="wide")

PAGES = {
    "Data": [
        st.Page("views/inputs.py", title="Inputs", icon=":material/table:"),
        st.Page("views/policies.py", title="Policies", icon=":material/tune:"),
    ],
    "Plan": [
        st.Page("views/start.py", title="Start", icon=":material/home:", default=True),
        st.Page("views/solve.py", title="Solve and runs", icon=":material/play_circle:"),
        st.Page("views/portfolio.py", title="Portfolio", icon=":material/donut_small:"),
    ],
    "Questions": [
        st.Page("views/trade_offs.py", title="Trade-offs", icon=":material/show_chart:"),
        st.Page("views/compare.py", title="Compare", icon=":material/compare_arrows:"),
        st.Page("views/why.py", title="Why", icon=":material/contact_support:"),
        st.Page("views/alternatives.py", title="Alternatives", icon=":material/alt_route:"),
        st.Page("views/agreements.py", title="Agreements", icon=":material/handshake:"),
    ],
    "Methods": [st.Page("views/methods.py", title="Methods", icon=":material/menu_book:")],
}

st.logo(VIEWS / "orefolio.svg", size="large")
page = st.navigation(PAGES)
with st.sidebar:
    looked_at()
page.run()
