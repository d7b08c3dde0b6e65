"""Run HiGHS so that Ctrl-C and progress reach the caller while it works."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable

import highspy

Report = Callable[[float, float], None]

REPORT_EVERY = 0.2
LISTEN_EVERY = 0.1


class Interrupts:
    """Whether the user has asked to stop; one per call of the solver, shared by its runs."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether a stop was asked for."""
        return self.stop.is_set()


def run_highs(highs: highspy.Highs, interrupts: Interrupts, report: Report | None = None) -> None:
    """Run HiGHS to its end, or to the first moment it can stop after Ctrl-C.

    HiGHS works in a thread of its own, since a signal is seen by Python only between two of its own
    instructions in the main thread. A second Ctrl-C is passed on at once, and the run is abandoned.

    Args:
        highs: The loaded instance.
        interrupts: Set by Ctrl-C; when already set, HiGHS stops at its first check.
        report: Called in the caller's thread with incumbent and bound as HiGHS has them (infinite if none).

    Raises:
        MemoryError: HiGHS ran out of memory.
        KeyboardInterrupt: Ctrl-C came a second time.
    """
    listener = _Listener(interrupts.stop)
    with _subscribed(highs, listener):
        worker = threading.Thread(target=listener.work, args=(highs,), daemon=True)
        worker.start()
        while worker.is_alive() or not listener.news.empty():
            try:
                _tell_next(listener.news, report)
            except KeyboardInterrupt:
                if interrupts.asked:
                    raise
                interrupts.stop.set()
            except BaseException:
                interrupts.stop.set()
                worker.join()
                raise
    if listener.failure is not None:
        raise listener.failure


def _tell_next(news: queue.SimpleQueue[tuple[float, float] | None], report: Report | None) -> None:
    try:
        item = news.get(timeout=LISTEN_EVERY)
    except queue.Empty:
        return
    if item is not None and report is not None:
        report(*item)


class _Listener:
    """What runs in HiGHS' thread: it notes the news and passes a stop on."""

    def __init__(self, stop: threading.Event) -> None:
        self.news: queue.SimpleQueue[tuple[float, float] | None] = queue.SimpleQueue()
        self.failure: BaseException | None = None
        self._stop = stop
        self._due = 0.0
        self._incumbent = float("inf")

    def work(self, highs: highspy.Highs) -> None:
        try:
            highs.run()
        except BaseException as failure:  # noqa: BLE001 (it is raised again in the caller's thread)
            self.failure = failure
        finally:
            self.news.put(None)

    def hear_lp(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self._note(float("inf"), float("-inf"))
        if self._stop.is_set():
            event.interrupt()

    def hear_mip(self, event: highspy.highs.HighsCallbackEvent) -> None:
        self._note(event.data_out.mip_primal_bound, event.data_out.mip_dual_bound)
        if self._stop.is_set():
            event.interrupt()

    def _note(self, incumbent: float, bound: float) -> None:
        now = time.monotonic()
        if now >= self._due or incumbent < self._incumbent:
            self._due = now + REPORT_EVERY
            self._incumbent = min(incumbent, self._incumbent)
            self.news.put((incumbent, bound))


class _subscribed:  # noqa: N801 (reads as a verb where it is used)
    """While it lasts, the listener hears what HiGHS calls back."""

    def __init__(self, highs: highspy.Highs, listener: _Listener) -> None:
        self._pairs = (
            (highs.cbSimplexInterrupt, listener.hear_lp),
            (highs.cbIpmInterrupt, listener.hear_lp),
            (highs.cbMipInterrupt, listener.hear_mip),
            (highs.cbMipImprovingSolution, listener.hear_mip),
            (highs.cbMipLogging, listener.hear_mip),
        )

    def __enter__(self) -> None:
        for callback, hear in self._pairs:
            callback.subscribe(hear)

    def __exit__(self, *_: object) -> None:
        for callback, hear in self._pairs:
            callback.unsubscribe(hear)
