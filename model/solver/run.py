"""Run HiGHS so that Ctrl-C and progress reach the caller while it works."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import highspy

Report = Callable[[float, float], None]

REPORT_EVERY = 0.2
LISTEN_EVERY = 0.1


class Interrupts:
    """Whether the user has asked to stop; one per call of the solver, shared by its runs."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether a stop was asked for."""
        return self._stop.is_set()

    def ask(self) -> None:
        """Stop at the next moment that HiGHS allows."""
        self._stop.set()


def run_highs(highs: highspy.Highs, interrupts: Interrupts, report: Report) -> None:
    """Run HiGHS to its end, or to the first moment it can stop after Ctrl-C.

    HiGHS works in a thread of its own, since Python sees a signal only between two of its own instructions
    in the main thread. HiGHS looks for a stop at every iteration of a linear program, but not inside the
    relaxations of a mixed-integer one, so a large first relaxation is finished before it stops. A second
    Ctrl-C is passed on at once, and the run is abandoned.

    Args:
        highs: The loaded instance.
        interrupts: Set by Ctrl-C; when already set, HiGHS stops at its first check.
        report: Called in the caller's thread with incumbent and bound as HiGHS has them (infinite if none).

    Raises:
        MemoryError: HiGHS ran out of memory.
        KeyboardInterrupt: Ctrl-C came a second time.
    """
    listener = _Listener(interrupts)
    with _subscribed(highs, listener):
        worker = threading.Thread(target=listener.work, args=(highs,), daemon=True)
        worker.start()
        try:
            while not _tell_next(listener, interrupts, report):
                pass
        except Exception:
            interrupts.ask()
            worker.join()
            raise
        worker.join()
    if listener.failure is not None:
        raise listener.failure


class _Listener:
    """What runs in the thread of HiGHS: it notes the news and passes a stop on."""

    def __init__(self, interrupts: Interrupts) -> None:
        self.news: queue.SimpleQueue[tuple[float, float] | None] = queue.SimpleQueue()
        self.failure: BaseException | None = None
        self._interrupts = interrupts
        self._due = 0.0
        self._known = (float("inf"), float("-inf"))

    def work(self, highs: highspy.Highs) -> None:
        self.news.put(self._known)
        try:
            highs.run()
        except BaseException as failure:  # noqa: BLE001 (it is raised again in the caller's thread)
            self.failure = failure
        finally:
            self.news.put(None)

    def hear_lp(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self._pass_on(event, *self._known)

    def hear_mip(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self._pass_on(event, event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)

    def _pass_on(self, event: highspy.highs.HighsCallbackEvent, incumbent: float, bound: float) -> None:
        now = time.monotonic()
        if now >= self._due or incumbent < self._known[0]:
            self._due = now + REPORT_EVERY
            self.news.put((incumbent, bound))
        self._known = (incumbent, bound)
        if self._interrupts.asked:
            event.interrupt()


def _tell_next(listener: _Listener, interrupts: Interrupts, report: Report) -> bool:
    """Wait a moment for news, pass it on, and say whether the run is over."""
    try:
        item = listener.news.get(timeout=LISTEN_EVERY)
        if item is not None:
            report(*item)
    except queue.Empty:
        return False
    except KeyboardInterrupt:
        if interrupts.asked:
            raise
        interrupts.ask()
        return False
    return item is None


@contextmanager
def _subscribed(highs: highspy.Highs, listener: _Listener) -> Iterator[None]:
    """While it lasts, the listener hears what HiGHS calls back."""
    pairs = (
        (highs.cbSimplexInterrupt, listener.hear_lp),
        (highs.cbIpmInterrupt, listener.hear_lp),
        (highs.cbMipInterrupt, listener.hear_mip),
        (highs.cbMipImprovingSolution, listener.hear_mip),
        (highs.cbMipLogging, listener.hear_mip),
    )
    for callback, hear in pairs:
        callback.subscribe(hear)
    yield
    for callback, hear in pairs:
        callback.unsubscribe(hear)
