# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The catalogue of models: the program's own, and the writer's additions in the data folder."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, get_args

from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile, Prompting, Purpose
from longwriter_desktop.domain.fit import ModelShape
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.models.bundled import starter_path
from longwriter_desktop.models.header import Header

CATALOGUE_NAME = "catalogue.toml"
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_NAME = re.compile(r"\W|_")
_PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
_GIGABYTE = 1_000_000_000
_LARGEST = 1 << 50  # no figure here is larger: bytes, weights, tokens
_SHAPE = ("layers", "width", "heads", "heads_kv", "head_size", "feed_forward", "vocabulary")
_MERGES_A_TOKEN = 2  # about, where the vocabulary is made of merges


@dataclass(frozen=True)
class Catalogue:
    """The models, the program's own in their order and then the writer's, and what was wrong."""

    models: tuple[CatalogueModel, ...]
    notices: tuple[Notice, ...] = ()

    def prompting_for(self, path: Path, header: Header) -> Prompting:
        """How the model in a file is spoken to, where the catalogue knows better than the file.

        It is known by its repository or file name, or by the name in its header; of several
        the longest, and the writer's own before the program's.
        """
        name = _plain(str(header.metadata.get("general.name", "")))
        found = [model for model in self.models if _is_model(model, path, name)]
        found.sort(key=_own_then_longest)
        return found[-1].prompting if found else Prompting()


class _Mistake(Exception):
    """A field of an entry that cannot be used."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def bundled_catalogue() -> Path:
    """Where the program's own catalogue lies."""
    return starter_path().with_name(CATALOGUE_NAME)


def read_catalogue(bundled: Path, data_folder: Path | None, language: str = "en") -> Catalogue:
    """Read both catalogues; summaries in `language`, else in English.

    A mistake costs the entry that it is in: it is left out, and a notice says which.
    """
    models, notices = _read(bundled, language)
    if data_folder is not None:
        own, more = _read(data_folder / CATALOGUE_NAME, language)
        replaced = {model.id for model in own}
        models = [model for model in models if model.id not in replaced]
        models += [replace(model, is_own=True) for model in own]
        notices += more
    return Catalogue(tuple(models), tuple(notices))


def _read(path: Path, language: str) -> tuple[list[CatalogueModel], list[Notice]]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        told = {"path": str(path), "detail": str(error)}
        return [], [Notice("warning", "catalogue_unreadable", told)]
    entries = data.get("model", [])
    models: list[CatalogueModel] = []
    notices = []
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        try:
            models.append(_model(_table(entry, "model"), language))
        except _Mistake as mistake:
            params: dict[str, Any] = {"path": str(path), "entry": number, "field": mistake.field}
            notices.append(Notice("warning", "catalogue_entry", params))
    return models, notices


def _model(entry: dict[str, Any], language: str) -> CatalogueModel:
    repository = _text(entry, "repository", needed=True)
    if not is_repository(repository):
        raise _Mistake("repository")
    files = [_file(_table(file, "file"), repository) for file in _list(entry, "file")]
    if not files:
        raise _Mistake("file")
    wanted = _texts(entry, "purposes") or ["write"]
    purposes = tuple(purpose for purpose in _PURPOSES if purpose in wanted)
    if not set(wanted) <= set(_PURPOSES):
        raise _Mistake("purposes")
    parameters = _number(entry, "parameters")
    return CatalogueModel(
        id=_text(entry, "id", needed=True),
        name=_text(entry, "name", needed=True),
        repository=repository,
        files=tuple(sorted(files, key=_known_size)),
        licence=_text(entry, "licence"),
        languages=tuple(_texts(entry, "languages")),
        parameters=parameters,
        context_tokens=_number(entry, "context"),
        purposes=purposes,
        prompting=Prompting(
            _text(entry, "template", several_lines=True),
            tuple(_texts(entry, "stop")),
            _flag(entry, "thinks"),
        ),
        summary=_summary(entry, language),
        is_gated=_flag(entry, "gated"),
        shape=_shape(entry, parameters),
    )


def _file(entry: dict[str, Any], repository: str) -> HubFile:
    name = _text(entry, "name", needed=True)
    parts = _texts(entry, "parts")
    if not all(is_file_name(part) for part in (name, *parts)):
        raise _Mistake("name")
    sha256 = _text(entry, "sha256").lower()
    if sha256 and not _SHA256.fullmatch(sha256):
        raise _Mistake("sha256")
    about = entry.get("about_gb", 0)
    if type(about) not in (int, float) or not 0 <= about * _GIGABYTE <= _LARGEST:
        raise _Mistake("about_gb")
    return HubFile(
        repository, name, _number(entry, "size"), sha256, _text(entry, "quantisation"),
        tuple(parts), int(about * _GIGABYTE),
    )  # fmt: skip


def is_repository(text: str) -> bool:
    """Whether a text names a repository on the Hub ("owner/name") and nothing else."""
    return bool(_REPOSITORY.fullmatch(text)) and ".." not in text


def is_file_name(text: str) -> bool:
    """Whether a text is the path of a GGUF file inside a repository, and stays inside it."""
    path = PurePosixPath(text)
    is_plain = text.isprintable() and not set(text) & set('\\:*?"<>|')
    inside = not path.is_absolute() and ".." not in path.parts and str(path) == text
    return is_plain and inside and path.suffix.lower() == ".gguf"


def _shape(entry: dict[str, Any], parameters: int) -> ModelShape | None:
    if "shape" not in entry:
        return None
    table = _table(entry["shape"], "shape")
    layers, width, heads, kept, head, forward, vocabulary = (
        _number(table, key, of="shape") for key in _SHAPE
    )
    numbers = layers * kept * head
    merges = vocabulary * _MERGES_A_TOKEN
    return ModelShape(
        layers, width, heads, head, numbers, numbers, forward, vocabulary, merges,
        weight_bytes=0, read_bytes=0, computed=parameters,
    )  # fmt: skip


def _summary(entry: dict[str, Any], language: str) -> str:
    if isinstance(entry.get("summary"), dict):
        table = entry["summary"]
        code = language.partition("_")[0].partition("-")[0]
        return _text(table, code if code in table else "en", of="summary")
    return _text(entry, "summary")


def _text(
    entry: dict[str, Any], key: str, *, needed: bool = False, several_lines: bool = False,
    of: str = "",
) -> str:  # fmt: skip
    text = entry.get(key, "")
    if not isinstance(text, str) or (needed and not text.strip()):
        raise _Mistake(of or key)
    if not several_lines and not text.isprintable():
        raise _Mistake(of or key)
    return text


def _texts(entry: dict[str, Any], key: str) -> list[str]:
    texts = _list(entry, key)
    if not all(isinstance(text, str) and text for text in texts):
        raise _Mistake(key)
    return texts


def _list(entry: dict[str, Any], key: str) -> list[Any]:
    value = entry.get(key, [])
    if not isinstance(value, list):
        raise _Mistake(key)
    return value


def _table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Mistake(name)
    return value


def _number(entry: dict[str, Any], key: str, of: str = "") -> int:
    value = entry.get(key, 0)
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise _Mistake(of or key)
    return value


def _flag(entry: dict[str, Any], key: str) -> bool:
    value = entry.get(key, False)
    if not isinstance(value, bool):
        raise _Mistake(key)
    return value


def _known_size(file: HubFile) -> int:
    return file.size_bytes or file.about_bytes or _LARGEST


def _is_model(model: CatalogueModel, path: Path, name: str) -> bool:
    places: Sequence[str] = path.parts
    if f"models--{model.repository.replace('/', '--')}" in places:
        return True
    if any(PurePosixPath(file.name).name.lower() == path.name.lower() for file in model.files):
        return True
    key = _plain(model.id)
    return bool(key) and (key in name or key in _plain(path.name))


def _own_then_longest(model: CatalogueModel) -> tuple[bool, int]:
    return model.is_own, len(model.id)


def _plain(text: str) -> str:
    """Small letters and digits, of any script: "LongWriter Llama3.1 8b" and its file name alike."""
    return _NO_NAME.sub("", text.lower())
