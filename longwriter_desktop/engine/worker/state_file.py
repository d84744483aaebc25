# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The file that a part of the cache is kept in: written whole or not at all, never trusted.

llama.cpp aborts on a file of its own that is cut short, and takes in flipped bits without a
word. So this format has lengths and checksums, and nothing is used before they agree:

    head    magic, version, bytes of header and blob, BLAKE2b of header and of blob
    header  JSON
    blob    what llama.cpp wrote
"""

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

TEMPORARY = ".tmp"  # how the name of an unfinished file ends
_HEAD = struct.Struct("<8sIIQ32s32s")
_MAGIC = b"LWSTATE\n"
_VERSION = 1
_PIECE = 4 << 20  # bytes between two looks at the cancel flag, each on the disk before the next
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

GoOn = Callable[[int], None]  # told the bytes done; what it raises ends the work


class StateRefused(Exception):
    """There is no state. `reason`: `missing`, `damaged`, `cannot_read`, `cannot_write`,
    `disk_full`, and what the caller finds (see `states.py`)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def write_state(path: Path, header: dict[str, Any], blob: Any, go_on: GoOn) -> int:
    """Put a state into the file at `path`; the old one stays whole until the new one is.

    `blob` is a buffer of bytes. Returns the file's size in bytes. Raises `StateRefused`, and
    whatever `go_on` raises; there is no temporary file then.
    """
    temporary = path.with_name(f".{path.name}{TEMPORARY}")
    text = json.dumps(header, separators=(",", ":")).encode()
    try:
        try:
            with open(temporary, "wb", opener=_private) as file:
                _write(file, text, memoryview(blob).cast("B"), go_on)
            os.replace(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = "disk_full" if error.errno in _NO_ROOM else "cannot_write"
        raise StateRefused(reason) from error
    return _HEAD.size + len(text) + len(blob)


def _private(path: str, flags: int) -> int:
    """For the owner's eyes only: the document can be read out of the tokens."""
    return os.open(path, flags, 0o600)


def _write(file: BinaryIO, text: bytes, blob: memoryview, go_on: GoOn) -> None:
    digest = hashlib.blake2b(digest_size=32)
    file.write(bytes(_HEAD.size))  # no head until all behind it is safe
    file.write(text)
    go_on(0)
    for at in range(0, len(blob), _PIECE):
        piece = blob[at : at + _PIECE]
        digest.update(piece)
        file.write(piece)
        file.flush()
        go_on(at + len(piece))
        os.fsync(file.fileno())
    file.seek(0)
    file.write(_HEAD.pack(_MAGIC, _VERSION, len(text), len(blob), _checksum(text), digest.digest()))
    file.flush()
    os.fsync(file.fileno())


class StateReader:
    """A state file that is open for reading. Every method may raise `StateRefused`.

    Attributes:
        header: as it was written; its checksum is right.
        blob_bytes: how large the blob is.
    """

    def __init__(self, path: Path) -> None:
        self._file = _open(path)
        try:
            self._read_header()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._file.close()

    def blob(self, go_on: GoOn) -> Any:
        """The blob as an array of `c_ubyte`, its checksum right."""
        try:
            data = (ctypes.c_ubyte * self.blob_bytes)()
        except MemoryError as error:
            raise StateRefused("no_memory") from error
        digest = hashlib.blake2b(digest_size=32)
        view = memoryview(data).cast("B")
        go_on(0)
        for at in range(0, len(view), _PIECE):
            piece = view[at : at + _PIECE]
            if self._read_into(piece) != len(piece):
                raise StateRefused("damaged")
            digest.update(piece)
            go_on(at + len(piece))
        if digest.digest() != self._blob_checksum:
            raise StateRefused("damaged")
        return data

    def _read_header(self) -> None:
        head, size = self._read(_HEAD.size), os.fstat(self._file.fileno()).st_size
        if len(head) < _HEAD.size:
            raise StateRefused("damaged")
        magic, version, length, blob, checksum, blob_checksum = _HEAD.unpack(head)
        if (magic, version) != (_MAGIC, _VERSION) or size != _HEAD.size + length + blob:
            raise StateRefused("damaged")
        text = self._read(length)
        if _checksum(text) != checksum:
            raise StateRefused("damaged")
        self.header: dict[str, Any] = json.loads(text)
        self.blob_bytes: int = blob
        self._blob_checksum: bytes = blob_checksum

    def _read(self, count: int) -> bytes:
        try:
            return self._file.read(count)
        except OSError as error:
            raise StateRefused("cannot_read") from error

    def _read_into(self, piece: memoryview) -> int:
        try:
            return self._file.readinto(piece)  # type: ignore[attr-defined, no-any-return]
        except OSError as error:
            raise StateRefused("cannot_read") from error


def _open(path: Path) -> BinaryIO:
    try:
        if path.exists() and not path.is_file():  # a pipe would never come to its end
            raise StateRefused("cannot_read")
        return open(path, "rb")
    except FileNotFoundError as error:
        raise StateRefused("missing") from error
    except OSError as error:
        raise StateRefused("cannot_read") from error


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=32).digest()
