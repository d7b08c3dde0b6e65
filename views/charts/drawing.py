"""Drawing: a chart together with what it says in words and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

Chart = alt.Chart | alt.LayerChart | alt.FacetChart


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart that can also be read.

    Attributes:
        chart: An Altair chart, or the option of an ECharts chart as a dictionary.
        alt: What the chart shows, in a sentence or two, for those who do not see it.
        table: The rows behind it; units in the column names.
        caption: What a reader should know in order to read it rightly.
    """

    chart: Chart | dict[str, Any]
    alt: str
    table: pd.DataFrame
    caption: str = ""
