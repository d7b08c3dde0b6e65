"""Writing so that a file or folder is there whole, or not at all: a temporary name beside it, then a rename."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A new empty folder to fill, which takes the place of `folder` when the block ends without an error.

    Args:
        folder: Where it shall stand; one that is there is replaced, but only by a complete one.

    Yields:
        The unfinished folder, in the same parent; it is removed again when the block raises.

    Raises:
        OSError: The parent cannot be written to, or the disk is full.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield unfinished
        unfinished.chmod(0o755)
        for path in (*unfinished.rglob("*"), unfinished):
            to_disk(path)
        exchange(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A new empty file to write, which takes the place of `path` when the block ends without an error.

    Args:
        path: Where it shall stand; one that is there is replaced, but only by a complete one.

    Yields:
        The unfinished file, in the same folder and with the same ending; it is removed again when the block raises.

    Raises:
        OSError: The folder cannot be written to, or the disk is full.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(0o644)
        to_disk(unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    to_disk(path.parent)


def exchange(unfinished: Path, folder: Path) -> None:
    """Renames a folder to where another may stand; the other is put back if that fails."""
    if not folder.exists():
        unfinished.replace(folder)
        to_disk(folder.parent)
        return
    replaced = Path(tempfile.mkdtemp(prefix=f".{folder.name}-replaced-", dir=folder.parent))
    folder.replace(replaced)
    try:
        unfinished.replace(folder)
    except BaseException:
        replaced.replace(folder)
        raise
    to_disk(folder.parent)
    shutil.rmtree(replaced, ignore_errors=True)


def to_disk(path: Path) -> None:
    """Asks the system to keep a file or the entries of a folder before going on."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() or os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
