# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which devices there are, and how many layers of a model go to a GPU."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import llama_cpp.llama_cpp as llama
import psutil
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.load_choice import CacheChoice, with_cache
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker.devices import (
    Device,
    OffloadNeeds,
    devices,
    free_gpu_bytes,
    has_own_memory,
)
from longwriter_desktop.engine.worker.memory import (
    cache_from_header,
    context_cost,
    kept_bytes,
)
from longwriter_desktop.engine.worker.model import ModelLoader
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog
from longwriter_desktop.engine.worker.settings import settled
from tests.engine.tiny_gguf import Shape, write_tiny_model

GIB = 1 << 30
LLAMA_8B = OffloadNeeds(layers=32, weight_bytes=49 * GIB // 10, cache_bytes=2 * GIB)
LAYERS = 8


@pytest.fixture
def eight_layers(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "eight.gguf", Shape(layers=LAYERS))


def test_the_processor_is_among_the_devices_and_tells_its_memory() -> None:
    processor = next(device for device in devices() if device.name == "CPU")
    assert not processor.is_gpu
    assert 0 < processor.free_bytes <= processor.total_bytes


@pytest.mark.parametrize(
    ("free", "layers"),
    [(24, -1), (8, -1), (7, 29), (4, 15), (2, 6), (0.5, 0), (0, 0)],
)
def test_as_many_layers_go_to_the_gpu_as_its_free_memory_holds(free: float, layers: int) -> None:
    assert LLAMA_8B.layers_within(int(free * GIB)) == layers


def test_a_longer_context_leaves_room_for_fewer_layers() -> None:
    longer = OffloadNeeds(LLAMA_8B.layers, LLAMA_8B.weight_bytes, 8 * GIB)
    assert longer.layers_within(6 * GIB) < LLAMA_8B.layers_within(6 * GIB)


def test_a_file_that_does_not_tell_its_layers_is_tried_whole() -> None:
    assert OffloadNeeds(0, 0, 0).layers_within(GIB) == -1


def gpu(free: int, integrated: bool = False, name: str = "Vulkan") -> Device:
    return Device(name, True, integrated, free, 2 * free)


CPU = Device("CPU", False, False, 64 * GIB, 64 * GIB)


@pytest.mark.parametrize(
    ("found", "free"),
    [
        ([CPU], 0),
        ([gpu(8), gpu(6), CPU], 14),
        ([gpu(20, integrated=True), gpu(8), CPU], 8),
        ([gpu(20, integrated=True), CPU], 20),
    ],
)
def test_integrated_gpus_count_only_where_there_is_no_other(found: list[Device], free: int) -> None:
    assert free_gpu_bytes(found) == free


@pytest.mark.parametrize(
    ("found", "own"),
    [
        ([CPU], False),
        ([gpu(8), CPU], True),
        ([gpu(20, integrated=True), CPU], False),
        ([gpu(20, name="Metal"), CPU], False),
        ([gpu(20, integrated=True), gpu(8)], True),
    ],
)
def test_a_gpu_that_computes_in_main_memory_has_none_of_its_own(
    found: list[Device], own: bool
) -> None:
    assert has_own_memory(found) is own


@pytest.mark.parametrize("type_k", ["f16", "q8_0"])
def test_the_header_tells_what_keys_and_values_take(eight_layers: Path, type_k: str) -> None:
    settings = EngineSettings(type_k=type_k, type_v="f16")
    params = llama.llama_model_default_params()
    whole = llama.llama_model_load_from_file(bytes(eight_layers), params)
    params.vocab_only = True
    header = llama.llama_model_load_from_file(bytes(eight_layers), params)
    expected = kept_bytes(whole, settings) * 1_024
    told = cache_from_header(header, 1_024, settings)
    llama.llama_model_free(whole)
    llama.llama_model_free(header)
    assert told == expected


def gpu_with_room_for(layers: int, asked: list[int]) -> Callable[[bytes, Any], Any]:
    """llama.cpp's loading on a GPU whose memory really holds `layers` layers."""

    def load_file(path: bytes, params: Any) -> Any:
        if not params.vocab_only:
            asked.append(params.n_gpu_layers)
            if params.n_gpu_layers < 0 or params.n_gpu_layers > layers:
                return None
        return llama.llama_model_load_from_file(path, params)

    return load_file


def bytes_for(path: Path, layers: int, context: int = 512, kept: CacheChoice = "") -> int:
    """The least free memory that is thought to hold so many layers in a context."""
    params = llama.llama_model_default_params()
    params.vocab_only = True
    model = llama.llama_model_load_from_file(bytes(path), params)
    cache = cache_from_header(model, context, with_cache(EngineSettings(), kept))
    llama.llama_model_free(model)
    needs = OffloadNeeds(LAYERS, path.stat().st_size, cache)
    return next(free for free in range(GIB // 2, GIB, 4_096) if needs.layers_within(free) >= layers)


@pytest.mark.parametrize(
    ("room", "asked"), [(LAYERS, [5]), (5, [5]), (4, [5, 3]), (2, [5, 3, 2]), (0, [5, 3, 2, 1, 0])]
)
def test_layers_are_chosen_from_free_memory_and_fewer_tried_where_that_was_too_many(
    eight_layers: Path, room: int, asked: list[int]
) -> None:
    tried: list[int] = []
    free = bytes_for(eight_layers, 5)
    loader = ModelLoader(
        NativeLog(), CancelFlag(), gpu_with_room_for(room, tried), True, lambda: free
    )
    model = loader.load(protocol.Load(1, str(eight_layers), 512), [].append)
    info = model.info
    model.close()
    assert tried == asked
    assert (info.gpu_layers, info.layers) == (asked[-1], LAYERS)


def test_layers_that_were_asked_for_are_not_chosen_from_memory(eight_layers: Path) -> None:
    tried: list[int] = []
    loader = ModelLoader(
        NativeLog(), CancelFlag(), gpu_with_room_for(LAYERS, tried), True, lambda: 1
    )
    loader.load(protocol.Load(1, str(eight_layers), 512, gpu_layers=3), [].append).close()
    assert tried == [3]


def test_the_writers_choice_for_the_cache_decides_how_many_layers_there_is_room_for(
    eight_layers: Path,
) -> None:
    tried: list[int] = []
    free = bytes_for(eight_layers, 5, 8_192, "q8_0")
    assert free < bytes_for(eight_layers, 5, 8_192)
    loader = ModelLoader(
        NativeLog(), CancelFlag(), gpu_with_room_for(LAYERS, tried), True, lambda: free
    )
    loader.load(protocol.Load(1, str(eight_layers), 8_192, cache="q8_0"), [].append).close()
    assert tried == [5]


def loaded_on_a_gpu(path: Path, layers: int, *, own_memory: bool) -> tuple[int, int]:
    """Tokens of context and bytes that are told of it, where llama.cpp's GPU holds everything."""
    loader = ModelLoader(
        NativeLog(),
        CancelFlag(),
        gpu_with_room_for(layers, []),
        True,
        lambda: 0,
        lambda: own_memory,
    )
    model = loader.load(protocol.Load(1, str(path), 8_192, gpu_layers=layers), [].append)
    info = model.info
    model.close()
    return info.context_tokens, info.memory_bytes


def test_a_context_that_lies_on_the_gpu_is_not_asked_of_main_memory(
    eight_layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    available = SimpleNamespace(available=8 * (1 << 20), total=psutil.virtual_memory().total)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: available)
    for layers, own_memory in ((LAYERS + 1, False), (3, True), (0, True)):
        with pytest.raises(EngineProblem) as caught:
            loaded_on_a_gpu(eight_layers, layers, own_memory=own_memory)
        assert caught.value.code == "context_memory"
    tokens, told = loaded_on_a_gpu(eight_layers, LAYERS + 1, own_memory=True)
    assert tokens == 8_192
    assert told > 8_192 * LAYERS * 64 * 2 * 2  # keys and values are told wherever they lie


def test_of_a_file_larger_than_main_memory_only_what_stays_there_must_fit(
    eight_layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = SimpleNamespace(total=eight_layers.stat().st_size // 2, available=1 << 30)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: half)
    for layers, own_memory in ((LAYERS + 1, False), (3, True), (0, True)):
        with pytest.raises(EngineProblem) as caught:
            loaded_on_a_gpu(eight_layers, layers, own_memory=own_memory)
        assert caught.value.code == "model_memory"
    assert loaded_on_a_gpu(eight_layers, LAYERS, own_memory=True)[0] == 8_192


def test_a_file_larger_than_main_memory_is_never_left_there_because_the_gpu_is_full(
    eight_layers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = SimpleNamespace(total=eight_layers.stat().st_size // 2, available=1 << 30)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: half)
    tried: list[int] = []
    load_file = gpu_with_room_for(0, tried)
    loader = ModelLoader(NativeLog(), CancelFlag(), load_file, True, lambda: 0, lambda: True)
    with pytest.raises(EngineProblem) as caught:
        loader.load(protocol.Load(1, str(eight_layers), 512), [].append)
    assert caught.value.code == "model_memory"
    assert tried == [-1, 6]


def test_scores_are_counted_only_without_flash_attention(eight_layers: Path) -> None:
    model = llama.llama_model_load_from_file(
        bytes(eight_layers), llama.llama_model_default_params()
    )
    off, auto, on = (
        context_cost(model, settled(EngineSettings(flash_attention=flash), 10**9)).per_token
        for flash in ("off", "auto", "on")
    )
    llama.llama_model_free(model)
    assert off > auto == on


def test_the_more_layers_are_on_the_gpu_the_longer_a_context_main_memory_holds(
    eight_layers: Path,
) -> None:
    model = llama.llama_model_load_from_file(
        bytes(eight_layers), llama.llama_model_default_params()
    )
    used = settled(EngineSettings(), 10**9)
    longest = [context_cost(model, used, share / 4).largest(8 << 20) for share in range(5)]
    llama.llama_model_free(model)
    assert longest == sorted(set(longest))
