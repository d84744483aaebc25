# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Deleting a model: its own files and nothing else's, and what that frees."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models.places import Place


@dataclass
class _Files:
    """What goes: links first, then what they lead to."""

    links: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def what_deleting_frees(model: ModelFile, places: Iterable[Place]) -> int:
    """Bytes that deleting a model gives back to the disk. Raises as `delete` does."""
    return sum(map(_freed, _files_of(model, places).files))


def delete(model: ModelFile, places: Iterable[Place]) -> int:
    """Delete a model's files; the bytes that this has freed.

    In the Hub's cache that is the blob and every link to it. A link elsewhere is deleted, not
    what it leads to.

    Raises:
        EnvironmentProblem: `model_is_bundled`; `model_of_ollama` (name), which keeps its own
            account of its files; `model_not_listed` (path) for a file in none of the places;
            `model_not_deletable` (path, detail).
    """
    going = _files_of(model, places)
    freed = 0
    for path in (*going.links, *going.files):
        size = _freed(path) if path in going.files else 0
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            detail = error.strerror or str(error)
            raise EnvironmentProblem(
                "model_not_deletable", path=str(path), detail=detail
            ) from error
        freed += size
    return freed


def _files_of(model: ModelFile, places: Iterable[Place]) -> _Files:
    if model.is_bundled:
        raise EnvironmentProblem("model_is_bundled")
    place = _place_of(model.path, places)
    if place is None:
        raise EnvironmentProblem("model_not_listed", path=str(model.path))
    if place.kind == "ollama":
        raise EnvironmentProblem("model_of_ollama", name=model.name)
    going = _Files()
    for path in model.parts or (model.path,):
        if place.kind == "hub" and path.is_symlink():
            _add_from_hub(going, path, place.folder)
        elif path.is_symlink():
            going.links.append(path)
        else:
            going.files.append(path)
    return going


def _place_of(path: Path, places: Iterable[Place]) -> Place | None:
    """The place that a path lies in, links not followed and ".." taken out."""
    whole = Path(os.path.abspath(path))
    for place in places:
        if whole.is_relative_to(os.path.abspath(place.folder)):
            return place
    return None


def _add_from_hub(going: _Files, link: Path, cache: Path) -> None:
    """A blob of the same repository, and all links to it in the repository's snapshots."""
    repository = Path(os.path.abspath(cache), link.relative_to(cache).parts[0])
    blob = Path(os.path.realpath(link))
    if blob.parent != Path(os.path.realpath(repository / "blobs")):
        going.links.append(link)
        return
    going.files.append(blob)
    for current, _, names in os.walk(repository / "snapshots"):
        for name in names:
            other = Path(current, name)
            if other.is_symlink() and Path(os.path.realpath(other)) == blob:
                going.links.append(other)


def _freed(path: Path) -> int:
    """Bytes that go with a file: none while it has another name."""
    try:
        status = path.stat()
    except OSError:
        return 0
    return status.st_size if status.st_nlink == 1 else 0
