"""What every child process of the queue does around its work: is it meant, how much memory, what is next."""

from __future__ import annotations

import logging
import os
import signal
from typing import TYPE_CHECKING

from model.jobs.carrying import carry_out
from model.jobs.memory import default_memory_gb, limited_memory
from model.jobs.pump import pump
from model.store import State, Store

if TYPE_CHECKING:
    from pathlib import Path

    from model.jobs.carrying import Work


def be_child(folder: Path, work: Work) -> None:
    """Does the work of the job in a folder, records how it ended, and starts the next in the queue.

    Args:
        folder: The job's folder.
        work: What it is asked for.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop is asked for in the job's folder
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    log = logging.getLogger("model.jobs")
    store, run = Store(folder.parent), folder.name
    with store.locked():
        job = store.job(run)
    if job.state != State.RUNNING or job.pid != os.getpid():
        log.info("This run is not for this process: %s, process %s.", job.state, job.pid)
        return
    allowed = job.memory_gb or default_memory_gb()
    with limited_memory(allowed) as lift:
        failure = carry_out(store, job, work=work, memory_gb=allowed, before_telling=lift)
    if failure is not None:
        log.error("The solve has failed.", exc_info=failure)
    pump(store)
