"""The certificate of a plan beside it: `certificate.json`."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from model.certificate import certify

logger = logging.getLogger(__name__)

CERTIFICATE = "certificate.json"
ACCEPTED, REJECTED, UNDONE = "accepted", "rejected", "not completed"


def examine(folder: Path, file: Path) -> str:
    """Recomputes a plan from its tables and writes what was found.

    Args:
        folder: The folder of the plan, complete.
        file: Where to write.

    Returns:
        The verdict: accepted, rejected, or that the recomputation itself went wrong.

    Raises:
        OSError: It cannot be written.
    """
    found = findings(folder)
    file.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(found["verdict"])


def findings(folder: Path) -> dict[str, Any]:
    """What `certificate.json` says."""
    try:
        certificate = certify(folder)
    except Exception as error:  # a plan is not lost because its check went wrong, and it is not called good either
        logger.exception("The certificate could not be made.")
        return {"verdict": UNDONE, "words": f"The certificate could not be made: {type(error).__name__}: {error}"}
    return {
        "verdict": ACCEPTED if certificate.accepted else REJECTED,
        "words": certificate.words,
        "checks": len(certificate.checks),
        "broken": int((~certificate.checks["holds"].astype(bool)).sum()),
        "largest_residual": certificate.largest_residual,
        "objective_difference_usd": certificate.objective_difference,
    }
