"""Disks that are full and folders that are read-only: said in an error, and nothing is half-written."""

import contextlib
import errno
import os
import shutil
import subprocess
import sys

import pytest

from model.jobs import pump, solve_here, watch
from model.store import Store
from model.store.claiming import claim
from model.store.index import INDEX
from model.store.keeping import keep_plan

if sys.platform == "win32":
    pytest.skip("Windows has neither tmpfs nor limits on files", allow_module_level=True)

import resource

KIB = 1024


@contextlib.contextmanager
def disk(path, size):
    """A disk of its own of so many KiB, which only root can make."""
    path.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    made = subprocess.run([mount, "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", path], check=False)  # noqa: S603
    if made.returncode != 0:
        pytest.skip("no small disk could be mounted here")
    try:
        yield path
    finally:
        subprocess.run([shutil.which("umount"), path], check=True)  # noqa: S603


@contextlib.contextmanager
def read_only(folder):
    """A folder that cannot be written to, for root too."""
    if os.geteuid() == 0:
        subprocess.run([shutil.which("mount"), "-o", "remount,ro", folder.parent], check=True)  # noqa: S603
        yield
        return
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o500)
    yield
    for path in folders:
        path.chmod(0o700)


@pytest.fixture
def somewhere(tmp_path):
    """A folder that can be made read-only."""
    if os.geteuid() != 0:
        yield tmp_path
        return
    with disk(tmp_path / "disk", 4096) as path:
        yield path


def test_a_store_that_is_read_only_can_be_read(somewhere, template, case, plan):
    store = Store(somewhere / "runs")
    shutil.copytree(template[0].root, store.root)
    with store.locked():
        waiting, _ = claim(store, case, {"seed": 1}, again=False)
    with read_only(store.root):
        assert dict(store.runs()[["run", "state"]].to_numpy()) == {template[1]: "finished", waiting: "queued"}
        assert not (store.root / INDEX).exists()
        assert store.find(case) == template[1]
        assert store.open(template[1]).objective == 200
        pump(store)
        assert watch(store, waiting).state == "queued"
        assert watch(store, template[1]).incumbent == 200
        with pytest.raises(OSError, match=r"Permission denied|Read-only file system"):
            store.remove([template[1]])


def test_a_full_disk_leaves_no_half_of_a_question(tmp_path, case):
    with disk(tmp_path / "disk", 16) as path:
        store = Store(path / "runs")
        with pytest.raises(OSError, match="No space left on device"), store.locked():
            claim(store, case, None, again=False)
        assert store.runs().empty
        assert [item.name for item in store.root.iterdir() if item.is_dir()] == []


def test_a_full_disk_leaves_no_half_of_a_plan(tmp_path, template, case, plan):
    with disk(tmp_path / "disk", 140) as path:
        store = Store(path / "runs")
        with store.locked():
            run, _ = claim(store, case, None, again=False)
        before = sorted(item.name for item in store.folder(run).iterdir())
        with pytest.raises(OSError, match="No space left on device"):
            keep_plan(plan, store.folder(run))
        assert sorted(item.name for item in store.folder(run).iterdir()) == before
        assert store.runs()["state"].to_list() == ["queued"]


def test_a_solve_on_a_full_disk_fails_in_words(tmp_path, case):
    with disk(tmp_path / "disk", 140) as path:
        store = Store(path / "runs")
        with pytest.raises(OSError, match="No space left on device"):
            solve_here(store, case)
        (row,) = store.runs().to_dict("records")
        assert row["state"] == "failed"
        assert row["message"].startswith("The plan could not be written: ")
        assert row["message"].endswith("No space left on device.")
        assert store.find(case) is None


def test_a_file_that_grows_too_large_leaves_no_half_of_a_plan(store, case, plan):
    """As a full disk, for those who are not root: the system refuses what goes beyond 3 KiB."""
    with store.locked():
        run, _ = claim(store, case, None, again=False)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3 * KIB, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large") as refused:
            keep_plan(plan, store.folder(run))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.errno == errno.EFBIG
    assert sorted(item.name for item in store.folder(run).iterdir()) == ["inputs", "job.json"]
    keep_plan(plan, store.folder(run))
    assert store.open(run).objective == 200
