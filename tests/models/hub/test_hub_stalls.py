# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers that send little by little, or fall silent in the middle of a file or before it."""

from collections.abc import Callable
from contextlib import closing

import huggingface_hub
import pytest

from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.models.hub import HubStore
from tests.models.hub.conftest import HandClock, fetch, problem_of, stop_after
from tests.support.hub_answers import Failure
from tests.support.hub_server import HubServer

STALL = 102_400  # bytes: whole pieces of the server
PIECE = 10_007  # of a trickling server: no multiple of anything


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> float:
    """The seconds for which nothing may come."""
    seconds = 0.4
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_DOWNLOAD_TIMEOUT", seconds)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_ETAG_TIMEOUT", seconds)
    return seconds


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_file_that_trickles_in_comes_in_one_request_however_long_it_takes(
    hub: HubServer,
    make_store: Callable[..., HubStore],
    file: HubFile,
    data: bytes,
    impatient: float,
    is_chunked: bool,
) -> None:
    hub.trickle, hub.is_chunked = PIECE, is_chunked  # 60 pauses of a hundredth of a second
    fetched = fetch(make_store(), file)
    assert fetched.path.read_bytes() == data
    assert [(sent.start, sent.count) for sent in hub.sent] == [(0, len(data))]
    assert len({item.done for item in fetched.told}) > 20  # told, and written, as they come


def test_what_has_trickled_in_is_on_the_disk_when_the_writer_pauses(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes
) -> None:
    hub.trickle = PIECE
    hub.ahead, hub.window = (lambda: store.kept(file)), PIECE
    kept = stop_after(store, file, 5 * PIECE)
    assert kept % PIECE == 0
    hub.trickle, hub.ahead = 0, None
    assert fetch(store, file).path.read_bytes() == data
    assert hub.sent[-1].start == kept


def test_a_server_that_falls_silent_is_asked_for_the_rest_and_no_byte_comes_twice(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, clock: HandClock, impatient: float
) -> None:
    hub.stall_after, hub.stall_times = STALL, 3
    told = fetch(store, file)
    assert told.path.read_bytes() == data
    assert [sent.start for sent in hub.sent] == [0, STALL, 2 * STALL, 3 * STALL]
    assert sum(sent.count for sent in hub.sent) == len(data)
    assert clock.waited == pytest.approx(3)  # a second before each, as what came in between helps
    assert any(item.waits_seconds for item in told.told)


def test_a_server_that_sends_headers_and_never_a_byte_is_given_up_with_what_there_is(
    hub: HubServer, store: HubStore, file: HubFile, impatient: float
) -> None:
    hub.stall_after, hub.stall_times = STALL, 1
    hub.cut = lambda start, length: None if start == 0 else 0
    assert problem_of(store, file).code == "no_network"
    assert store.kept(file) == STALL
    hub.cut, hub.stall_after = None, 0
    hub.stall_times = None
    assert problem_of(store, file).code == "no_network"
    assert store.kept(file) == STALL


def test_a_pause_behind_a_time_out_keeps_what_came(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, impatient: float
) -> None:
    hub.stall_after, hub.stall_times = STALL, 1
    with closing(store.download(file)) as steps:
        for progress in steps:
            if progress.waits_seconds:
                break
    assert store.kept(file) == STALL
    assert fetch(store, file).path.read_bytes() == data
    assert sum(sent.count for sent in hub.sent) == len(data)


def test_a_cancel_behind_a_time_out_leaves_nothing(
    hub: HubServer, store: HubStore, file: HubFile, impatient: float
) -> None:
    hub.stall_after = STALL
    with closing(store.download(file)) as steps:
        for progress in steps:
            if progress.waits_seconds:
                break
    assert store.discard(file) == STALL
    assert store.kept(file) == 0


def test_a_server_that_does_not_even_say_what_it_has_can_be_left_at_once(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.answer("resolve", Failure(200, hangs=True))
    with closing(store.download(file)) as steps:
        for _progress in steps:
            if hub.requests:
                break
    assert hub.sent == []


def test_a_server_that_did_not_say_what_it_has_in_time_is_asked_again(
    hub: HubServer, store: HubStore, file: HubFile, data: bytes, impatient: float
) -> None:
    hub.answer("resolve", Failure(200, hangs=True))
    assert fetch(store, file).path.read_bytes() == data
