# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The GGUF files on this machine, as their headers describe them."""

import re
from collections.abc import Iterable
from pathlib import Path

from gguf.constants import LlamaFileType

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models.fit import shape_of, tensor_bytes
from longwriter_desktop.models.header import Header, HeaderError, read_header
from longwriter_desktop.models.processor import repacked_types

_QUANTISATIONS = {kind.value: kind.name for kind in LlamaFileType}
_SUFFIX = ".gguf"
_LATER_PART = re.compile(r"-(?!00001)\d{5}-of-\d{5}\.gguf$")


def local_models(folders: Iterable[Path], starter: Path | None = None) -> list[ModelFile]:
    """The starter first, then the GGUF files in `folders` by name; missing folders are empty.

    A model that is split over files is listed once, by its first. A file that cannot be
    used is listed with its `problem`.
    """
    found = []
    if starter is not None and starter.is_file():
        found.append(describe(starter, is_bundled=True))
    paths = {
        path.resolve()
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.suffix.lower() == _SUFFIX and path.is_file() and not _LATER_PART.search(path.name)
    }
    others = [describe(path) for path in paths]
    return found + sorted(others, key=lambda model: (model.name.lower(), model.path))


def describe(path: Path, is_bundled: bool = False) -> ModelFile:
    """What a file's header says, with a `problem` where it cannot be used."""
    try:
        size = path.stat().st_size
        header = read_header(path)
    except OSError:
        return ModelFile(path, path.stem, 0, is_bundled=is_bundled, problem="model_unreadable")
    except HeaderError as error:
        problem = "model_not_gguf" if error.not_gguf else "model_damaged"
        return ModelFile(path, path.stem, size, is_bundled=is_bundled, problem=problem)
    return ModelFile(
        path,
        str(header.metadata.get("general.name") or path.stem),
        size,
        header.architecture,
        _quantisation(header),
        header.parameters,
        header.number("context_length"),
        is_bundled,
        _problem(header, size),
        shape_of(header, repacked_types()),
    )


def _problem(header: Header, size: int) -> str | None:
    if not header.architecture:
        return "model_damaged"
    if not header.tensors:
        return "model_without_weights"
    if header.metadata.get("split.count", 0):
        return None  # the weights lie in several files
    ends = (header.data_offset + tensor.offset + tensor_bytes(tensor) for tensor in header.tensors)
    return "model_damaged" if max(ends) > size else None


def _quantisation(header: Header) -> str:
    """ "Q4_K_M" and the like, "" where the file does not say."""
    name = _QUANTISATIONS.get(header.metadata.get("general.file_type", -1), "")
    return name.removeprefix("MOSTLY_").removeprefix("ALL_")
