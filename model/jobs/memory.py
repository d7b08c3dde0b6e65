"""A limit on the memory of a process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

GIGABYTE = 1e9
SHARE = 0.8
"""Of the machine's memory, what a solve may take unless another limit is asked for."""


def default_memory_gb() -> float:
    """What a solve may take in gigabytes."""
    return SHARE * float(psutil.virtual_memory().total) / GIGABYTE


@contextmanager
def limited_memory(gigabytes: float) -> Iterator[Callable[[], None]]:
    """While it lasts, this process gets no more memory than that; without effect where the system has no such limit.

    The limit is one on address space, which Linux keeps; macOS does not, and Windows has none.

    Args:
        gigabytes: The limit.

    Yields:
        A function that lifts the limit, for when there are last words to write.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        yield lambda: None
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bounds = [int(gigabytes * GIGABYTE), *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]

    def lift() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))

    try:
        resource.setrlimit(resource.RLIMIT_AS, (min(bounds), hard))
    except (ValueError, OSError):
        yield lambda: None
        return
    try:
        yield lift
    finally:
        lift()


def is_for_want_of_memory(error: BaseException) -> bool:
    """Whether an error says that there was no memory left; Python says it of threads in words of its own."""
    return isinstance(error, MemoryError) or (isinstance(error, RuntimeError) and "new thread" in str(error))
