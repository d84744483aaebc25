# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Measuring settings in the real worker, and loading with them."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import llama_cpp.llama_cpp as llama
import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning, TuningProgress
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.machine import machine
from longwriter_desktop.engine.worker.memory import context_cost
from longwriter_desktop.engine.worker.model import ModelLoader
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog
from longwriter_desktop.engine.worker.tuning import Tuner
from longwriter_desktop.storage.tuning_file import TuningFile
from tests.engine.tiny_gguf import Shape, write_tiny_model

REQUEST = GenerateRequest((Message("user", "Say something."),), max_tokens=8, seed=1)


def settings(**changes: Any) -> EngineSettings:
    return EngineSettings(**changes)


def write(engine: WorkerEngine) -> Generated:
    events = list(engine.generate(REQUEST))
    assert isinstance(events[-1], Generated)
    return events[-1]


def tune(engine: WorkerEngine) -> Tuning:
    events = list(engine.tune())
    assert isinstance(events[-1], Tuning)
    return events[-1]


def load(engine: WorkerEngine, path: Path, chosen: EngineSettings) -> EngineSettings:
    """Load with settings; the ones that the worker says it uses."""
    for _progress in engine.load(path, settings=chosen):
        pass
    return engine.info.settings


def test_the_usual_settings_stay_or_the_best_ones_are_clearly_faster(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    loaded_with = engine.load_now(tiny_path).settings
    tuning = tune(engine)
    usual = tuning.trials[0]
    assert usual.settings == loaded_with
    assert tuning.best == usual or tuning.gain >= 1.05
    assert tuning.best.read_seconds <= usual.read_seconds * 1.05


def test_measuring_tells_how_far_it_is(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    told = [event.fraction for event in engine.tune() if isinstance(event, TuningProgress)]
    assert told == sorted(told)
    assert told[-1] == 1


def test_a_tiny_model_is_measured_with_one_thread_only(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    tuning = tune(engine)
    assert {trial.settings.threads for trial in (tuning.best, *tuning.trials)} == {1}


def test_what_was_measured_is_used_at_once_where_nothing_was_read(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    best = tune(engine).best.settings
    assert engine.info.settings == best
    assert write(engine).stop_reason is not StopReason.CANCELLED


def test_what_was_read_stays_in_the_cache_while_settings_are_measured(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    before = write(engine).stats
    tune(engine)
    assert before.evaluated_tokens > 1
    assert write(engine).stats.evaluated_tokens == 1


def test_what_was_measured_is_used_at_the_next_load_of_another_program(
    tiny_path: Path, tmp_path: Path
) -> None:
    with closing(WorkerEngine(TuningFile(tmp_path, machine()))) as first:
        first.load_now(tiny_path)
        write(first)
        best = tune(first).best.settings
    with closing(WorkerEngine(TuningFile(tmp_path, machine()))) as second:
        second.load_now(tiny_path)
        assert second.info.settings == best
        assert second.tuning is not None


def test_a_model_that_was_never_measured_runs_with_the_usual_settings(
    tiny_path: Path, tmp_path: Path
) -> None:
    with closing(WorkerEngine(TuningFile(tmp_path, machine()))) as engine:
        engine.load_now(tiny_path)
        assert engine.tuning is None
        assert engine.info.settings.flash_attention == "off"


def test_whoever_needs_the_engine_ends_the_measuring(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    events = engine.tune()
    next(events)
    engine.cancel()
    assert not any(isinstance(event, Tuning) for event in events)
    assert engine.tuning is None
    assert write(engine).stats.generated_tokens > 0


def test_leaving_the_measuring_ends_it(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    with closing(engine.tune()) as events:  # type: ignore[type-var]
        next(events)
    assert write(engine).stats.generated_tokens > 0


def test_measuring_without_a_model_is_refused(engine: WorkerEngine) -> None:
    with pytest.raises(EngineProblem) as caught:
        list(engine.tune())
    assert caught.value.code == "no_model"


@pytest.mark.parametrize(
    "chosen",
    [
        settings(flash_attention="on", type_k="q8_0", type_v="q8_0"),
        settings(flash_attention="off", type_k="q8_0", type_v="f16"),
        settings(flash_attention="auto", type_k="f16", type_v="f16", batch=128),
        settings(threads=1, threads_batch=1, flash_attention="on"),
    ],
)
def test_settings_are_used_and_told(
    engine: WorkerEngine, tiny_path: Path, chosen: EngineSettings
) -> None:
    used = load(engine, tiny_path, chosen)
    for name in ("flash_attention", "type_k", "type_v", "batch", "threads"):
        wanted = getattr(chosen, name)
        assert not wanted or getattr(used, name) == wanted
    assert write(engine).stats.generated_tokens > 0


@pytest.mark.parametrize(
    "later",
    [settings(type_k="q8_0"), settings(flash_attention="on", type_k="q8_0", type_v="q8_0")],
)
def test_what_was_read_with_other_kinds_of_keys_and_values_is_not_put_back(
    engine: WorkerEngine, tiny_path: Path, tmp_path: Path, later: EngineSettings
) -> None:
    kept = tmp_path / "kept.state"
    load(engine, tiny_path, settings())
    write(engine)
    assert engine.save_state(kept)[0] > 0
    load(engine, tiny_path, later)
    assert engine.restore_state(kept) == (0, "other_model")
    assert write(engine).stats.reused_tokens == 0


def test_what_was_read_with_the_same_kinds_is_put_back_whatever_the_threads(
    engine: WorkerEngine, tiny_path: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept.state"
    load(engine, tiny_path, settings(type_k="q8_0"))
    write(engine)
    engine.save_state(kept)
    load(engine, tiny_path, settings(type_k="q8_0", threads_batch=2, batch=128))
    tokens, reason = engine.restore_state(kept)
    assert (tokens > 0, reason) == (True, "")
    assert write(engine).stats.evaluated_tokens == 1


def test_a_state_can_be_saved_after_the_settings_have_changed(
    engine: WorkerEngine, tiny_path: Path, tmp_path: Path
) -> None:
    load(engine, tiny_path, settings(type_k="q8_0", flash_attention="on"))
    tune(engine)
    write(engine)
    assert engine.save_state(tmp_path / "kept.state")[0] > 0


def test_settings_that_llama_refuses_give_way_to_the_usual_ones(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    used = load(engine, tiny_path, settings(flash_attention="off", type_v="q8_0"))
    assert (used.flash_attention, used.type_v) == ("off", "f16")
    assert write(engine).stats.generated_tokens > 0


def test_settings_that_no_block_of_values_fits_give_way_to_the_usual_ones(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    narrow = write_tiny_model(tmp_path / "narrow.gguf", Shape(width=48, heads=3))
    used = load(engine, narrow, settings(type_k="q8_0"))
    assert used.type_k == "f16"
    assert write(engine).stats.generated_tokens > 0


def test_a_model_that_refuses_some_settings_is_measured_with_the_others(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    engine.load_now(write_tiny_model(tmp_path / "narrow.gguf", Shape(width=48, heads=3)))
    assert {trial.settings.type_k for trial in tune(engine).trials} == {"f16"}


@pytest.mark.parametrize(("open_seconds", "is_deep"), [(0.0, False), (60.0, True)])
def test_what_keys_and_values_are_kept_as_is_tried_behind_a_long_text_only(
    tmp_path: Path, open_seconds: float, is_deep: bool
) -> None:
    """The contexts for it are set up while nobody can end that."""
    large = write_tiny_model(tmp_path / "large.gguf", Shape(layers=16, width=256, heads=4))
    log, flag = NativeLog(), CancelFlag()
    model = ModelLoader(log, flag).load(protocol.Load(1, str(large), 512), lambda _share: None)
    tuning = Tuner(model.model, flag, log, lambda _share: None, open_seconds).run()
    assert tuning is not None
    trials = [trial.settings for trial in (tuning.best, *tuning.trials)]
    kinds = {(trial.flash_attention, trial.type_k, trial.type_v) for trial in trials}
    assert (len(kinds) > 1) == is_deep
    assert (tuning.depth > 1_000) == is_deep


def test_settings_of_another_backend_are_not_used(engine: WorkerEngine, tiny_path: Path) -> None:
    used = load(engine, tiny_path, settings(flash_attention="on", type_k="q8_0", backend="CUDA"))
    assert (used.flash_attention, used.type_k, used.backend) == ("off", "f16", "CPU")


def test_more_threads_than_there_are_are_not_started(engine: WorkerEngine, tiny_path: Path) -> None:
    used = load(engine, tiny_path, settings(threads=100_000, threads_batch=100_000, batch=9_999))
    assert used.threads < 100_000
    assert used.threads_batch < 100_000
    assert used.batch == 512


def test_eight_bit_keys_are_counted_as_34_bytes_for_32_values(tiny_path: Path) -> None:
    model = llama.llama_model_load_from_file(bytes(tiny_path), llama.llama_model_default_params())
    plain = context_cost(model, settings(type_k="f16", type_v="f16")).per_token
    small = context_cost(model, settings(type_k="q8_0", type_v="f16")).per_token
    llama.llama_model_free(model)
    values = 2 * 64  # layers x width
    assert plain - small == values * 2 - values * 34 // 32


def gpu_with_room_for(layers: int, asked: list[int]) -> Callable[[bytes, Any], Any]:
    """llama.cpp's loading on a GPU whose memory holds `layers` layers."""

    def load_file(path: bytes, params: Any) -> Any:
        if not params.vocab_only:
            asked.append(params.n_gpu_layers)
            if params.n_gpu_layers < 0 or params.n_gpu_layers > layers:
                return None
        return llama.llama_model_load_from_file(path, params)

    return load_file


@pytest.fixture
def eight_layers(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "eight.gguf", Shape(layers=8))


@pytest.mark.parametrize(
    ("room", "asked", "used"),
    [
        (7, [-1, 6], 6),
        (4, [-1, 6, 4], 4),
        (3, [-1, 6, 4, 2], 2),
        (1, [-1, 6, 4, 2, 0], 0),
    ],
)
def test_a_gpu_that_does_not_hold_all_layers_gets_fewer(
    eight_layers: Path, room: int, asked: list[int], used: int
) -> None:
    tried: list[int] = []
    loader = ModelLoader(NativeLog(), CancelFlag(), gpu_with_room_for(room, tried), offloads=True)
    model = loader.load(protocol.Load(1, str(eight_layers)), [].append)
    info = model.info
    model.close()
    assert tried == asked
    assert (info.gpu_layers, info.layers) == (used, 8)


def test_all_layers_are_on_a_gpu_that_holds_them(eight_layers: Path) -> None:
    loader = ModelLoader(NativeLog(), CancelFlag(), llama.llama_model_load_from_file, offloads=True)
    model = loader.load(protocol.Load(1, str(eight_layers)), [].append)
    info = model.info
    model.close()
    assert info.gpu_layers == info.layers == 8


def test_fewer_layers_do_not_help_a_file_that_is_missing(tmp_path: Path) -> None:
    tried: list[int] = []
    loader = ModelLoader(NativeLog(), CancelFlag(), gpu_with_room_for(9, tried), offloads=True)
    with pytest.raises(EngineProblem) as caught:
        loader.load(protocol.Load(1, str(tmp_path / "none.gguf")), [].append)
    assert caught.value.code == "model_missing"
    assert not tried


def test_a_load_that_was_cancelled_is_not_tried_with_fewer_layers(eight_layers: Path) -> None:
    tried: list[int] = []
    flag = CancelFlag()
    flag.set()
    loader = ModelLoader(NativeLog(), flag, gpu_with_room_for(0, tried), offloads=True)
    with pytest.raises(EngineProblem) as caught:
        loader.load(protocol.Load(1, str(eight_layers)), [].append)
    assert caught.value.code == "load_cancelled"
    assert tried == [-1]


def test_without_a_gpu_no_layer_is_said_to_be_on_one(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    assert (engine.info.backend, engine.info.gpu_layers, engine.info.layers) == ("CPU", 0, 2)


def test_the_measurement_that_is_kept_names_the_processor_and_the_library() -> None:
    assert "llama-cpp-python" in machine()
    assert machine() == machine()


def test_a_result_replaces_the_settings_of_a_restart(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    write(engine)
    best = tune(engine).best
    for _progress in engine.restart():
        pass
    assert engine.info.settings == best.settings


class Full:
    """A store on a full disk."""

    def find(self, fingerprint: str) -> Tuning | None:
        trial = Trial(EngineSettings(flash_attention="on"), 1.0, 1.0)
        return Tuning(trial, (trial,))

    def keep(self, fingerprint: str, tuning: Tuning) -> None:
        raise EngineProblem("disk_full", path="here")


def test_a_result_that_cannot_be_kept_is_used_until_the_end(tiny_path: Path) -> None:
    with closing(WorkerEngine(Full())) as engine:
        engine.load_now(tiny_path)
        assert engine.info.settings.flash_attention == "on"
        with pytest.raises(EngineProblem):
            list(engine.tune())
        assert engine.tuning is not None
        assert engine.info.settings == replace(engine.tuning.best.settings)
        assert write(engine).stats.generated_tokens > 0
