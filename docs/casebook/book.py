"""The case studies by name: building, writing and checking their pages."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from docs.casebook.drawing import svg
from docs.casebook.page import filled, module_of
from docs.casebook.solved import Solved, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from docs.casebook.page import Page

DOCS = Path("docs")
CASES = Path(__file__).parent / "cases"


def names() -> list[str]:
    """The case studies: those with a template."""
    return sorted(path.parent.name.replace("_", "-") for path in CASES.glob("*/prose.md"))


def template_of(name: str) -> str:
    """The prose of a case study, with its places."""
    return (CASES / module_of(name) / "prose.md").read_text(encoding="utf-8")


def build(name: str, top: Path, *, kept: bool = False, tell: Callable[[str], None] = silent) -> dict[str, str]:
    """The files of a case study by their path in the docs.

    Args:
        name: The case study.
        top: The folder that holds `inputs` and `docs`.
        kept: Whether long studies are taken from the tables that an earlier build left in the docs.
        tell: Told what is solved next.

    Raises:
        CasebookError: The template and what fills it do not fit.
        InputError: The data set cannot be used.
    """
    module = import_module(f"docs.casebook.cases.{module_of(name)}.page")
    solved = Solved(top / module.DATA, kept=top / DOCS / name if kept else None, tell=tell)
    page: Page = module.page(solved)
    files = {f"{name}.md": filled(name, template_of(name), page)}
    files |= {f"{name}/{key}.svg": svg(picture.chart) for key, picture in page.pictures.items()}
    return files | {f"{name}/{key}": text for key, text in page.files.items()}


def write(name: str, files: Mapping[str, str], docs: Path) -> None:
    """Writes the files, and removes what an earlier build left beside them."""
    for old in leftovers(name, files, docs):
        (docs / old).unlink()
    for path, text in files.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8", newline="\n")


def stale(name: str, files: Mapping[str, str], docs: Path) -> list[str]:
    """The files that a build would change, add or remove."""
    changed = [path for path, text in files.items() if not same(docs / path, text)]
    return changed + leftovers(name, files, docs)


def same(path: Path, text: str) -> bool:
    """Whether a file holds just that."""
    return path.is_file() and path.read_bytes() == text.encode("utf-8")


def leftovers(name: str, files: Mapping[str, str], docs: Path) -> list[str]:
    """Files beside the page that are no longer of it."""
    found = sorted((docs / name).glob("*")) if (docs / name).is_dir() else []
    return [f"{name}/{path.name}" for path in found if f"{name}/{path.name}" not in files]
