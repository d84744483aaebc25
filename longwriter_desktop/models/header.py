# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads the header of a GGUF file (ggml, docs/gguf.md), not its weights.

Own code because `gguf.GGUFReader` makes a NumPy array of every token of the vocabulary:
seconds for a vocabulary of 128,000, where skipping over them takes a tenth of one.
"""

import mmap
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MAGIC = b"GGUF"
_VERSIONS = (2, 3)
_STRING, _ARRAY = 8, 9
_SCALARS = dict(zip((0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12), "BbHhIif?Qqd", strict=True))
# What reading past the end, or numbers that make no sense, can raise.
_DAMAGE = (struct.error, LookupError, ValueError, ArithmeticError, RecursionError)
_LENGTH = struct.Struct("<Q")
_MOST_LAYERS = 1_024
# Many times what any model has. A file that states more would be read for hours.
_LARGEST_HEADER = 1 << 28  # bytes
_MOST_ENTRIES = 200_000  # keys, tensors, arrays in arrays and the numbers of short ones
_MOST_DIMENSIONS = 4  # GGML_MAX_DIMS
_LARGEST_NUMBER = (1 << 31) - 1  # of layers, tokens, heads


class HeaderError(Exception):
    """The file is no GGUF (`not_gguf`), or its header is cut off or contradicts itself."""

    def __init__(self, not_gguf: bool) -> None:
        super().__init__("no GGUF" if not_gguf else "damaged header")
        self.not_gguf = not_gguf


@dataclass(frozen=True)
class Tensor:
    """One tensor: its shape, its ggml type and where its data starts behind the header."""

    name: str
    shape: tuple[int, ...]
    type: int
    offset: int  # bytes

    @property
    def elements(self) -> int:
        product = 1
        for size in self.shape:
            product *= size
        return product


@dataclass(frozen=True)
class Header:
    """Metadata and the tensors. `data_offset` is in bytes.

    Arrays are not in `metadata`: `lengths` says how long each is, and `numbers` has what stands
    in those short ones that can tell of every layer.
    """

    metadata: dict[str, Any] = field(default_factory=dict)
    tensors: tuple[Tensor, ...] = ()
    data_offset: int = 0
    lengths: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[int | float, ...]] = field(default_factory=dict)

    @property
    def architecture(self) -> str:
        return str(self.metadata.get("general.architecture", ""))

    @property
    def parameters(self) -> int:
        return sum(tensor.elements for tensor in self.tensors)

    def number(self, key: str) -> int:
        """A whole number of the architecture's own keys ("context_length"); 0 without it, and for
        one that cannot be meant."""
        return _sensible(self.metadata.get(f"{self.architecture}.{key}", 0))

    def each_layer(self, key: str, layers: int) -> tuple[int, ...]:
        """A number of the architecture's own keys for each layer, where it differs or not."""
        several = self.numbers.get(f"{self.architecture}.{key}", ())
        whole = [_sensible(value) for value in several[:layers]]
        return (*whole, *[self.number(key)] * (layers - len(whole)))


def read_header(path: Path) -> Header:
    """Read a file's header. Raises `HeaderError`, `OSError`."""
    with path.open("rb") as file:
        if file.read(4) != MAGIC:
            raise HeaderError(not_gguf=True)
        size = min(os.fstat(file.fileno()).st_size, _LARGEST_HEADER)
        with mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) as data:
            try:
                return _Reader(data).header()
            except _DAMAGE as error:
                raise HeaderError(not_gguf=False) from error


def _sensible(value: object) -> int:
    return int(value) if isinstance(value, int) and 0 <= value <= _LARGEST_NUMBER else 0


class _Reader:
    """Walks over the bytes of a header; raises struct.error at their end."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self._at = 4
        self._entries = 0

    def header(self) -> Header:
        if self._number("I") not in _VERSIONS:
            raise ValueError("version")
        tensors, pairs = self._number("Q"), self._number("Q")
        metadata, lengths, numbers = {}, {}, {}
        self._count(pairs + tensors)
        for _ in range(pairs):
            key = self._string()
            kind = self._number("I")
            if kind == _ARRAY:
                lengths[key], several = self._array()
                if several:
                    numbers[key] = several
            else:
                metadata[key] = self._value(kind)
        found = tuple(self._tensor() for _ in range(tensors))
        alignment = int(metadata.get("general.alignment", 32))
        start = -(-self._at // alignment) * alignment
        return Header(metadata, found, start, lengths, numbers)

    def _tensor(self) -> Tensor:
        name, dimensions = self._string(), self._number("I")
        if dimensions > _MOST_DIMENSIONS:
            raise ValueError("shape")
        shape = tuple(self._number("Q") for _ in range(dimensions))
        return Tensor(name, shape, self._number("I"), self._number("Q"))

    def _count(self, entries: int) -> None:
        self._entries += entries
        if self._entries > _MOST_ENTRIES:
            raise ValueError("entries")

    def _number(self, code: str) -> Any:
        (value,) = struct.unpack_from(f"<{code}", self._data, self._at)
        self._at += struct.calcsize(f"<{code}")
        return value

    def _string(self) -> str:
        size = self._number("Q")
        if size > len(self._data) - self._at:
            raise ValueError("string")
        text = self._data[self._at : self._at + size]
        self._at += size
        return text.decode("utf-8", "replace")

    def _value(self, kind: int) -> Any:
        """A metadata value that is no array."""
        return self._string() if kind == _STRING else self._number(_SCALARS[kind])

    def _array(self) -> tuple[int, tuple[int | float, ...]]:
        """The length of an array, and what is in it if that is few numbers."""
        element, size = self._number("I"), self._number("Q")
        if element == _STRING:
            self._skip_strings(size)
        elif element == _ARRAY:
            self._count(size)
            for _ in range(size):
                self._array()
        elif size <= _MOST_LAYERS:
            self._count(size)
            return size, tuple(self._number(_SCALARS[element]) for _ in range(size))
        else:
            self._at += size * struct.calcsize(f"<{_SCALARS[element]}")
        return size, ()

    def _skip_strings(self, count: int) -> None:
        at, data, unpack = self._at, self._data, _LENGTH.unpack_from
        for _ in range(count):
            at += 8 + unpack(data, at)[0]
        self._at = at
