# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Models from the Hub: what a repository has, and downloads that can be stopped at any byte.

`huggingface_hub` speaks to the server: names, tokens, redirects, proxies, mirrors and errors
are its work. The bytes are written here, because its own download (2.4) cannot be paused: it
writes to a file of a random name and deletes that when anything interrupts it, and it reads
10 MiB before it writes or tells anything. What is finished lies where it would have put it.

The network is read in a thread of its own, which hands small pieces over. So closing the
generator takes effect at once, also while a server says nothing or a name cannot be looked up,
and everything that came is on the disk by then.
"""

import os
import shutil
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from functools import partial
from io import FileIO
from pathlib import Path
from typing import TypeVar

from longwriter_desktop.domain.catalogue import HUB_TOKEN, DownloadProgress, HubFile, Secrets
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.background import Background
from longwriter_desktop.models.hub_cache import Blob, RepositoryCache, cache_folder, writing
from longwriter_desktop.models.hub_check import check
from longwriter_desktop.models.hub_listing import check_names, gguf_files, repository_name
from longwriter_desktop.models.hub_meter import Meter
from longwriter_desktop.models.hub_requests import USUAL_ENDPOINT, Chunk, HubRequests, Trouble

Answer = TypeVar("Answer")
Steps = Generator[DownloadProgress, None, Answer]

_BACK_OFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
_TRIES_AT_FIRST = (
    2  # whoever has just asked for a model wants to hear soon that there is no network
)
_TRIES_TO_LIST = 4
_LONGEST_WAIT_TO_LIST_SECONDS = 20.0
_LONGEST_WAIT_SECONDS = 300.0  # the Hub counts requests over five minutes
_SHORTEST_SLEEP_SECONDS = 0.05
_KEEP_FREE_BYTES = 500_000_000  # a full disk would keep the writer's text from being saved
_NOT_REACHED = frozenset({"no_network", "hub_offline", "hub_busy", "hub_strange"})


def free_bytes(folder: Path) -> int:
    """Free bytes on the disk that a folder is on, or will be on."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


class HubStore:
    """`ModelHub` for one endpoint and one cache; both are those of the environment unless given.

    `tick_seconds`: how often a download tells its progress, and so how soon it can be closed.
    """

    def __init__(
        self,
        secrets: Secrets,
        endpoint: str = "",
        cache: Path | None = None,
        tick_seconds: float = 0.1,
        free: Callable[[Path], int] = free_bytes,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = cache or cache_folder()
        self._tick = tick_seconds
        self._free = free
        self._clock = clock
        self._sleep = sleep
        chosen = endpoint or os.environ.get("HF_ENDPOINT", "") or USUAL_ENDPOINT
        self._endpoint = chosen.rstrip("/")
        self._requests = HubRequests(self._endpoint, partial(secrets.get, HUB_TOKEN))

    def files(self, repository: str) -> list[HubFile]:
        """The GGUF files of a repository, from small to large. Its address will do, too.

        A busy server is asked again for half a minute at most: somebody waits for the list.

        Raises `EnvironmentProblem`: `hub_name`, `hub_not_found`, `hub_token_refused`,
        `hub_refused`, `hub_busy`, `hub_strange`, `hub_offline`, `hub_address` or `no_network`.
        """
        name = repository_name(repository, self._endpoint)
        self._requests.host  # noqa: B018 - raises for an address that is none
        meter = Meter(0, 0, self._clock)
        steps = self._asked(
            meter,
            partial(self._requests.entries, name),
            _TRIES_TO_LIST,
            _LONGEST_WAIT_TO_LIST_SECONDS,
        )
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return gguf_files(name, end.value)

    def download(self, file: HubFile) -> Generator[DownloadProgress, None, Path]:
        """Fetch a file into the shared cache, going on where an earlier try ended.

        Lost connections and a busy server are waited for; each wait is told. A model that is
        here already is returned without a word to the Hub where its checksum is known.

        Raises `EnvironmentProblem`: the codes of `files`, `hub_file_missing`, `hub_gated`,
        `hub_unsafe_name`, `hub_file_changed`, `hub_wrong_size`, `hub_in_use`,
        `checksum_wrong`, `disk_too_small`, `download_disk_full` or `cannot_write`.
        """
        names = file.parts or (file.name,)
        check_names(names)
        repository = repository_name(file.repository, self._endpoint)
        cache = RepositoryCache(self._folder, repository)
        here = [cache.present(name) for name in names]
        if here[0] is not None and file.sha256 and here[0].resolve().name == file.sha256:
            return here[0]
        meter = Meter(self.kept(file), file.size_bytes, self._clock)
        try:
            blobs = yield from self._blobs(file, repository, meter)
        except EnvironmentProblem as problem:
            if problem.code in _NOT_REACHED and here[0] is not None and all(here):
                return here[0]
            raise
        with ExitStack() as held:
            for blob in {blob.etag: blob for blob in blobs}.values():
                held.enter_context(cache.locked(blob))
                cache.prepare(blob)
            self._check_room(cache, blobs)
            yield from self._fetch_all(repository, cache, blobs)
            missing = [blob for blob in blobs if not cache.has(blob)]
            yield from check(cache, missing, self._tick, self._clock)
            return [cache.publish(blob) for blob in blobs][0]

    def kept(self, file: HubFile) -> int:
        """Bytes that are here of an unfinished download."""
        return sum(path.stat().st_size for path in self._unfinished(file))

    def discard(self, file: HubFile) -> int:
        """Delete what came of an unfinished download; the bytes that this frees.

        Raises `EnvironmentProblem("cannot_write")`.
        """
        freed = 0
        for path in self._unfinished(file):
            with writing(path):
                freed += path.stat().st_size
                path.unlink()
        return freed

    def _unfinished(self, file: HubFile) -> list[Path]:
        names = file.parts or (file.name,)
        check_names(names)
        cache = RepositoryCache(self._folder, repository_name(file.repository, self._endpoint))
        return [path for name in names for path in cache.all_unfinished(name)]

    def _blobs(self, file: HubFile, repository: str, meter: Meter) -> Steps[list[Blob]]:
        """What the parts are on the Hub, all of one commit."""
        self._requests.host  # noqa: B018 - raises for an address that is none
        found: list[Blob] = []
        for name in file.parts or (file.name,):
            revision = found[0].commit if found else "main"
            blob = yield from self._asked(
                meter,
                partial(self._requests.blob, repository, name, revision),
            )
            found.append(blob)
        if file.sha256 and len(found) == 1 and found[0].etag != file.sha256:
            raise EnvironmentProblem("hub_file_changed", name=file.name, repository=repository)
        return found

    def _check_room(self, cache: RepositoryCache, blobs: Sequence[Blob]) -> None:
        need = sum(blob.size_bytes - _here(cache, blob) for blob in blobs)
        free = self._free(self._folder)
        if need and need + _KEEP_FREE_BYTES > free:
            missing = need + _KEEP_FREE_BYTES - free
            raise EnvironmentProblem(
                "disk_too_small", path=str(self._folder), need=need, free=free, missing=missing
            )

    def _fetch_all(
        self, repository: str, cache: RepositoryCache, blobs: Sequence[Blob]
    ) -> Steps[None]:
        done = [_here(cache, blob) for blob in blobs]
        meter = Meter(sum(done), sum(blob.size_bytes for blob in blobs), self._clock)
        for number, blob in enumerate(blobs):
            if done[number] < blob.size_bytes:
                meter.before = sum(done) - done[number]
                yield from self._fetch(repository, cache.unfinished(blob), blob, meter)
                done[number] = blob.size_bytes

    def _fetch(self, repository: str, path: Path, blob: Blob, meter: Meter) -> Steps[None]:
        with _opened(path) as output:
            if output.tell() > blob.size_bytes:
                output.truncate(0)
            tries = 0
            while output.tell() < blob.size_bytes:
                before = output.tell()
                trouble = yield from self._read(repository, output, blob, meter)
                tries = 0 if output.tell() > before else tries + 1
                if trouble is not None and output.tell() < blob.size_bytes:
                    yield from self._wait(meter, trouble, tries)
                elif tries > len(_BACK_OFF_SECONDS):
                    raise EnvironmentProblem("hub_wrong_size", name=blob.name)

    def _read(
        self, repository: str, output: FileIO, blob: Blob, meter: Meter
    ) -> Steps[Trouble | None]:
        """One request for what is missing; returns why it ended too soon, if it is known."""
        start = output.tell()
        work = Background(partial(self._requests.read, repository, blob, start))
        steps = work.run(self._tick)
        told = self._clock()
        try:
            while True:
                try:
                    chunk = next(steps)
                except StopIteration as end:
                    trouble: Trouble | None = end.value
                    return trouble
                if chunk is not None:
                    _write(output, chunk, blob.size_bytes)
                    if output.tell() == blob.size_bytes:
                        return None
                now = self._clock()
                if chunk is None or now - told >= self._tick:
                    told = now
                    yield meter.at(output.tell())
        finally:
            steps.close()
            for chunk in work.rest():
                _write(output, chunk, blob.size_bytes)

    def _asked(
        self,
        meter: Meter,
        ask: Callable[[], Answer | Trouble],
        tries_at_most: int = len(_BACK_OFF_SECONDS),
        longest_wait: float = _LONGEST_WAIT_SECONDS,
    ) -> Steps[Answer]:
        """Ask beside the caller's thread, again where that may help."""
        tries = 0
        while True:
            answer = yield from self._aside(meter, ask)
            if not isinstance(answer, Trouble):
                return answer
            tries += 1
            is_gone = answer.problem.code == "no_network"
            most = _TRIES_AT_FIRST if is_gone else tries_at_most
            yield from self._wait(meter, answer, tries, most, longest_wait)

    def _wait(
        self,
        meter: Meter,
        trouble: Trouble,
        tries: int,
        most: int = len(_BACK_OFF_SECONDS),
        longest: float = _LONGEST_WAIT_SECONDS,
    ) -> Steps[None]:
        """Wait before the next try. Raises the problem when there is to be none."""
        seconds = trouble.wait_seconds
        if seconds is None:
            seconds = _BACK_OFF_SECONDS[min(max(tries - 1, 0), len(_BACK_OFF_SECONDS) - 1)]
        if not trouble.may_pass or tries >= most or seconds > longest:
            raise trouble.problem
        until = self._clock() + seconds
        while (left := until - self._clock()) > 0:
            yield meter.still(waits_seconds=left)
            self._sleep(min(left, max(self._tick, _SHORTEST_SLEEP_SECONDS)))

    def _aside(self, meter: Meter, ask: Callable[[], Answer]) -> Steps[Answer]:
        work: Background[None, Answer] = Background(lambda put: ask())
        steps = work.run(self._tick)
        try:
            while True:
                try:
                    next(steps)
                except StopIteration as end:
                    answer: Answer = end.value
                    return answer
                yield meter.still()
        finally:
            steps.close()


def _here(cache: RepositoryCache, blob: Blob) -> int:
    """Bytes of a file that need not be fetched."""
    if cache.has(blob):
        return blob.size_bytes
    path = cache.unfinished(blob)
    size = path.stat().st_size if path.exists() else 0
    return size if size <= blob.size_bytes else 0


def _opened(path: Path) -> FileIO:
    # Without a buffer: a full disk would be told again when it is written out at the end.
    with writing(path):
        return open(path, "ab", buffering=0)


def _write(output: FileIO, chunk: Chunk, most: int) -> None:
    """Put a piece where it belongs; a server that began anew begins the file anew."""
    at, data = chunk
    with writing(Path(str(output.name))):
        if at < output.tell():
            output.truncate(at)
            output.seek(at)
        left = memoryview(data)[: most - at]
        while left:
            left = left[output.write(left) :]
