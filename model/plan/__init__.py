"""What users hold after a solve: tidy frames, a cost breakdown, KPIs, and the plan in words."""

from model.plan.make import make_plan
from model.plan.plan import Plan

__all__ = ["Plan", "make_plan"]
