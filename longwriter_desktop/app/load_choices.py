# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the writer wants each model to be loaded, as the setting `model.loading` holds it.

A line a model: tokens of context, cache, layers on the GPU, path (see `path_lines`); "auto"
for what is left to the program.
"""

import os
from pathlib import Path
from typing import get_args

from longwriter_desktop.app.path_lines import line_of, path_of
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.domain.load_choice import AUTOMATIC, CacheChoice, LoadChoice

_SETTING = "model.loading"
_AUTO = "auto"
_CACHES: dict[str, CacheChoice] = {name or _AUTO: name for name in get_args(CacheChoice)}


def choice_of(preferences: Preferences, path: Path) -> LoadChoice:
    """What the writer chose for a model; all automatic where nothing is known."""
    return _read(preferences).get(_key(path), AUTOMATIC)


def keep_choice(preferences: Preferences, path: Path, choice: LoadChoice) -> None:
    """Keep a choice for a model; one that is all automatic is forgotten."""
    choices = _read(preferences)
    choices.pop(_key(path), None)
    if choice != AUTOMATIC:
        choices[_key(path)] = choice
    preferences.set(_SETTING, "\n".join(_line(*pair) for pair in choices.items()))


def _read(preferences: Preferences) -> dict[str, LoadChoice]:
    """Choices by path. Lines of another form are left out."""
    found = {}
    for line in preferences.text(_SETTING).splitlines():
        parts = line.split(" ", 3)
        choice = _choice(parts[:3]) if len(parts) == 4 else None
        if choice is not None:
            found[path_of(parts[3])] = choice
    return found


def _choice(parts: list[str]) -> LoadChoice | None:
    context, cache, layers = parts
    numbers = [_number(context, AUTOMATIC.context_tokens), _number(layers, AUTOMATIC.gpu_layers)]
    if None in numbers or cache not in _CACHES:
        return None
    return LoadChoice(numbers[0] or 0, _CACHES[cache], numbers[1] if numbers[1] is not None else -1)


def _number(text: str, automatic: int) -> int | None:
    if text == _AUTO:
        return automatic
    return int(text) if text.isdecimal() else None


def _line(key: str, choice: LoadChoice) -> str:
    context = str(choice.context_tokens or _AUTO)
    layers = str(choice.gpu_layers) if choice.gpu_layers >= 0 else _AUTO
    return f"{context} {choice.cache or _AUTO} {layers} {line_of(key)}"


def _key(path: Path) -> str:
    return os.path.abspath(path)
