# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where downloads lie on this machine, and what this machine may be short of."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import filelock
import pytest

from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.models.hub import HubStore
from longwriter_desktop.models.hub_cache import cache_folder
from tests.models.hub.conftest import (
    NAME,
    REPOSITORY,
    fetch,
    problem_of,
    stop_after,
)
from tests.support.hub_server import HubServer


def test_other_programs_find_it_where_the_library_of_the_hub_puts_it(
    store: HubStore, file: HubFile, cache: Path
) -> None:
    from huggingface_hub import hf_hub_download, scan_cache_dir

    path = fetch(store, file).path
    found = hf_hub_download(REPOSITORY, NAME, cache_dir=cache, local_files_only=True)
    assert found == str(path)
    scan = scan_cache_dir(cache)
    assert scan.warnings == []
    assert [(repo.repo_id, repo.nb_files) for repo in scan.repos] == [(REPOSITORY, 1)]


def test_what_another_program_has_downloaded_is_not_fetched_again(
    hub: HubServer, store: HubStore, file: HubFile, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.utils import tqdm

    monkeypatch.setattr(tqdm, "monitor_interval", 0)  # else it leaves a thread behind
    there = hf_hub_download(REPOSITORY, NAME, cache_dir=cache, endpoint=hub.url)
    asked = len(hub.requests)
    assert str(fetch(store, file).path) == there
    assert len(hub.requests) == asked


def test_a_model_that_is_here_needs_no_network(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    path = fetch(store, file).path
    hub.close()
    assert fetch(store, replace(file, sha256="")).path == path


def test_two_parts_of_the_same_bytes_are_fetched_once(hub: HubServer, store: HubStore) -> None:
    names = ("twin-00001-of-00002.gguf", "twin-00002-of-00002.gguf")
    for name in names:
        hub.add(REPOSITORY, name, b"same" * 1000)
    path = fetch(store, HubFile(REPOSITORY, names[0], 8000, parts=names)).path
    assert path.with_name(names[1]).read_bytes() == path.read_bytes()


def test_a_disk_that_is_too_small_is_told_in_numbers_before_anything_comes(
    hub: HubServer, make_store, file: HubFile
) -> None:
    problem = problem_of(make_store(free=lambda folder: 500_100_000), file)
    assert problem.code == "disk_too_small"
    assert (problem.params["need"], problem.params["missing"]) == (600_000, 500_000)
    assert hub.sent == []


def test_only_what_is_still_missing_needs_room(hub: HubServer, make_store, file: HubFile) -> None:
    first = make_store()
    hub.ahead = lambda: first.kept(file)
    kept = stop_after(first, file, 200_000)
    hub.ahead = None
    needed = file.size_bytes - kept + 500_000_000
    assert problem_of(make_store(free=lambda folder: needed - 1), file).code == "disk_too_small"
    fetch(make_store(free=lambda folder: needed), file)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_fills_up_meanwhile_is_told_and_what_came_stays(
    store: HubStore, file: HubFile, data: bytes
) -> None:
    with largest_file(262_144):
        problem = problem_of(store, file)
        assert problem.code == "download_disk_full"
        assert "models--" not in problem.params["path"]  # nor a checksum behind it
    assert store.kept(file) == 262_144
    assert fetch(store, file).path.read_bytes() == data


def test_a_cache_that_may_not_be_written_is_told(make_store, file: HubFile, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    problem = problem_of(make_store(cache=tmp_path / "taken" / "cache"), file)
    assert problem.code == "cannot_write"


def test_a_file_that_another_program_fetches_is_left_to_it(
    store: HubStore, file: HubFile, cache: Path
) -> None:
    lock = cache / ".locks" / f"models--{REPOSITORY.replace('/', '--')}" / f"{file.sha256}.lock"
    lock.parent.mkdir(parents=True)
    with filelock.FileLock(lock):
        assert problem_of(store, file).code == "hub_in_use"
    fetch(store, file)


def test_discarding_frees_what_came(
    hub: HubServer, store: HubStore, file: HubFile, cache: Path
) -> None:
    hub.ahead = lambda: store.kept(file)
    kept = stop_after(store, file, 100_000)
    assert store.discard(file) == kept
    assert list(cache.glob("*/blobs/*")) == []
    assert store.discard(file) == 0


def test_discarding_leaves_other_files_and_finished_ones_alone(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    path = fetch(store, file).path
    assert store.discard(file) == 0
    assert path.is_file()


def test_what_came_of_an_older_version_is_thrown_away(
    hub: HubServer, store: HubStore, file: HubFile, cache: Path
) -> None:
    hub.ahead = lambda: store.kept(file)
    stop_after(store, file, 100_000)
    hub.ahead = None
    sha256 = hub.add(REPOSITORY, NAME, b"new" * 1000)
    fetch(store, replace(file, sha256=sha256))
    assert [path.name for path in cache.glob("*/blobs/*")] == [sha256]


def test_where_no_links_can_be_made_the_file_itself_has_the_name(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.symlink", refuse)
    path = fetch(store, file).path
    assert not path.is_symlink()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file.sha256
    assert fetch(store, file).path == path
    assert len(hub.sent) == 1


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"HF_HUB_CACHE": "/a", "HF_HOME": "/b"}, "/a"),
        ({"HF_HOME": "/b", "XDG_CACHE_HOME": "/c"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
        ({}, "~/.cache/huggingface/hub"),
        ({"HF_HOME": "~/models"}, "~/models/hub"),
    ],
)
def test_the_cache_is_where_the_environment_says(environment: dict[str, str], folder: str) -> None:
    assert cache_folder(environment) == Path(folder).expanduser()
