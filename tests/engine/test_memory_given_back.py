# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The model in use gives its memory back before another is loaded, so that counts as free."""

from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from longwriter_desktop import composition
from longwriter_desktop.composition import memory_for_another
from longwriter_desktop.domain.fit import Memory
from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.engine.client import WorkerEngine
from tests.models.sized_gguf import Size, write_sized_model

NOW = Memory(64 << 30, 1 << 30, 16 << 30, 2 << 30)


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other programs take does not change meanwhile."""
    monkeypatch.setattr(composition, "read_memory", lambda: NOW)


def test_without_a_model_in_use_nothing_comes_back(engine: WorkerEngine) -> None:
    assert memory_for_another(engine) == NOW


def test_cache_and_buffers_of_the_model_in_use_come_back_and_its_file_does_not(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    path = write_sized_model(tmp_path / "model.gguf", Size(layers=4, vocabulary=20_000))
    engine.load_now(path, 8_192)
    back = memory_for_another(engine).free - NOW.free
    cache = 8_192 * 4 * 4 * (64 + 64) * 2
    assert engine.worker_pid is not None
    whole = psutil.Process(engine.worker_pid).memory_info().rss
    assert cache < back < whole - path.stat().st_size // 2


def test_of_a_graphics_card_what_the_layers_on_it_take_comes_back(
    engine: WorkerEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = EngineInfo("m", "0f", 4_096, memory_bytes=8 << 30, layers=32, gpu_layers=16)
    monkeypatch.setattr(WorkerEngine, "info", info)
    assert memory_for_another(engine).device_free == 6 << 30
    monkeypatch.setattr(WorkerEngine, "info", replace(info, memory_bytes=99 << 30))
    assert memory_for_another(engine).device_free == NOW.device_total
