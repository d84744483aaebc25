# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer chose for a model reaches the real worker, and wins over what was measured."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.load_choice import (
    AUTOMATIC,
    CacheChoice,
    LoadChoice,
    cache_of,
    with_cache,
)
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.fingerprint import fingerprint
from longwriter_desktop.storage.tuning_file import TuningFile
from tests.engine.test_tuning import tune, write
from tests.engine.tiny_gguf import Shape, write_tiny_model


def engine_with(choice: LoadChoice, store: TuningFile | None = None) -> WorkerEngine:
    return WorkerEngine(store, choice_of=lambda path: choice)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A model whose heads can be kept in eight bits."""
    return write_tiny_model(tmp_path / "wide.gguf", shape=Shape(width=64, heads=2))


@pytest.mark.parametrize(
    ("cache", "kept"),
    [
        ("f16", ("f16", "f16", "off")),
        ("keys_q8_0", ("q8_0", "f16", "off")),
        ("q8_0", ("q8_0", "q8_0", "on")),
    ],
)
def test_context_and_cache_are_what_the_writer_chose(
    path: Path, cache: CacheChoice, kept: tuple[str, str, str]
) -> None:
    with closing(engine_with(LoadChoice(768, cache))) as engine:
        info = engine.load_now(path)
        used = info.settings
        assert info.context_tokens == 768
        assert (used.type_k, used.type_v, used.flash_attention) == kept
        assert write(engine).stats.generated_tokens > 0


def test_a_context_that_is_asked_for_at_the_load_wins(path: Path) -> None:
    with closing(engine_with(LoadChoice(768))) as engine:
        assert engine.load_now(path, 1_024).context_tokens == 1_024


def test_the_choice_wins_over_what_was_measured_and_leaves_the_rest_of_it(
    path: Path, tmp_path: Path
) -> None:
    best = Trial(EngineSettings(1, 1, "on", "q8_0", "q8_0", 128, "CPU"), 0.01, 0.01)
    store = TuningFile(tmp_path, "here")
    store.keep(fingerprint(path), Tuning(best, (best,)))
    with closing(engine_with(LoadChoice(cache="f16"), store)) as engine:
        used = engine.load_now(path).settings
    assert (used.type_k, used.type_v, used.flash_attention) == ("f16", "f16", "off")
    assert used.batch == 128


def test_measuring_anew_does_not_change_what_the_writer_chose(path: Path) -> None:
    with closing(engine_with(LoadChoice(768, "q8_0"))) as engine:
        engine.load_now(path)
        tune(engine)
        used = engine.info.settings
        assert (used.type_k, used.type_v) == ("q8_0", "q8_0")
        assert engine.info.chosen_cache == "q8_0"


def test_a_restarted_worker_has_the_choice_still(path: Path) -> None:
    with closing(engine_with(LoadChoice(768, "keys_q8_0"))) as engine:
        engine.load_now(path)
        for _progress in engine.restart():
            pass
        assert (engine.info.context_tokens, engine.info.settings.type_k) == (768, "q8_0")


def test_a_context_that_no_memory_holds_is_refused_in_words(path: Path) -> None:
    wanted = engine_with(LoadChoice(2_000_000_000))
    with closing(wanted) as engine, pytest.raises(EngineProblem) as problem:
        engine.load_now(path)
    assert problem.value.code == "context_memory"


@pytest.mark.parametrize("cache", ["f16", "keys_q8_0", "q8_0"])
def test_settings_tell_the_choice_that_made_them(cache: CacheChoice) -> None:
    settings = with_cache(EngineSettings(), cache)
    assert cache_of(settings) == cache
    measured = replace(settings, flash_attention="on")
    assert with_cache(measured, cache) == measured
    assert with_cache(measured, AUTOMATIC.cache) is measured
