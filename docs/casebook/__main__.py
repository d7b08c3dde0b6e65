"""Builds the case studies: `python -m docs.casebook [NAME ...] [--check] [--kept]`, where `inputs` and `docs` are."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from docs.casebook.book import DOCS, build, names, stale, write
from docs.casebook.page import CasebookError


def main(given: list[str] | None = None) -> int:
    """Builds or checks the pages asked for; 1 if one is not as it should be."""
    asked = argparse.ArgumentParser(prog="python -m docs.casebook", description="Builds the pages of the case studies.")
    asked.add_argument("name", nargs="*", help=f"of {', '.join(names())}; all if none is given")
    asked.add_argument("--check", action="store_true", help="write nothing; fail where a file would change")
    asked.add_argument("--kept", action="store_true", help="take long studies from the tables in docs, do not solve")
    options = asked.parse_args(given)
    wrong = False
    for name in options.name or names():
        try:
            files = build(name, Path(), kept=options.kept, tell=say)
        except CasebookError as error:
            say(f"{name}: {error}")
            wrong = True
            continue
        if options.check:
            changed = stale(name, files, DOCS)
            wrong = wrong or bool(changed)
            say(f"{name}: {', '.join(changed)} would change" if changed else f"{name}: unchanged")
        else:
            write(name, files, DOCS)
            say(f"{name}: {len(files)} files written to {DOCS}")
    return int(wrong)


def say(words: str) -> None:
    """Says on the error stream what is done."""
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
