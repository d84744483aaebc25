# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether what was downloaded is what the Hub has. It is read back from the disk for that."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from longwriter_desktop.domain.catalogue import DownloadProgress
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.background import Background
from longwriter_desktop.models.hub_cache import Blob, RepositoryCache, writing

_SHA256 = re.compile(r"[0-9a-f]{64}")
_GIT_SHA1 = re.compile(r"[0-9a-f]{40}")
_PIECE = 1 << 20


class _Digest(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


def check(
    cache: RepositoryCache,
    blobs: Sequence[Blob],
    tick_seconds: float,
    clock: Callable[[], float],
) -> Iterator[DownloadProgress]:
    """Compute the checksums of finished files, and see that they are safe on the disk.

    Raises `EnvironmentProblem("checksum_wrong")`: the file was thrown away, for no part of it
    can be trusted. An answer of the server without a checksum is taken as it is.
    """
    total = sum(blob.size_bytes for blob in blobs)
    done, told = 0, clock()
    for blob in blobs:
        # A slow disk takes its time to write gigabytes out, and nobody is to wait for that.
        sync: Background[None, OSError | None] = Background(partial(_sync, cache.unfinished(blob)))
        for _ in sync.run(tick_seconds):
            yield DownloadProgress(done, total, is_checking=True)
        digest = _digest(blob)
        for piece in _pieces(cache.unfinished(blob)):
            done += len(piece)
            if digest is not None:
                digest.update(piece)
            if clock() - told >= tick_seconds:
                told = clock()
                yield DownloadProgress(done, total, is_checking=True)
        if digest is not None and digest.hexdigest() != blob.etag:
            with writing(cache.unfinished(blob)):
                cache.unfinished(blob).unlink()
            raise EnvironmentProblem("checksum_wrong", name=blob.name)


def _digest(blob: Blob) -> _Digest | None:
    if _SHA256.fullmatch(blob.etag):
        return hashlib.sha256()
    if _GIT_SHA1.fullmatch(blob.etag):
        # What is too small for Git LFS is named by git, which puts the size in front.
        start = b"blob %d\0" % blob.size_bytes
        return hashlib.sha1(start, usedforsecurity=False)
    return None


def _sync(path: Path, hand_over: Callable[[None], None]) -> OSError | None:
    """See that a file is on the disk. What goes wrong shows when it is read back."""
    try:
        with open(path, "r+b") as file:  # Windows syncs only what could be written to
            os.fsync(file.fileno())
    except OSError as error:
        return error
    return None


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with open(path, "rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        detail = error.strerror or str(error)
        raise EnvironmentProblem("cannot_read", path=str(path), detail=detail) from error
