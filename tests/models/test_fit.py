# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The estimate of a model's memory against what the real worker takes, and what headers say."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from longwriter_desktop.domain.fit import Memory, Use, memory_need
from longwriter_desktop.domain.ports import GenerateRequest, Message
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.fit import shape_of
from longwriter_desktop.models.header import Header, Tensor, read_header
from longwriter_desktop.models.processor import read_processor, repacked_types
from tests.models.sized_gguf import Size, write_sized_model

NO_GPU = Memory(64 << 30, 64 << 30)
CLOSE = 0.10
ROOM = 130  # tokens; what the worker puts around a prompt, and its answer


@dataclass(frozen=True)
class Case:
    """A model, and how it is used."""

    size: Size
    context: int
    settings: EngineSettings = EngineSettings()


EIGHT_BITS = EngineSettings(type_k="q8_0", type_v="q8_0", flash_attention="on")
FLASH = EngineSettings(flash_attention="on")
MANY = EngineSettings(batch=512)
CASES = {
    "30 MB": Case(Size(layers=4, feed_forward=1_024), 4_096),
    "20 MB, a long context": Case(Size(layers=2, heads_kv=(8,), feed_forward=512), 8_192),
    "30 MB, flash attention": Case(Size(layers=4, feed_forward=1_024), 4_096, FLASH),
    "50 MB, keys of eight bits": Case(Size(heads_kv=(8,)), 3_072, EngineSettings(type_k="q8_0")),
    "50 MB, many heads, a cache of eight bits": Case(
        Size(heads=16, heads_kv=(16,), head_size=32), 1_536, EIGHT_BITS
    ),
    "130 MB, large vocabulary, tied": Case(
        Size(layers=6, vocabulary=100_000, tied=True), 2_048
    ),
    "170 MB Q8_0": Case(
        Size(layers=12, width=1_024, heads=16, heads_kv=(8,), feed_forward=2_816,
             vocabulary=16_000, quantisation="Q8_0"),
        4_096,
    ),
    "170 MB Q4_0, like Qwen2": Case(
        Size("qwen2", layers=12, width=1_280, heads=10, heads_kv=(2,), head_size=128,
             feed_forward=5_120, vocabulary=8_000, quantisation="Q4_0"),
        2_048, EngineSettings(type_k="q8_0"),
    ),
    "170 MB Q4_K_M": Case(
        Size(layers=10, width=1_024, heads=16, heads_kv=(16,), feed_forward=2_816,
             vocabulary=64_000, quantisation="Q4_K_M"),
        2_048,
    ),
    "50 MB, like Gemma 3, a long context, layers that look back a little way only": Case(
        Size("gemma3", layers=2, width=512, heads=2, heads_kv=(1,), head_size=256,
             feed_forward=512, vocabulary=40_000, context=32_768, tied=True, sliding_window=512),
        16_384,
    ),
    "50 MB, like Gemma 3, a cache of eight bits": Case(
        Size("gemma3", layers=6, width=512, heads=2, heads_kv=(2,), head_size=256,
             feed_forward=512, vocabulary=40_000, context=32_768, tied=True, sliding_window=512),
        2_560, EIGHT_BITS,
    ),
    "80 MB, like GLM-4, two heads kept for many": Case(
        Size("chatglm", layers=4, width=512, heads=8, heads_kv=(2,), head_size=64,
             feed_forward=1_024, vocabulary=30_000),
        4_096,
    ),
    "50 MB, like Qwen3, heads wider than the model, a cache of eight bits": Case(
        Size("qwen3", layers=2, width=256, heads=4, heads_kv=(2,), head_size=128,
             feed_forward=512, vocabulary=40_000, context=32_768),
        4_096, EIGHT_BITS,
    ),
    "30 MB, many tokens at once": Case(Size(layers=4, feed_forward=1_024), 4_096, MANY),
    "170 MB Q8_0, many tokens at once, more than are read in a second": Case(
        Size(layers=12, width=1_024, heads=16, heads_kv=(8,), feed_forward=2_816,
             vocabulary=16_000, quantisation="Q8_0"),
        4_096, MANY,
    ),
    "50 MB, keys of eight bits, more tokens at once than usual": Case(
        Size(heads_kv=(8,)), 3_072, EngineSettings(type_k="q8_0", batch=128)
    ),
}  # fmt: skip


@pytest.fixture
def engine() -> Iterator[WorkerEngine]:
    engine = WorkerEngine()
    yield engine
    engine.close()


@pytest.mark.parametrize("name", CASES)
def test_the_estimate_is_within_a_tenth_of_what_the_worker_takes(
    name: str, tmp_path: Path, engine: WorkerEngine
) -> None:
    _compare(engine, tmp_path, CASES[name])


@pytest.mark.slow
def test_so_it_is_for_a_model_of_600_megabytes(tmp_path: Path, engine: WorkerEngine) -> None:
    size = Size(
        layers=20, width=1_536, heads=24, heads_kv=(8,), feed_forward=5_632, vocabulary=32_000,
        quantisation="Q8_0",
    )  # fmt: skip
    _compare(engine, tmp_path, Case(size, 2_048))


def _compare(engine: WorkerEngine, folder: Path, case: Case) -> None:
    path = write_sized_model(folder / "model.gguf", case.size)
    for _ in engine.load(path, case.context, settings=case.settings):
        pass
    _fill(engine, case.context)
    assert engine.worker_pid is not None
    real = psutil.Process(engine.worker_pid).memory_info().rss
    shape = shape_of(read_header(path), repacked_types())
    use = Use(case.context, case.settings)
    need = memory_need(shape, use, NO_GPU)
    assert need.resident == pytest.approx(real, rel=CLOSE)


def _fill(engine: WorkerEngine, context: int) -> None:
    """Read a prompt as long as the context."""
    prompt = ("ab" * context)[: context - ROOM]
    request = GenerateRequest((Message("user", prompt),), 8)
    read = [progress.read for progress in engine.prepare(request)]
    assert read[-1] > context - ROOM


def test_a_header_tells_the_shape(tmp_path: Path) -> None:
    size = Size(layers=3, heads_kv=(4, 2, 1), vocabulary=300, quantisation="")
    shape = shape_of(read_header(write_sized_model(tmp_path / "m.gguf", size)))
    assert (shape.layers, shape.width, shape.heads, shape.head_size) == (3, 512, 8, 64)
    assert shape.keys == shape.values == (4 + 2 + 1) * 64
    assert (shape.vocabulary, shape.merges, shape.feed_forward) == (300, 300, 1_536)
    assert shape.context_tokens == 8_192
    assert shape.read_bytes == shape.weight_bytes - 300 * 512 * 2


def test_without_a_number_of_kept_heads_every_head_is_kept() -> None:
    metadata = {"general.architecture": "x", "x.block_count": 2, "x.embedding_length": 64}
    shape = shape_of(Header(metadata | {"x.attention.head_count": 4}))
    assert shape.keys == 2 * 4 * 16


def test_layers_that_share_a_cache_keep_nothing() -> None:
    metadata = {
        "general.architecture": "x",
        "x.block_count": 6,
        "x.embedding_length": 64,
        "x.attention.head_count": 4,
        "x.attention.head_count_kv": 2,
        "x.attention.shared_kv_layers": 4,
    }
    assert shape_of(Header(metadata)).keys == 2 * 2 * 16


def test_of_experts_only_those_in_use_are_read() -> None:
    metadata = {
        "general.architecture": "x",
        "x.block_count": 1,
        "x.expert_count": 8,
        "x.expert_used_count": 2,
        "x.expert_feed_forward_length": 100,
    }
    experts = Tensor("blk.0.ffn_up_exps.weight", (64, 100, 8), 1, 0)
    shape = shape_of(Header(metadata, (experts, Tensor("output.weight", (64, 10), 1, 0))))
    assert shape.read_bytes == 64 * 100 * 8 * 2 // 4 + 64 * 10 * 2
    assert shape.computed == 64 * 100 * 2
    assert shape.feed_forward == 200


def test_a_recurrent_layer_keeps_a_state_and_no_tokens() -> None:
    metadata = {
        "general.architecture": "x",
        "x.block_count": 2,
        "x.embedding_length": 64,
        "x.attention.head_count": 4,
        "x.ssm.inner_size": 128,
        "x.ssm.state_size": 16,
        "x.ssm.conv_kernel": 4,
    }
    shape = shape_of(Header(metadata, numbers={"x.attention.head_count_kv": (0, 4)}))
    assert shape.keys == 4 * 16
    assert shape.state_bytes == (3 * 128 + 128 * 16) * 4


def test_a_header_with_absurd_numbers_has_a_shape_all_the_same() -> None:
    metadata = {"general.architecture": "x", "x.block_count": 4_000_000_000}
    assert shape_of(Header(metadata)).keys == 0


def test_the_processor_is_measured_once_and_gives_sensible_figures() -> None:
    processor = read_processor()
    assert processor is read_processor()
    assert processor.cores >= 1
    assert 1e9 < processor.bandwidth < 5e12
