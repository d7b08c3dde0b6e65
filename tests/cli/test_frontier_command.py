"""`orefolio frontier` on a small data set: what it says, what it keeps, and its exit code.

`harbour` may buy 60 t from China at most, 12 440 USD a year; at its best no place has more than 45 t, and a year costs
13 115 USD: 15 t less from China at 45 USD more. So 3 plans cost 24 880, 25 555 and 26 230 USD.
"""

from __future__ import annotations

import json

import pandas as pd
import pytest

SHARE = "share:cobalt:processing"
ASKED = ("frontier", "harbour", "--metric", SHARE, "--metric", "cost", "--points", "3", "--set", "gap=0")


@pytest.mark.slow
def test_each_plan_is_kept_as_a_run_and_the_answer_in_a_folder(orefolio, desk):
    result = orefolio(*ASKED, "--out", "answer")
    told = json.loads((desk / "answer" / "frontier.json").read_text(encoding="utf-8"))
    runs = [row["run"] for row in told["points"]]
    assert result.exit_code == 0
    assert [row["cost_usd"] for row in told["points"]] == pytest.approx([24_880, 25_555, 26_230], rel=1e-4)
    assert [line for line in result.stderr.splitlines() if " of 4: " in line][:3] == [
        "1 of 4: the best of cost and largest share in cobalt processing",
        "2 of 4: the cheapest",
        "3 of 4: what follows on cost USD 24.9 k and largest share in cobalt processing 60.0 %",
    ]
    assert len(set(runs)) == 3
    for run in runs:
        assert (desk / "runs" / run / "plan.json").is_file()
        assert run in result.stdout
    assert sorted(path.name for path in (desk / "answer").iterdir()) == [
        *("changes.csv", "frontier.json", "metrics.csv", "payoff.csv", "points.csv", "summary.txt", "values.csv")
    ]
    values = pd.read_csv(desk / "answer" / "values.csv").pivot_table(index="point", columns="metric", values="value")
    assert values[SHARE].to_list() == pytest.approx([0.6, 0.525, 0.45], abs=1e-4)
    shown = orefolio("show", runs[1])
    assert "trade-off: largest share in cobalt processing at most 52.5 %" in shown.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--metric", "cost"), "--metric: are 1 metrics (found 'cost'). Name cost and one or two others."),
        (("--metric", "price"), "--metric: is not a metric (found 'price')."),
        (
            ("--metric", "cost", "--metric", SHARE, "--points", "1"),
            "--points: are too few points for 2 metrics (found '1'). Ask for 2 or more.",
        ),
        (
            ("--metric", "cost", "--metric", SHARE, "--limit", "much"),
            "--limit: is not metric=value (found 'much'). Write --limit shortage=0.2.",
        ),
        (
            ("--metric", "cost", "--metric", SHARE, "--limit", "carbon=3"),
            f"--limit: is not weighed, or is cost (found 'carbon'). Limit one of {SHARE}.",
        ),
    ],
)
def test_what_cannot_be_weighed_is_said_before_anything_is_solved(orefolio, desk, given, said):
    result = orefolio("frontier", "harbour", *given)
    assert result.exit_code == 2
    assert said.split(": ", 1)[1].split(" (found")[0] in " ".join(result.stderr.split())
    assert not (desk / "runs").exists()
