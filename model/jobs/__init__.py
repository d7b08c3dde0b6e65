"""Solves in the background: child processes, their queue, and anyone who watches or stops them."""

from model.jobs.pump import pump
from model.jobs.stopping import stop
from model.jobs.submitting import solve_here, submit
from model.jobs.watching import JobView, watch

__all__ = ["JobView", "pump", "solve_here", "stop", "submit", "watch"]
