# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A download that is interrupted over and over: by the network, by the writer, by a kill."""

import random
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.models.hub import HubStore
from tests.models.hub.conftest import NAME, REPOSITORY, HandClock, HeldSecrets
from tests.support.hub_server import HubServer

INTERRUPTIONS = 100
KILLS = 3
SIZE = 6_000_000
LONGEST_STEP = 30_000  # bytes between two interruptions, and what is on its way meanwhile
CHUNK = 24_576  # the most that may be on its way when a download ends

_CHILD = """
import sys
from pathlib import Path
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.models.hub import HubStore
from longwriter_desktop.models.secrets import KeyringSecrets

address, cache, repository, name, size, sha256 = sys.argv[1:]
store = HubStore(KeyringSecrets(), address, Path(cache), tick_seconds=0)
for progress in store.download(HubFile(repository, name, int(size), sha256)):
    print(progress.done, flush=True)
"""


def test_a_hundred_interruptions_leave_the_file_right_and_fetch_no_more_than_a_chunk_twice(
    hub: HubServer, cache: Path, checkout: Path
) -> None:
    chance = random.Random(7)
    data = chance.randbytes(SIZE)
    sha256 = hub.add(REPOSITORY, NAME, data)
    file = HubFile(REPOSITORY, NAME, SIZE, sha256, "Q4_K_M")
    clock = HandClock()
    store = HubStore(HeldSecrets(), hub.url, cache, tick_seconds=0, clock=clock, sleep=clock.sleep)
    hub.ahead = lambda: store.kept(file)
    hub.window = 16_384

    for number in range(INTERRUPTIONS):
        wanted = store.kept(file) + chance.randrange(1, LONGEST_STEP)
        if number % (INTERRUPTIONS // KILLS) == 10:
            _fetch_and_kill(hub, cache, checkout, file, wanted)
        elif chance.random() < 0.5:
            _fetch_and_pause(store, file, wanted)
        else:
            _fetch_and_be_cut(hub, store, file, wanted)
    path = _finish(store, file)

    assert path.read_bytes() == data
    assert len(hub.sent) >= INTERRUPTIONS
    twice = [before.start + before.count - after.start for before, after in pairwise(hub.sent)]
    assert all(0 <= count <= CHUNK for count in twice)
    # A connection that is cut loses nothing at all: all that was sent is on the disk.
    assert sum(count == 0 for count in twice) >= INTERRUPTIONS // 3


def _fetch_and_pause(store: HubStore, file: HubFile, wanted: int) -> None:
    steps = store.download(file)
    for progress in steps:
        if progress.done >= wanted:
            break
    steps.close()


def _fetch_and_be_cut(hub: HubServer, store: HubStore, file: HubFile, wanted: int) -> None:
    """The server cuts the connection; what goes on behind that is paused at its first byte."""
    hub.cut = lambda start, length: max(wanted - start, 1)
    _fetch_and_pause(store, file, wanted)
    hub.cut = None


def _fetch_and_kill(
    hub: HubServer, cache: Path, checkout: Path, file: HubFile, wanted: int
) -> None:
    given = [hub.url, cache, file.repository, file.name, file.size_bytes, file.sha256]
    command = [sys.executable, "-c", _CHILD, *map(str, given)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=checkout) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if int(line) >= wanted:
                break
        child.kill()


def _finish(store: HubStore, file: HubFile) -> Path:
    steps = store.download(file)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
