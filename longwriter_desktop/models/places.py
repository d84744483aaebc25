# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where model files lie on this machine: the program's own folder, and other programs'.

Nothing is copied, and nothing but `deleting.delete` changes anything there.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models.hub_cache import cache_folder
from longwriter_desktop.models.local import SUFFIX, describe, is_later_part

Kind = Literal["own", "added", "hub", "lm_studio", "ollama"]
_DEEPEST = 8  # folders below one that is searched
_MOST_FILES = 100_000  # in one that is searched; a whole disk may have been added
_DIGEST = re.compile(r"(?:sha256[:-])?([0-9a-f]{64})")
_MODEL_LAYER = "application/vnd.ollama.image.model"
_LARGEST_MANIFEST = 1_000_000  # bytes
_NO_WRITERS = ("model_cannot_write", "model_without_weights")
_OLLAMA_SERVICE = Path("/usr/share/ollama/.ollama/models")
_OLLAMA_HOST, _OLLAMA_LIBRARY = "registry.ollama.ai", "library"


@dataclass(frozen=True)
class Place:
    """A folder with models, and whose it is."""

    kind: Kind
    folder: Path


@dataclass(frozen=True)
class _Found:
    """A file that may be a model. `name` where the file itself has none."""

    path: Path
    name: str = ""


def usual_places(
    data_folder: Path,
    added: Iterable[Path] = (),
    home: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> list[Place]:
    """The program's own folder, those that the writer added, and those of other programs."""
    home = home or Path.home()
    places = [Place("own", data_folder / "models")]
    places += [Place("added", folder) for folder in added]
    places.append(Place("hub", cache_folder(environment, home)))
    places += [Place("lm_studio", folder) for folder in _lm_studio(home)]
    chosen = environment.get("OLLAMA_MODELS")
    places.append(Place("ollama", Path(chosen) if chosen else home / ".ollama" / "models"))
    if not chosen and sys.platform == "linux":
        places.append(Place("ollama", _OLLAMA_SERVICE))
    return places


def find_models(places: Iterable[Place], starter: Path | None = None) -> list[ModelFile]:
    """The starter first, then the models in `places` by name; missing folders are empty.

    A file that lies in several places is listed once, for the first of them, and a model that
    is split over files once, by its first. What cannot be used is listed with its `problem`,
    but for what is no model that writes: that is another program's business.
    """
    models = []
    if starter is not None and starter.is_file():
        models.append(describe(starter, is_bundled=True))
    seen = {key for model in models for key in _keys(model.path)}
    others = []
    for place in places:
        for found in _files(place):
            keys = _keys(found.path)
            if seen.isdisjoint(keys):
                model = replace(describe(found.path), source=place.kind)
                others.append(replace(model, name=found.name) if found.name else model)
            seen |= keys
    others = [model for model in others if model.problem not in _NO_WRITERS]
    return models + sorted(others, key=lambda model: (model.name.lower(), model.path))


def _files(place: Place) -> Iterator[_Found]:
    if place.kind == "ollama":
        yield from _ollama_files(place.folder)
    elif place.kind == "hub":
        for repository in _entries(place.folder):
            if repository.name.startswith("models--"):
                yield from _gguf_files(repository / "snapshots")
    else:
        yield from _gguf_files(place.folder)


def _gguf_files(folder: Path) -> Iterator[_Found]:
    """The GGUF files below a folder, later parts left out; links to folders are not followed."""
    seen = 0
    for current, folders, names in os.walk(folder):
        if len(Path(current).relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
        folders.sort()
        for name in sorted(names):
            seen += 1
            path = Path(current, name)
            if path.suffix.lower() == SUFFIX and not is_later_part(path) and _is_file(path):
                yield _Found(path)
        if seen > _MOST_FILES:
            return


def _ollama_files(folder: Path) -> Iterator[_Found]:
    """The weights that Ollama's manifests name: files without a name of their own."""
    manifests = folder / "manifests"
    for current, folders, names in os.walk(manifests):
        folders.sort()
        for name in sorted(names):
            path = Path(current, name)
            digest = _weights_of(path)
            blob = folder / "blobs" / f"sha256-{digest}"
            if digest and _is_file(blob):
                yield _Found(blob, _ollama_name(path.relative_to(manifests).parts))


def _weights_of(manifest: Path) -> str:
    """The SHA-256 of the weights that a manifest names; "" where it names none."""
    data = _read_json(manifest)
    layers = data.get("layers") if isinstance(data, dict) else None
    for layer in layers if isinstance(layers, list) else []:
        if isinstance(layer, dict) and layer.get("mediaType") == _MODEL_LAYER:
            found = _DIGEST.fullmatch(str(layer.get("digest", "")))
            return found[1] if found else ""
    return ""


def _ollama_name(parts: tuple[str, ...]) -> str:
    """ "llama3.2:1b", as Ollama calls it."""
    names = list(parts)
    if names[0] == _OLLAMA_HOST:
        del names[0]
        if names[0] == _OLLAMA_LIBRARY and len(names) > 1:
            del names[0]
    text = "/".join(names[:-1]) + ":" + names[-1]
    return "".join(letter for letter in text if letter.isprintable())


def _lm_studio(home: Path) -> list[Path]:
    """LM Studio's folders: the chosen one, and those it has by itself."""
    homes = [home / ".lmstudio", home / ".cache" / "lm-studio"]
    try:
        pointed = (home / ".lmstudio-home-pointer").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        pointed = ""
    if pointed:
        homes.insert(0, Path(pointed))
    folders = []
    for base in homes:
        settings = _read_json(base / "settings.json")
        chosen = settings.get("downloadsFolder") if isinstance(settings, dict) else None
        if isinstance(chosen, str) and chosen:
            folders.append(Path(chosen))
        folders.append(base / "models")
    return list(dict.fromkeys(folders))


def _keys(path: Path) -> set[object]:
    """What two paths to the same bytes have in common."""
    real = Path(os.path.realpath(path))
    keys: set[object] = {real}
    found = _DIGEST.fullmatch(real.name)
    if found:
        keys.add(found[1])
    try:
        status = real.stat()
    except OSError:
        return keys
    return keys | {(status.st_dev, status.st_ino)}


def _read_json(path: Path) -> Any:
    """What is in a JSON file; None where it cannot be read or is too large for what it is."""
    try:
        with path.open("rb") as file:
            return json.loads(file.read(_LARGEST_MANIFEST))
    except (OSError, ValueError, RecursionError):
        return None


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _is_file(path: Path) -> bool:
    """Whether a path leads to a file: a broken link does not, nor what may not be looked at."""
    try:
        return path.is_file()
    except OSError:
        return False
