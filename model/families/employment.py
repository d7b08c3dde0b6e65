"""Employment: jobs that projects on line give, owed while an agreement is in force, on the trunk."""

import pyomo.environ as pyo

from model.agreed import joinings, stepped
from model.owed import due_years, obligation, owing_projects


def least_jobs(model, agreement, kind, target, node):
    r"""While an agreement is in force, its projects on line (those named, or all of a place) give at least so many jobs.

    $$ \sum_{j} \text{jobs}_j \, \text{OnLine}_{j,t(n)} \ge \text{owed}_o \sum_{s} \varphi_{o,s,t(n)} \, \text{Standing}_{g,s,t(n)} \quad \forall (o, n) \in \text{LEAST\_JOBS} $$

    `jobs` [jobs per block]; `OnLine` [blocks]; `owed` [jobs]; $\varphi$ [fraction]: how far the obligation has come.
    """
    return model.JobsGiven[agreement, kind, target, node] >= model.JobsOwed[agreement, kind, target, node]


def add(model, case):
    """Adds the jobs that are given and owed under agreements."""
    rows = [row for row in case.rows("agreement_obligations") if row.obligation == "local_jobs" and row.value > 0]
    jobs = {row.project: row.jobs_per_block for row in case.rows("projects")}
    giving = {obligation(row): owing_projects(case, row) for row in rows}
    steps = {obligation(row): (row.value, int(row.ramp_up_years)) for row in rows}
    due = {obligation(row): set(due_years(case, row)) for row in rows}
    joined = joinings(case)
    node_years = [(n, model.year[n]) for n in model.TRUNK]
    index = [(*key, n) for key in giving for n, t in node_years if t in due[key] and len(model.STANDING_IN[key[0], t])]

    def owed(model, g, kind, target, n):
        value, years = steps[g, kind, target]
        t = model.year[n]
        return sum(value * stepped(t - joined[g, s], years) * model.Standing[g, s, t] for s in model.STANDING_IN[g, t])

    model.jobs_per_block = pyo.Param(model.PROJECTS, initialize=jobs)
    model.GIVING_JOBS = pyo.Set(list(giving), initialize=giving)
    model.LEAST_JOBS = pyo.Set(dimen=4, initialize=index, doc="agreement, target_kind, target, node")
    model.JobsGiven = pyo.Expression(
        model.LEAST_JOBS,
        rule=lambda model, g, kind, target, n: sum(
            model.jobs_per_block[j] * model.OnLine[j, model.year[n]] for j in model.GIVING_JOBS[g, kind, target]
        ),
        doc="Jobs at the projects on line that an agreement counts [jobs]",
    )
    model.JobsOwed = pyo.Expression(model.LEAST_JOBS, rule=owed, doc="Jobs owed under an agreement [jobs]")
    model.least_jobs = pyo.Constraint(model.LEAST_JOBS, rule=least_jobs)
