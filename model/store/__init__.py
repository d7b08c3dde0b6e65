"""Runs on disk: a folder each, found again by what was asked, listed from an index that mends itself."""

from model.store.job import Job, State
from model.store.store import Store

__all__ = ["Job", "State", "Store"]
