"""Questions asked of plans: loops over load, solve and read, and nothing else."""

from model.studies.comparison import compare

__all__ = ["compare"]
