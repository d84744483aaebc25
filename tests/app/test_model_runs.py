# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a model is run: as the writer chose, else as it measured best; and where that is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.load_choices import choice_of, keep_choice
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.composition import read_preferences
from longwriter_desktop.domain.fit import Memory
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning

PATH = Path("model.gguf")
GIB = 1 << 30
PLAIN = Memory(16 * GIB, 16 * GIB)
WITH_GPU = Memory(16 * GIB, 16 * GIB, 8 * GIB, 8 * GIB)
USUAL = EngineSettings(8, 8, "off", "f16", "f16", 64, "CPU")
KEYS = replace(USUAL, threads=4, type_k="q8_0")
TUNING = Tuning(Trial(KEYS, 0.05, 0.01), (Trial(USUAL, 0.06, 0.01), Trial(KEYS, 0.05, 0.01)), 4_096)


def runs(choice: LoadChoice = AUTOMATIC, tuning: Tuning | None = TUNING) -> ModelRuns:
    return ModelRuns(lambda path: choice, lambda path: tuning)


def on_gpu(tuning: Tuning) -> Tuning:
    def moved(trial: Trial) -> Trial:
        return replace(trial, settings=replace(trial.settings, backend="CUDA"))

    return replace(tuning, best=moved(tuning.best), trials=tuple(map(moved, tuning.trials)))


def test_what_measured_best_is_used() -> None:
    use = runs().use(PATH, PLAIN)
    assert (use.settings, use.measured, use.measured_depth) == (KEYS, TUNING.best, 4_096)


def test_the_writers_choice_wins_and_the_speed_is_that_of_its_cache() -> None:
    use = runs(LoadChoice(8_192, "f16")).use(PATH, PLAIN)
    assert use.context_tokens == 8_192
    assert (use.settings.type_k, use.settings.threads) == ("f16", 4)
    assert use.measured == TUNING.trials[0]


def test_a_cache_that_was_not_measured_is_judged_by_the_one_that_was() -> None:
    use = runs(LoadChoice(cache="q8_0")).use(PATH, PLAIN)
    assert (use.settings.type_v, use.settings.flash_attention) == ("q8_0", "on")
    assert (use.measured, use.is_exact) == (TUNING.best, False)
    assert runs().use(PATH, PLAIN).is_exact


def test_a_model_that_was_never_measured_is_used_as_the_program_does() -> None:
    use = runs(tuning=None).use(PATH, PLAIN)
    assert (use.settings, use.measured) == (EngineSettings(), None)


@pytest.mark.parametrize(("tuning", "memory"), [(TUNING, WITH_GPU), (on_gpu(TUNING), PLAIN)])
def test_what_was_measured_elsewhere_does_not_count(tuning: Tuning, memory: Memory) -> None:
    use = runs(tuning=tuning).use(PATH, memory)
    assert (use.settings, use.measured) == (EngineSettings(), None)


@pytest.mark.parametrize("tuning", [TUNING, on_gpu(TUNING)])
def test_of_a_graphics_card_that_tells_nothing_the_measurement_counts(tuning: Tuning) -> None:
    memory = replace(PLAIN, is_untold=True)
    assert runs(tuning=tuning).use(PATH, memory).measured == tuning.best


def test_with_another_number_of_layers_on_the_gpu_the_speed_is_not_known() -> None:
    tuning = on_gpu(TUNING)
    assert runs(tuning=tuning).use(PATH, WITH_GPU).measured == tuning.best
    assert runs(LoadChoice(gpu_layers=7), tuning).use(PATH, WITH_GPU).measured is None


@pytest.mark.parametrize(
    "choice",
    [LoadChoice(8_192), LoadChoice(cache="keys_q8_0"), LoadChoice(4_096, "q8_0", 0),
     LoadChoice(gpu_layers=12)],
)  # fmt: skip
def test_a_choice_is_there_after_a_restart(tmp_path: Path, choice: LoadChoice) -> None:
    named = tmp_path / "a model of mine.gguf"
    keep_choice(read_preferences(tmp_path), named, choice)
    again = read_preferences(tmp_path)
    assert choice_of(again, named) == choice
    assert choice_of(again, tmp_path / "other.gguf") == AUTOMATIC


@pytest.mark.parametrize(
    "name",
    ["a\nline.gguf", "next\x85line.gguf", "line\u2028separator.gguf", "a\rreturn.gguf",
     "caf\udce9.gguf", "100%25 灯塔.gguf"],
)  # fmt: skip
def test_a_file_may_have_any_name_that_a_system_lets_it_have(tmp_path: Path, name: str) -> None:
    named, plain = tmp_path / name, tmp_path / "plain.gguf"
    preferences = read_preferences(tmp_path)
    keep_choice(preferences, named, LoadChoice(8_192))
    keep_choice(preferences, plain, LoadChoice(4_096))
    again = read_preferences(tmp_path)
    assert [choice_of(again, path).context_tokens for path in (named, plain)] == [8_192, 4_096]


def test_a_choice_that_is_all_automatic_is_forgotten(tmp_path: Path) -> None:
    preferences = read_preferences(tmp_path)
    keep_choice(preferences, PATH, LoadChoice(8_192))
    keep_choice(preferences, PATH, AUTOMATIC)
    assert preferences.text("model.loading") == ""


def test_a_line_that_makes_no_sense_is_left_out() -> None:
    here = Path("model.gguf").absolute()
    for line in (
        f"many auto auto {here}",
        f"8192 q4_9 auto {here}",
        f"8192 auto -3 {here}",
        "8192",
    ):
        preferences = Preferences({"model.loading": line}, lambda chosen: None)
        assert choice_of(preferences, here) == AUTOMATIC
