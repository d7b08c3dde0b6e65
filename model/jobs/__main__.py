"""The child process of a background solve: `python -m model.jobs RUN_FOLDER`, started by the queue."""

from __future__ import annotations

import logging
import os
import signal
import sys
from pathlib import Path

from model.jobs.carrying import carry_out
from model.jobs.memory import default_memory_gb, limited_memory
from model.jobs.pump import pump
from model.store import State, Store


def main(folder: Path) -> None:
    """Solves the run in a folder, and starts the next in the queue."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stop is asked for in the run's folder
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
        failure = carry_out(store, job, memory_gb=allowed, before_telling=lift)
    if failure is not None:
        log.error("The solve has failed.", exc_info=failure)
    pump(store)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
