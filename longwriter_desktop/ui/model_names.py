# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What models are called in a list, so that no two of them look alike."""

from collections.abc import Callable, Sequence
from pathlib import Path

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui import words, words_models

_HUB = "models--"  # in front of owner and name of a repository in the Hub's cache
Naming = Callable[[ModelFile], str]


def bare_name(model: ModelFile) -> str:
    return model.name


def name_and_size(model: ModelFile) -> str:
    """Name, quantisation and size, as far as they are known, or that it cannot be used."""
    if model.problem:
        return _beside(model.name, words.CANNOT_BE_USED)
    size = format_bytes(model.size_bytes) if model.size_bytes else ""
    return _beside(model.name, model.quantisation, size)


def told_apart(models: Sequence[ModelFile], *namings: Naming) -> dict[Path, str]:
    """Each model as the first of `namings` calls it; those that it calls the same as the next
    one does, and what is the same still with where it lies."""
    naming, *others = namings
    groups: dict[str, list[ModelFile]] = {}
    for model in {model.path: model for model in models}.values():
        groups.setdefault(naming(model), []).append(model)
    names: dict[Path, str] = {}
    for name, same in groups.items():
        if len(same) == 1:
            names[same[0].path] = name
        elif others:
            names |= told_apart(same, *others)
        else:
            ends = _ends([_place(model) for model in same])
            names |= {m.path: _beside(name, end) for m, end in zip(same, ends, strict=True)}
    return names


def _ends(places: Sequence[tuple[str, ...]]) -> list[str]:
    """The ends of several paths, as long as it takes that all are different."""
    longest = max(map(len, places))
    long = next(
        (count for count in range(1, longest) if len({p[-count:] for p in places}) == len(places)),
        longest,
    )
    ends = [place[-long:] for place in places]
    if long > 1 and len({end[-1] for end in ends}) == 1:  # the folders say it
        ends = [end[:-1] or end for end in ends]
    return ["/".join(end) for end in ends]


def _place(model: ModelFile) -> tuple[str, ...]:
    """The folders that a person knows a file by, and its name."""
    if model.source == "ollama":  # which names its files by their checksums
        return (words_models.PLACES["ollama"],)
    parts = model.path.parts
    repository = next((part for part in parts if part.startswith(_HUB)), "")
    if repository:
        return (*repository.removeprefix(_HUB).split("--"), parts[-1])
    return parts


def _beside(*parts: str) -> str:
    return "  ·  ".join(filter(None, parts))
