# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Downloads: what comes, where it lies, and what goes wrong on the way."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.domain.catalogue import HUB_TOKEN, HubFile
from longwriter_desktop.models.hub import HubStore
from tests.models.hub.conftest import (
    NAME,
    REPOSITORY,
    HandClock,
    HeldSecrets,
    fetch,
    problem_of,
    stop_after,
)
from tests.support.hub_answers import Failure, git_sha1
from tests.support.hub_server import HubServer


def fetched_bytes(hub: HubServer) -> int:
    return sum(sent.count for sent in hub.sent)


def in_parts(hub: HubServer, count: int = 3, size: int = 100_000) -> HubFile:
    names = tuple(f"big-{n + 1:05}-of-{count:05}.gguf" for n in range(count))
    for number, name in enumerate(names):
        hub.add(REPOSITORY, name, bytes([number + 1]) * size)
    return HubFile(REPOSITORY, names[0], count * size, parts=names)


def test_a_file_comes_as_it_is_on_the_hub(store: HubStore, file: HubFile, data: bytes) -> None:
    path = fetch(store, file).path
    assert path.name == NAME
    assert path.read_bytes() == data


def test_the_hub_is_told_nothing_but_what_is_wanted(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    fetch(store, file)
    asked = [(item.kind, item.method) for item in hub.requests]
    assert asked == [("resolve", "HEAD"), ("resolve", "GET"), ("file", "GET")]
    agents = {item.headers["user-agent"].partition(";")[0] for item in hub.requests}
    assert agents == {"unknown/None"}
    assert not any("agent/" in item.headers["user-agent"] for item in hub.requests)


def test_the_token_never_goes_to_where_the_hub_sends_one_on_to(
    hub: HubServer, store: HubStore, file: HubFile, with_token: str
) -> None:
    hub.repositories[REPOSITORY].is_gated = True
    fetch(store, file)
    assert hub.asked("resolve")[-1].headers["authorization"] == f"Bearer {with_token}"
    assert [request.headers.get("authorization") for request in hub.asked("file")] == [None]


def test_a_gated_repository_is_told_with_the_page_to_agree_on(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.repositories[REPOSITORY].is_gated = True
    problem = problem_of(store, file)
    assert problem.code == "hub_gated"
    assert problem.params["page"] == f"{hub.url}/{REPOSITORY}"


def test_a_token_of_somebody_who_has_not_agreed_is_told_the_same(
    hub: HubServer, store: HubStore, file: HubFile, secrets: HeldSecrets
) -> None:
    hub.repositories[REPOSITORY].is_gated = True
    secrets.values[HUB_TOKEN] = hub.token
    assert problem_of(store, file).code == "hub_gated"


def test_a_file_that_is_not_there_is_told(store: HubStore, file: HubFile) -> None:
    assert problem_of(store, replace(file, name="other.gguf")).code == "hub_file_missing"


def test_a_file_that_was_replaced_since_it_was_listed_is_not_taken(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.add(REPOSITORY, NAME, b"another")
    assert problem_of(store, file).code == "hub_file_changed"
    assert hub.sent == []


def test_a_repository_that_was_renamed_is_followed(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.renamed["old/name"] = REPOSITORY
    assert fetch(store, replace(file, repository="old/name")).path.read_bytes() == data


def test_a_small_file_that_git_keeps_is_checked_by_its_own_sum(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, cache: Path
) -> None:
    hub.repositories[REPOSITORY].without_lfs = True
    fetch(store, replace(file, sha256=""))
    assert [path.name for path in cache.glob("*/blobs/*")] == [git_sha1(data)]


@pytest.mark.parametrize(
    "name",
    ["../out.gguf", "a/../../out.gguf", "/out.gguf", "C:out.gguf", "a\\..\\out.gguf", "a//b.gguf",
     "./a.gguf", "", "a\0.gguf", "a\n.gguf", "x" * 256, "NUL.gguf", "com1/a.gguf", "a./b.gguf",
     "a.gguf ", "a?.gguf", "a|b.gguf"],
)  # fmt: skip
def test_a_name_that_could_leave_the_folder_is_refused(
    hub: HubServer, store: HubStore, file: HubFile, cache: Path, name: str
) -> None:
    assert problem_of(store, replace(file, name=name)).code == "hub_unsafe_name"
    assert problem_of(store, replace(file, parts=(NAME, name))).code == "hub_unsafe_name"
    assert not cache.exists()
    assert hub.requests == []


def test_closing_keeps_what_came_and_the_next_try_goes_on_there(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.ahead = lambda: store.kept(file)
    kept = stop_after(store, file, 100_000)
    assert 100_000 <= kept < len(data)
    assert fetch(store, file).path.read_bytes() == data
    assert hub.asked("file")[-1].headers["range"] == f"bytes={kept}-"


def test_a_server_that_says_nothing_can_be_left_at_once(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.stall_after = 4096
    assert stop_after(store, file, 4096) == 4096


def test_progress_never_goes_back_and_comes_to_the_end(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.cut = lambda start, length: 50_000
    told = fetch(store, file).told
    coming = [item.done for item in told if not item.is_checking]
    assert coming == sorted(coming)
    assert coming[-1] > file.size_bytes - 70_000
    assert [item.done for item in told if item.is_checking][-1] == file.size_bytes
    assert {item.total for item in told} == {file.size_bytes}


def test_a_connection_that_is_cut_is_taken_up_again(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, clock: HandClock
) -> None:
    hub.cut = lambda start, length: 100_000
    assert fetch(store, file).path.read_bytes() == data
    assert [sent.start for sent in hub.sent] == [n * 100_000 for n in range(6)]
    assert clock.waited == pytest.approx(5)


def test_a_wait_is_told_with_its_seconds(hub: HubServer, store: HubStore, file: HubFile) -> None:
    hub.fail("resolve", 503, Retry_After="30")
    waits = [item.waits_seconds for item in fetch(store, file).told if item.waits_seconds]
    assert waits[0] == 30
    assert waits == sorted(waits, reverse=True)


def test_a_lost_network_is_waited_for_and_then_told(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock
) -> None:
    hub.cut = lambda start, length: 100_000 if start == 0 else 0
    assert problem_of(store, file).code == "no_network"
    assert clock.waited > 30
    assert store.kept(file) == 100_000


def test_an_answer_of_unknown_length_that_ends_early_is_taken_up_again(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.is_chunked = True
    hub.cut = lambda start, length: 250_000
    assert fetch(store, file).path.read_bytes() == data
    assert len(hub.sent) == 3


def test_a_server_that_only_sends_whole_files_is_lived_with(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.ahead = lambda: store.kept(file)
    stop_after(store, file, 100_000)
    hub.ahead = None
    hub.ignores_ranges = True
    assert fetch(store, file).path.read_bytes() == data


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_in_trouble_in_the_middle_is_waited_for(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, status: int
) -> None:
    hub.fail("file", status, times=2, Retry_After="3")
    assert fetch(store, file).path.read_bytes() == data


@pytest.mark.parametrize("error", [-1000, 1000])
def test_a_size_that_is_not_the_stated_one_is_told_and_nothing_kept_of_it(
    hub: HubServer, store: HubStore, file: HubFile, error: int
) -> None:
    hub.size_error = error
    assert problem_of(store, file).code == "hub_wrong_size"
    assert store.kept(file) == 0


def test_a_server_that_leaves_out_the_commit_is_no_hub(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.without_commit = True
    assert problem_of(store, file).code == "hub_strange"


@pytest.mark.parametrize("place", ["http://[", "http://h:99999/x", "file:///etc/passwd"])
def test_a_server_that_sends_one_on_to_nowhere_is_no_hub(
    hub: HubServer, store: HubStore, file: HubFile, place: str
) -> None:
    hub.answer("resolve", Failure(302, {"Location": place}))
    assert problem_of(store, file).code == "hub_strange"


def test_a_file_of_less_than_nothing_is_not_fetched(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.size_error = -2 * len(data)
    assert problem_of(store, file).code == "hub_strange"


def test_a_wrong_checksum_is_told_and_the_file_thrown_away(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, cache: Path
) -> None:
    hub.spoils = True
    assert problem_of(store, file).code == "checksum_wrong"
    assert list(cache.glob("*/blobs/*")) == []
    hub.spoils = False
    assert fetch(store, file).path.read_bytes() == data


def test_of_a_model_in_parts_only_what_is_gone_is_fetched_again(
    hub: HubServer, store: HubStore
) -> None:
    file = in_parts(hub)
    first = fetch(store, file).path
    first.with_name(file.parts[1]).resolve().unlink()
    hub.sent.clear()
    fetch(store, file)
    assert fetched_bytes(hub) == 100_000


def test_a_file_that_is_complete_is_only_checked(
    hub: HubServer, make_store, file: HubFile, data: bytes
) -> None:
    store = make_store()
    with closing(store.download(file)) as steps:
        for progress in steps:
            if progress.is_checking:
                break
    assert store.kept(file) == len(data)
    fetch(store, file)
    assert fetched_bytes(hub) == len(data)


def test_a_model_in_parts_has_one_progress(hub: HubServer, make_store) -> None:
    file = in_parts(hub)
    fetched = fetch(make_store(), file)
    coming = [item.done for item in fetched.told if not item.is_checking]
    assert coming == sorted(coming)
    assert coming[-1] > 200_000
    checked = [item.done for item in fetched.told if item.is_checking]
    assert checked == sorted(checked)
    assert checked[-1] == 300_000
    assert [fetched.path.with_name(name).stat().st_size for name in file.parts] == [100_000] * 3


def test_a_model_in_parts_goes_on_in_the_part_that_it_was_stopped_in(
    hub: HubServer, store: HubStore
) -> None:
    file = in_parts(hub)
    done = 0

    def have() -> int:
        return max(store.kept(file) - 100_000 * (len({item.sha256 for item in hub.sent}) - 1), 0)

    hub.ahead = have
    hub.window = 8192
    done = stop_after(store, file, 150_000)
    hub.ahead = None
    fetch(store, file)
    assert [sent.start for sent in hub.sent[-2:]] == [done - 100_000, 0]


def test_no_download_waits_for_an_hour(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock
) -> None:
    hub.fail("file", 429, Retry_After="3600")
    assert problem_of(store, file).code == "hub_busy"
    assert clock.waited == 0
