"""Sankey: one mineral from scrap and mines on the left to its users on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from model.case.rows import each_row
from model.plan.words import tonnes
from views.charts.colours import GREY, coloured, ink
from views.charts.drawing import Drawing
from views.charts.links import COLUMNS, sankey_links
from views.charts.names import place_names

if TYPE_CHECKING:
    from model import Plan

TITLES = {
    "scrap": "Scrap",
    "extraction": "Extraction",
    "processing": "Processing",
    "component": "Components",
    "use": "Use",
}
MOST_NODES = 8
OTHERS = "others"


def sankey(plan: Plan, mineral: str, year: int, *, dark: bool) -> Drawing:
    """The flows of a mineral by stage and place in a year."""
    names = place_names(plan.case)
    table = sankey_links(plan, mineral, year)
    table = table.assign(
        from_place=table["from_place"].map(lambda code: names.get(code, code)),
        to_place=table["to_place"].map(lambda code: names.get(code, code)),
    )
    drawn = grouped(table)
    return Drawing(option(drawn, dark=dark), in_words(drawn, mineral, year), table, CAPTION)


CAPTION = (
    "Contained tonnes a year. A band between stages is what a refiner draws on, as the table origins states it, or "
    "what the plan ships; where several sources meet, uses share them in proportion. Losses make bands narrower."
)


def grouped(table: pd.DataFrame) -> pd.DataFrame:
    """The links with the small places of each column put together."""
    frame = table.copy()
    for column in COLUMNS:
        sizes = pd.concat(
            [
                _sums(frame[frame["from_stage"] == column], "from_place"),
                _sums(frame[frame["to_stage"] == column], "to_place"),
            ],
            axis=1,
        ).max(axis=1)
        small = set(sizes.sort_values(ascending=False).index[MOST_NODES:])
        for side in ("from", "to"):
            hit = (frame[f"{side}_stage"] == column) & frame[f"{side}_place"].isin(small)
            frame.loc[hit, f"{side}_place"] = OTHERS
    keys = ["from_stage", "from_place", "to_stage", "to_place"]
    return frame.groupby(keys, sort=False)["contained_t_per_year"].sum().reset_index()


def option(links: pd.DataFrame, *, dark: bool) -> dict[str, Any]:
    """The ECharts option: every node at the depth of its stage."""
    nodes = list(dict.fromkeys([*_ends(links, "from"), *_ends(links, "to")]))
    columns = [column for column in COLUMNS if any(node[0] == column for node in nodes)]
    places = (
        links[links["from_stage"] != "use"]
        .groupby("from_place")["contained_t_per_year"]
        .sum()
        .sort_values(ascending=False)
    )
    colours = coloured(name for name in places.index if name != OTHERS)
    last = len(columns) - 1
    return {
        "title": [
            {
                "text": TITLES[column],
                "left": f"{2 + 73 * place / max(last, 1):.0f}%",
                "top": 2,
                "textStyle": {"fontSize": 13, "color": ink(dark=dark)},
            }
            for place, column in enumerate(columns)
        ],
        "tooltip": {"trigger": "item", "valueFormatter": "%,.0f t"},
        "series": [
            {
                "type": "sankey",
                "left": "2%",
                "right": "23%",
                "top": 30,
                "bottom": 8,
                "nodeGap": 10,
                "nodeWidth": 14,
                "emphasis": {"focus": "adjacency"},
                "lineStyle": {"color": "source", "opacity": 0.35},
                "label": {"color": ink(dark=dark), "fontSize": 12, "textBorderWidth": 0},
                "data": [
                    {
                        "name": _key(node),
                        "depth": columns.index(node[0]),
                        "itemStyle": {"color": GREY if node[0] == "use" else colours.get(node[1], GREY)},
                        "label": {"formatter": node[1].replace("{", "(").replace("}", ")")},
                    }
                    for node in nodes
                ],
                "links": [
                    {"source": _key(start), "target": _key(end), "value": amount}
                    for start, end, amount in zip(
                        _ends(links, "from"), _ends(links, "to"), links["contained_t_per_year"], strict=True
                    )
                ],
            }
        ],
    }


def in_words(links: pd.DataFrame, mineral: str, year: int) -> str:
    """The largest bands, in a sentence."""
    if links.empty:
        return f"No {mineral} moves in {year}."
    top = links.sort_values("contained_t_per_year", ascending=False).head(3)
    parts = [
        f"{row.from_place} ({row.from_stage}) to {row.to_place} ({row.to_stage}), {tonnes(row.contained_t_per_year)}"
        for row in each_row(top)
    ]
    largest = "; ".join(parts)
    return f"Flows of {mineral} in {year}, from scrap and mines on the left to users on the right. Largest: {largest}."


def _sums(frame: pd.DataFrame, by: str) -> pd.Series:
    return frame.groupby(by)["contained_t_per_year"].sum()


def _ends(links: pd.DataFrame, side: str) -> list[tuple[str, str]]:
    return list(zip(links[f"{side}_stage"], links[f"{side}_place"], strict=True))


def _key(node: tuple[str, str]) -> str:
    return f"{TITLES[node[0]]}: {node[1]}"
