# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How fast a model writes: measured, guessed, or not known."""

from dataclasses import replace

import pytest

from longwriter_desktop.domain.fit import Memory, Use
from longwriter_desktop.domain.fit_speed import (
    Machine,
    Processor,
    minutes_for,
    most_tokens_per_second,
    reading_rate,
    tokens_of,
    tokens_per_second,
    words_of,
    writing_rate,
)
from longwriter_desktop.domain.tuning import EngineSettings, Trial
from tests.domain.test_fit import GIB, LLAMA

PROCESSOR = Processor(8, 40e9)
PLAIN = Memory(64 * GIB, 64 * GIB)
WITH_GPU = Memory(64 * GIB, 64 * GIB, 24 * GIB, 24 * GIB)
HALF_GPU = Memory(64 * GIB, 64 * GIB, 4 * GIB, 4 * GIB)
SHARED = Memory(64 * GIB, 64 * GIB, is_shared=True)
TRIAL = Trial(EngineSettings(threads=4), write_seconds=0.05, read_seconds=0.01)


def test_writing_is_as_fast_as_memory_is_read() -> None:
    assert tokens_per_second(LLAMA, EngineSettings(), PROCESSOR, 0) == pytest.approx(9.6, rel=0.01)
    deep = tokens_per_second(LLAMA, EngineSettings(), PROCESSOR, 16_384)
    assert deep < 5
    assert tokens_per_second(LLAMA, EngineSettings(), Processor(8), 0) == 0


def test_a_tiny_model_has_only_what_one_core_reads() -> None:
    processor = Processor(8, 40e9, core_bandwidth=10e9)
    tiny = replace(LLAMA, computed=5_000_000, read_bytes=10_000_000)
    alone, together = (
        tokens_per_second(shape, EngineSettings(), processor, 0) * shape.read_bytes
        for shape in (tiny, LLAMA)
    )
    assert together == pytest.approx(4 * alone)


def test_weights_of_few_bits_are_read_with_faster_than_those_of_many() -> None:
    many = replace(LLAMA, read_bytes=4 * LLAMA.read_bytes)
    few_rate, many_rate = (reading_rate(shape, PROCESSOR, 0) for shape in (LLAMA, many))
    assert 1.3 < few_rate / many_rate < 2


def test_a_document_takes_its_tokens_written_once_and_read_once() -> None:
    minutes = minutes_for(LLAMA, Use(), Machine(PLAIN, PROCESSOR), 10_000, "en")
    assert 25 < minutes < 50
    assert minutes_for(LLAMA, Use(), Machine(PLAIN, PROCESSOR), 10_000, "zh_CN") < minutes
    assert minutes_for(LLAMA, Use(), Machine(PLAIN, Processor(8)), 10_000, "en") == 0


def test_what_was_measured_is_taken_and_scaled_to_the_depth() -> None:
    machine = Machine(PLAIN, PROCESSOR)
    use = Use(measured=TRIAL, measured_depth=4_096)
    assert writing_rate(LLAMA, use, machine, 4_096) == pytest.approx(20)
    assert writing_rate(LLAMA, use, machine, 8_192) < 20 < writing_rate(LLAMA, use, machine, 512)
    without_depth = replace(use, measured_depth=0)
    assert writing_rate(LLAMA, without_depth, machine, 8_192) == pytest.approx(20)


def test_another_cache_than_the_measured_one_is_judged_by_what_is_read_of_it() -> None:
    machine, depth = Machine(PLAIN, PROCESSOR), 8_192
    use = Use(measured=TRIAL, measured_depth=depth, is_exact=False)
    small = replace(use, settings=EngineSettings(type_k="q8_0", type_v="q8_0"))
    assert 20 < writing_rate(LLAMA, small, machine, depth) < 30


def test_the_minutes_are_those_of_what_was_measured_too() -> None:
    machine, use = Machine(PLAIN, PROCESSOR), Use(measured=TRIAL)
    tokens = tokens_of(1_000, "en")
    assert minutes_for(LLAMA, use, machine, 1_000, "en") == pytest.approx(tokens * 0.06 / 60)


@pytest.mark.parametrize("memory", [WITH_GPU, HALF_GPU, SHARED])
def test_how_fast_a_gpu_is_is_not_known_before_it_was_measured(memory: Memory) -> None:
    machine = Machine(memory, PROCESSOR)
    assert writing_rate(LLAMA, Use(), machine, 0) == 0
    assert minutes_for(LLAMA, Use(), machine, 5_000, "en") == 0
    assert writing_rate(LLAMA, Use(measured=TRIAL), machine, 0) == pytest.approx(20)


@pytest.mark.parametrize("memory", [PLAIN, WITH_GPU, SHARED])
def test_without_layers_on_a_gpu_the_processor_decides(memory: Memory) -> None:
    rate = writing_rate(LLAMA, Use(gpu_layers=0), Machine(memory, PROCESSOR), 0)
    assert rate == tokens_per_second(LLAMA, EngineSettings(), PROCESSOR, 0)


def test_layers_on_the_processor_bound_the_speed() -> None:
    alone = tokens_per_second(LLAMA, EngineSettings(), PROCESSOR, 0)
    half = most_tokens_per_second(LLAMA, Use(gpu_layers=16), Machine(WITH_GPU, PROCESSOR), 0)
    assert half == pytest.approx(2 * alone)
    assert most_tokens_per_second(LLAMA, Use(), Machine(WITH_GPU, PROCESSOR), 0) == 0
    assert most_tokens_per_second(LLAMA, Use(), Machine(SHARED, PROCESSOR), 0) == 0


def test_one_thread_has_what_one_core_reads_and_a_smaller_cache_is_read_faster() -> None:
    processor = Processor(8, 40e9, core_bandwidth=10e9)
    one = tokens_per_second(LLAMA, EngineSettings(threads=1), processor, 8_192)
    many = tokens_per_second(LLAMA, EngineSettings(threads=8), processor, 8_192)
    assert many == pytest.approx(4 * one)
    small = EngineSettings(threads=8, type_k="q8_0", type_v="q8_0")
    assert tokens_per_second(LLAMA, small, processor, 8_192) > many


def test_threads_that_were_chosen_read() -> None:
    assert reading_rate(LLAMA, PROCESSOR, 0, 4) == pytest.approx(
        reading_rate(LLAMA, PROCESSOR, 0) / 2
    )
    assert reading_rate(LLAMA, PROCESSOR, 0, 99) == reading_rate(LLAMA, PROCESSOR, 0)


def test_a_shorter_context_has_less_to_read_before_each_word() -> None:
    machine = Machine(PLAIN, PROCESSOR)
    long, short = (minutes_for(LLAMA, Use(size), machine, 20_000, "en") for size in (32_768, 4_096))
    assert short < long


def test_tokens_are_words_of_a_language() -> None:
    assert words_of(16_384, "en") == pytest.approx(12_136, abs=1)
    assert words_of(16_384, "zh-CN") == 20_480
