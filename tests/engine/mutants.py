# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Damaged copies of a GGUF file: one mistake each, the same for the same seed."""

import random
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

_STRING, _ARRAY = 8, 9
_SIZES = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}  # bytes, by type
_EXTREMES = (
    0, 1, 2, 3, 255, 2**15, 2**16 + 1, 2**31 - 1, 2**31, 2**32 - 1, 2**40, 2**63, 2**64 - 1,
)  # fmt: skip
_TEXTS_OF_AN_ARRAY = 400  # lengths kept of a vocabulary's tokens and merges


@dataclass(frozen=True)
class Spot:
    """Where one number of a file stands: `size` bytes from `at`."""

    at: int
    size: int


@dataclass
class Anatomy:
    """Where the parts of a GGUF file stand (ggml, docs/gguf.md), in bytes from its beginning."""

    counts: list[Spot] = field(default_factory=list)
    types: list[Spot] = field(default_factory=list)
    lengths: list[Spot] = field(default_factory=list)  # of strings and arrays
    numbers: list[Spot] = field(default_factory=list)
    texts: list[Spot] = field(default_factory=list)
    dimensions: list[Spot] = field(default_factory=list)
    tensors: list[Spot] = field(default_factory=list)  # number of dimensions, type, offset
    data: int = 0


@dataclass(frozen=True)
class Mutant:
    """A damaged file. `what` says what was done to it."""

    what: str
    content: bytes


class MutantMaker:
    """Makes damaged copies of one GGUF file."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self.anatomy = _Walker(source).anatomy()

    def mutant(self, seed: int) -> Mutant:
        """The damaged copy with a number."""
        chance = random.Random(seed)
        kind = _KINDS[seed % len(_KINDS)]
        content = bytearray(self._source)
        detail = kind(content, self.anatomy, chance)
        return Mutant(
            f"{seed}: {kind.__name__.strip('_').replace('_', ' ')}, {detail}", bytes(content)
        )


class _Walker:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 4
        self._found = Anatomy()

    def anatomy(self) -> Anatomy:
        found = self._found
        self._number(4, found.counts)
        tensors, pairs = self._number(8, found.counts), self._number(8, found.counts)
        for _ in range(pairs):
            self._text()
            self._value(self._number(4, found.types))
        for _ in range(tensors):
            self._text()
            for _ in range(self._number(4, found.tensors)):
                self._number(8, found.dimensions)
            self._number(4, found.tensors)
            self._number(8, found.tensors)
        found.data = -(-self._at // 32) * 32
        return found

    def _number(self, size: int, spots: list[Spot] | None) -> int:
        if spots is not None:
            spots.append(Spot(self._at, size))
        value = int.from_bytes(self._data[self._at : self._at + size], "little")
        self._at += size
        return value

    def _text(self, keep: bool = True) -> None:
        size = self._number(8, self._found.lengths if keep else None)
        if keep and size:
            self._found.texts.append(Spot(self._at, size))
        self._at += size

    def _value(self, kind: int) -> None:
        if kind == _STRING:
            self._text()
        elif kind == _ARRAY:
            element = self._number(4, self._found.types)
            size = self._number(8, self._found.lengths)
            for at in range(size):
                if element == _STRING:
                    self._text(keep=at < _TEXTS_OF_AN_ARRAY)
                else:
                    self._number(_SIZES[element], self._found.numbers if at < 8 else None)
        else:
            self._number(_SIZES[kind], self._found.numbers)


def _put(content: bytearray, spot: Spot, value: int) -> str:
    content[spot.at : spot.at + spot.size] = (value % 2 ** (8 * spot.size)).to_bytes(
        spot.size, "little"
    )
    return f"{value} at {spot.at}"


def _header_bytes_flipped(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    places = [chance.randrange(parts.data) for _ in range(chance.randint(1, 8))]
    for at in places:
        content[at] ^= 1 << chance.randrange(8)
    return str(places)


def _weight_bytes_flipped(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    count = chance.choice((1, 10, 1000))
    for _ in range(count):
        content[chance.randrange(parts.data, len(content))] = chance.randrange(256)
    return f"{count} of them"


def _a_length_blown_up(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.lengths)
    return _put(content, spot, chance.choice((*_EXTREMES, content[spot.at] + 1)))


def _a_count_changed(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.counts)
    return _put(content, spot, chance.choice((*_EXTREMES, content[spot.at] + 1)))


def _a_type_changed(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    return _put(content, chance.choice(parts.types), chance.choice((*range(14), 255)))


def _a_number_changed(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    floats = [struct.unpack("<I", struct.pack("<f", v))[0] for v in (float("nan"), -1.0, 1e30)]
    return _put(content, chance.choice(parts.numbers), chance.choice((*_EXTREMES, *floats)))


def _a_text_cut(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.texts)
    keep = chance.randrange(spot.size)
    del content[spot.at + keep : spot.at + spot.size]
    if chance.random() < 0.5:  # with the length told right, so that the rest still reads
        content[spot.at - 8 : spot.at] = keep.to_bytes(8, "little")
    return f"to {keep} of {spot.size} bytes at {spot.at}"


def _a_text_garbled(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.texts)
    at = spot.at + chance.randrange(spot.size)
    end = min(spot.at + spot.size, at + chance.randint(1, 12))
    content[at:end] = chance.randbytes(end - at)
    return f"{end - at} bytes at {at}"


def _a_dimension_changed(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.dimensions)
    return _put(content, spot, chance.choice((*_EXTREMES, content[spot.at] + 1)))


def _a_tensor_changed(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    spot = chance.choice(parts.tensors)
    return _put(content, spot, chance.choice((*range(42), 32 * chance.randrange(9999), *_EXTREMES)))


def _the_end_cut_off(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    keep = chance.randrange(parts.data if chance.random() < 0.5 else len(content))
    del content[keep:]
    return f"at {keep}"


def _weights_overwritten(content: bytearray, parts: Anatomy, chance: random.Random) -> str:
    at = chance.randrange(parts.data, len(content))
    end = min(len(content), at + chance.choice((64, 4_096, 1 << 20)))
    byte = chance.choice((0x00, 0x7F, 0xFF))
    content[at:end] = bytes([byte]) * (end - at)
    return f"{end - at} bytes with {byte} at {at}"


_KINDS: tuple[Callable[[bytearray, Anatomy, random.Random], str], ...] = (
    _header_bytes_flipped, _weight_bytes_flipped, _a_length_blown_up, _a_count_changed,
    _a_type_changed, _a_number_changed, _a_text_cut, _a_text_garbled, _a_dimension_changed,
    _a_tensor_changed, _the_end_cut_off, _weights_overwritten,
)  # fmt: skip
