"""Writes docs/data.md: `python -m model.evidence > docs/data.md`, from the folder that holds `inputs`."""

from __future__ import annotations

import sys

from model.evidence.page import data_page

sys.stdout.write(data_page())
