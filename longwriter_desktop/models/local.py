# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The GGUF files on this machine, as their headers describe them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models.fit import shape_of, tensor_bytes
from longwriter_desktop.models.ggml import FILE_TYPES
from longwriter_desktop.models.header import Header, HeaderError, read_header
from longwriter_desktop.models.processor import repacked_types

SUFFIX = ".gguf"
_PART = re.compile(r"-(\d{5})-of-(\d{5})\.gguf$", re.IGNORECASE)
_ENCODER = re.compile(r"bert|^t5")
_LONGEST_NAME = 120  # characters
_MOST_PARTS = 1_000
_REMEMBERED = 200  # models


def is_later_part(path: Path) -> bool:
    """Whether a file is a part of a model, and its first part is there beside it."""
    found = _PART.search(path.name)
    if found is None or int(found[1]) == 1:
        return False
    return path.with_name(_part_name(path.name, found, 1)).is_file()


def parts_of(path: Path) -> tuple[Path, ...]:
    """All files of a model that is split over several, as the name of one says; empty for one
    that is not."""
    found = _PART.search(path.name)
    if found is None:
        return ()
    count = min(int(found[2]), _MOST_PARTS)
    return tuple(
        path.with_name(_part_name(path.name, found, number)) for number in range(1, count + 1)
    )


def _part_name(name: str, found: re.Match[str], number: int) -> str:
    return f"{name[: found.start(1)]}{number:05}{name[found.end(1) :]}"


def describe(path: Path, is_bundled: bool = False) -> ModelFile:
    """What a file's header says, with a `problem` where it cannot be used."""
    parts = parts_of(path)
    bare = ModelFile(path, plain_name(path.stem), 0, is_bundled=is_bundled, parts=parts)
    size = 0
    try:
        status = [part.stat() for part in parts or (path,)]
        size = sum(part.st_size for part in status)
        stamp = tuple((part.st_size, part.st_mtime_ns, part.st_ino) for part in status)
        headers = _headers(parts or (path,), stamp)
    except FileNotFoundError:
        here = sum(part.stat().st_size for part in parts if part.is_file())
        problem = "model_incomplete" if parts else "model_unreadable"
        return replace(bare, size_bytes=here, problem=problem)
    except OSError:
        return replace(bare, problem="model_unreadable")
    except HeaderError as error:
        problem = "model_not_gguf" if error.not_gguf else "model_damaged"
        return replace(bare, size_bytes=size, problem=problem)
    first = headers[0]
    whole = replace(first, tensors=tuple(each for header in headers for each in header.tensors))
    return replace(
        bare,
        name=plain_name(str(first.metadata.get("general.name") or "")) or bare.name,
        size_bytes=size,
        architecture=first.architecture,
        quantisation=_quantisation(first),
        parameters=whole.parameters,
        context_tokens=first.number("context_length"),
        problem=_problem(whole, headers, parts or (path,)),
        shape=shape_of(whole, repacked_types()),
    )


@lru_cache(maxsize=_REMEMBERED)
def _headers(
    parts: tuple[Path, ...], stamp: tuple[tuple[int, int, int], ...]
) -> tuple[Header, ...]:
    """The headers of a model's files, read once for as long as their `stamp` stays: a large
    vocabulary takes a tenth of a second."""
    return tuple(read_header(part) for part in parts)


def can_write(header: Header) -> bool:
    """Whether a file is a model that goes on with a text.

    What searches, ranks or reads pictures does not, nor what only changes another model: that
    has no vocabulary, or pools what it reads, or reads it from both ends.
    """
    own = header.metadata.get
    return (
        own("general.type", "model") == "model"
        and bool(header.lengths.get("tokenizer.ggml.tokens"))
        and header.number("pooling_type") <= 0
        and own(f"{header.architecture}.attention.causal", True) is not False
        and not _ENCODER.search(header.architecture)
    )


def plain_name(text: str) -> str:
    """A name from a file as one short line: no control characters, nothing that turns text."""
    words = "".join(letter if letter.isprintable() else " " for letter in text).split()
    return " ".join(words)[:_LONGEST_NAME]


def _problem(whole: Header, headers: Sequence[Header], parts: Sequence[Path]) -> str | None:
    if not whole.architecture:
        return "model_damaged"
    if not whole.tensors:
        return "model_without_weights"
    if not can_write(whole):
        return "model_cannot_write"
    count = whole.metadata.get("split.count", 0)
    if isinstance(count, int) and count > len(parts):
        return "model_incomplete"
    return "model_damaged" if any(map(_is_cut, headers, parts)) else None


def _is_cut(header: Header, path: Path) -> bool:
    """Whether a file ends before its weights do."""
    ends = (header.data_offset + tensor.offset + tensor_bytes(tensor) for tensor in header.tensors)
    return max(ends, default=0) > path.stat().st_size


def _quantisation(header: Header) -> str:
    """ "Q4_K_M" and the like, "" where the file does not say."""
    name = FILE_TYPES.get(header.metadata.get("general.file_type", -1), "")
    return name.removeprefix("MOSTLY_").removeprefix("ALL_")
