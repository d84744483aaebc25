# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How the writer wants a model to be loaded; it wins over what was measured."""

from dataclasses import dataclass, replace
from typing import Literal

from longwriter_desktop.domain.tuning import CacheType, EngineSettings

CacheChoice = Literal["", "f16", "keys_q8_0", "q8_0"]
_TYPES: dict[CacheChoice, tuple[CacheType, CacheType]] = {
    "f16": ("f16", "f16"),
    "keys_q8_0": ("q8_0", "f16"),
    "q8_0": ("q8_0", "q8_0"),
}


@dataclass(frozen=True)
class LoadChoice:
    """Tokens of context (0: automatic), what keys and values are kept as ("": automatic), and
    layers on the GPU (-1: as many as it holds)."""

    context_tokens: int = 0
    cache: CacheChoice = ""
    gpu_layers: int = -1


AUTOMATIC = LoadChoice()


def with_cache(settings: EngineSettings, cache: CacheChoice) -> EngineSettings:
    """Settings that keep keys and values as the writer chose.

    Values of eight bits need flash attention; else it is used as it was measured with just these
    types, or as the program does.
    """
    if not cache:
        return settings
    keys, values = _TYPES[cache]
    if (settings.type_k or "f16", settings.type_v or "f16") == (keys, values):
        return settings
    flash: Literal["on", ""] = "on" if values == "q8_0" else ""
    return replace(settings, type_k=keys, type_v=values, flash_attention=flash)


def cache_of(settings: EngineSettings) -> CacheChoice:
    """The choice that settings come to."""
    kept = (settings.type_k or "f16", settings.type_v or "f16")
    return next((name for name, types in _TYPES.items() if types == kept), "q8_0")
