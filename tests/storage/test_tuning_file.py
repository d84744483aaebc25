# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import json
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.storage.tuning_file import TUNING_NAME, TuningFile

BEST = Trial(EngineSettings(2, 4, "off", "q8_0", "f16", 256, "CPU"), 0.02, 0.004)
FIRST = Trial(EngineSettings(2, 2, "auto", "f16", "f16", 512, "CPU"), 0.03, 0.005)
TUNING = Tuning(BEST, (FIRST, BEST))


def test_what_was_measured_is_there_after_a_restart(tmp_path: Path) -> None:
    TuningFile(tmp_path, "here").keep("model", TUNING)
    assert TuningFile(tmp_path, "here").find("model") == TUNING


def test_a_measurement_holds_for_its_model_and_machine_only(tmp_path: Path) -> None:
    TuningFile(tmp_path, "here").keep("model", TUNING)
    assert TuningFile(tmp_path, "elsewhere").find("model") is None
    assert TuningFile(tmp_path, "here").find("another") is None


def test_measuring_again_replaces_what_was_measured_and_keeps_other_models(tmp_path: Path) -> None:
    file = TuningFile(tmp_path, "here")
    file.keep("other", TUNING)
    file.keep("model", TUNING)
    again = replace(TUNING, best=FIRST)
    file.keep("model", again)
    assert (file.find("model"), file.find("other")) == (again, TUNING)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 2, "models": {}}',
        b'{"version": 1, "models": 3}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_counts_as_none_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / TUNING_NAME).write_bytes(damage)
    file = TuningFile(tmp_path, "here")
    assert file.find("model") is None
    file.keep("model", TUNING)
    assert file.find("model") == TUNING


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("type_k", "q3_9"),
        ("flash_attention", "maybe"),
        ("threads", -1),
        ("threads", True),
        ("batch", "512"),
        ("backend", None),
    ],
)
def test_settings_that_nobody_may_have_are_not_taken_from_the_file(
    tmp_path: Path, name: str, value: object
) -> None:
    file = TuningFile(tmp_path, "here")
    file.keep("model", TUNING)
    content = json.loads((tmp_path / TUNING_NAME).read_text())
    next(iter(content["models"].values()))["best"]["settings"][name] = value
    (tmp_path / TUNING_NAME).write_text(json.dumps(content))
    assert file.find("model") is None


def test_a_time_that_is_none_is_not_taken_from_the_file(tmp_path: Path) -> None:
    file = TuningFile(tmp_path, "here")
    file.keep("model", replace(TUNING, best=replace(BEST, write_seconds=0.0)))
    assert file.find("model") is None


def test_a_hundred_models_are_remembered(tmp_path: Path) -> None:
    file = TuningFile(tmp_path, "here")
    for number in range(101):
        file.keep(f"model {number}", TUNING)
    assert file.find("model 0") is None
    assert file.find("model 1") == file.find("model 100") == TUNING


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / TUNING_NAME).mkdir()
    with pytest.raises(EnvironmentProblem):
        TuningFile(tmp_path, "here").keep("model", TUNING)
