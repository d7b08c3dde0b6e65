"""First steps from Python: solve a data set, try policies on it, compare, and ask what more demand would cost.

Run it in the folder that holds `inputs`; what it writes goes to the folder `out`, or to the one named behind it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from model import compare, load_case, solve

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")

case = load_case("inputs/eu", policies=["crma-2030"])
plan = solve(case, gap=0.001)
print(plan.summary)  # noqa: T201 - an example shows what it has found
plan.write(out / "crma-2030")

# Everything is a data frame, with units in the names of its columns.
top = plan.kpis.query("kpi == 'largest share' and year == 2035")
print(top[["mineral", "stage", "item", "value"]].to_string(index=False))  # noqa: T201

# A policy makes a new case; the same plan side by side under two of them.
plans = {name: solve(case.with_policy(name)) for name in ["allied-only", "low-carbon"]}
compare({"as it is": plan, **plans}).to_excel(out / "compare.xlsx", index=False)

# A tenth more demand for everything.
more = solve(case.replace(demand=case.demand.assign(quantity_t=case.demand.quantity_t * 1.1)))
print(f"A tenth more demand costs USD {(more.objective - plan.objective) / 1e9:.1f} bn more.")  # noqa: T201
