# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Memory, speed and what would make a model fit, on figures that are known."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.fit import (
    Fit,
    Memory,
    ModelShape,
    Use,
    change_that_fits,
    layers_on_device,
    memory_need,
    verdict,
)
from longwriter_desktop.domain.tuning import EngineSettings, computed_at_once

GIB = 1 << 30
LLAMA = ModelShape(
    layers=32, width=4_096, heads=32, head_size=128, keys=32_768, values=32_768,
    feed_forward=14_336, vocabulary=128_256, merges=280_147, weight_bytes=4_920_000_000,
    read_bytes=4_600_000_000, computed=7_000_000_000, context_tokens=131_072,
)  # fmt: skip
SMALL = replace(LLAMA, weight_bytes=3_180_000_000)

USUAL_NEED = memory_need(LLAMA, Use(), Memory(0, 0)).needed


def fits(shape: ModelShape, use: Use, memory: Memory) -> Fit:
    return verdict(memory_need(shape, use, memory), memory)


def test_the_cache_of_llama_is_128_kib_a_token() -> None:
    need = memory_need(LLAMA, Use(32_768), Memory(0, 0))
    assert need.cache == 4 * GIB


def test_a_cache_of_eight_bits_takes_little_more_than_half() -> None:
    eight = Use(32_768, EngineSettings(type_k="q8_0", type_v="q8_0", flash_attention="on"))
    need = memory_need(LLAMA, eight, Memory(0, 0))
    assert need.cache == pytest.approx(0.53 * 4 * GIB, rel=0.01)


def test_flash_attention_needs_no_room_for_scores() -> None:
    flash = Use(16_384, EngineSettings(flash_attention="on"))
    without, with_it = (memory_need(LLAMA, use, Memory(0, 0)) for use in (Use(16_384), flash))
    assert without.buffers - with_it.buffers > 100 * 2**20


def test_a_processor_computes_few_tokens_at_once_and_a_gpu_many() -> None:
    many = Use(16_384, EngineSettings(batch=512))
    few, more = (memory_need(LLAMA, use, Memory(0, 0)).buffers for use in (Use(16_384), many))
    assert more > 6 * few
    settings = EngineSettings()
    assert computed_at_once(settings, on_gpu=True) > computed_at_once(settings, on_gpu=False)


def test_weights_that_are_kept_twice_are_resident_but_not_needed() -> None:
    twice = replace(LLAMA, repacked_bytes=3_000_000_000)
    need = memory_need(twice, Use(), Memory(0, 0))
    assert need.resident - need.needed == 3_000_000_000


def test_where_nothing_is_said_the_context_is_the_usual_one() -> None:
    usual = memory_need(LLAMA, Use(), Memory(0, 0))
    assert usual == memory_need(LLAMA, Use(16_384), Memory(0, 0))
    short = replace(LLAMA, context_tokens=4_096)
    assert short.usual_context == 4_096


@pytest.mark.parametrize(
    ("total", "free", "fit"),
    [(16, 12, Fit.FITS), (16, 4, Fit.TIGHT), (4, 3, Fit.TOO_LARGE)],
)
def test_the_verdict_is_about_what_is_free_and_what_is_there(
    total: int, free: int, fit: Fit
) -> None:
    assert fits(LLAMA, Use(), Memory(total * GIB, free * GIB)) is fit


def test_what_fits_needs_no_change() -> None:
    assert change_that_fits(LLAMA, Use(), Memory(16 * GIB, 12 * GIB)) is None


def test_a_little_too_large_is_helped_by_a_shorter_context() -> None:
    memory = Memory(16 * GIB, USUAL_NEED - 1)
    change = change_that_fits(LLAMA, Use(), memory, [SMALL])
    assert change is not None
    assert change.kind == "context"
    assert 8_192 <= change.use.context_tokens < 16_384
    assert fits(LLAMA, change.use, memory) is Fit.FITS
    longer = replace(change.use, context_tokens=change.use.context_tokens + 1_024)
    assert fits(LLAMA, longer, memory) is not Fit.FITS


def test_a_context_that_is_short_already_is_helped_by_a_smaller_cache() -> None:
    use = Use(8_192)
    memory = Memory(16 * GIB, memory_need(LLAMA, use, Memory(0, 0)).needed - 1)
    change = change_that_fits(LLAMA, use, memory, [SMALL])
    assert change is not None
    assert (change.kind, change.use.settings.type_k) == ("cache", "q8_0")
    assert change.use.settings.type_v == ""


def test_heads_that_eight_bits_do_not_divide_keep_their_cache() -> None:
    odd = replace(LLAMA, head_size=80)
    use = Use(8_192)
    memory = Memory(16 * GIB, memory_need(odd, use, Memory(0, 0)).needed - 1)
    change = change_that_fits(odd, use, memory)
    assert change is not None
    assert change.kind == "context"


def test_much_too_large_is_helped_by_a_smaller_file() -> None:
    memory = Memory(16 * GIB, 5_600_000_000)
    use = Use(8_192)
    change = change_that_fits(LLAMA, use, memory, [SMALL])
    assert change is not None
    assert (change.kind, change.file) == ("file", 0)
    assert fits(SMALL, change.use, memory) is Fit.FITS


def test_what_nothing_helps_is_said_so() -> None:
    assert change_that_fits(LLAMA, Use(), Memory(GIB, GIB // 2), [SMALL]) is None


def test_a_change_that_at_least_leaves_it_tight_is_better_than_none() -> None:
    memory = Memory(USUAL_NEED - 1, GIB)
    assert fits(LLAMA, Use(), memory) is Fit.TOO_LARGE
    change = change_that_fits(LLAMA, Use(), memory)
    assert change is not None
    assert change.fit is Fit.TIGHT


def test_layers_go_to_the_gpu_as_far_as_they_fit_there() -> None:
    memory = Memory(16 * GIB, 12 * GIB, 8 * GIB, 8 * GIB)
    assert layers_on_device(LLAMA, Use(), memory) == 32
    assert layers_on_device(LLAMA, Use(gpu_layers=10), memory) == 10
    half = replace(memory, device_free=4 * GIB)
    assert 0 < layers_on_device(LLAMA, Use(), half) < 32
    need = memory_need(LLAMA, Use(), half)
    assert need.on_device <= half.device_free
    assert need.weights < LLAMA.weight_bytes


def test_without_a_gpu_nothing_lies_on_one() -> None:
    assert memory_need(LLAMA, Use(), Memory(GIB, GIB)).on_device == 0


def test_more_layers_on_the_gpu_are_the_first_thing_to_try() -> None:
    memory = Memory(16 * GIB, 4 * GIB, 12 * GIB, 12 * GIB)
    change = change_that_fits(LLAMA, Use(gpu_layers=0), memory, [SMALL])
    assert change is not None
    assert (change.kind, change.use.gpu_layers) == ("gpu_layers", 32)


@given(
    st.integers(512, 131_072),
    st.integers(0, 64 * GIB),
    st.integers(0, 64 * GIB),
    st.sampled_from(["", "q8_0"]),
)
def test_a_change_that_is_proposed_does_what_it_says(
    context: int, total: int, free: int, type_k: str
) -> None:
    use = Use(context, EngineSettings(type_k="q8_0" if type_k else ""))
    memory = Memory(total, min(free, total))
    change = change_that_fits(LLAMA, use, memory, [SMALL])
    if change is None:
        return
    shape = SMALL if change.file >= 0 else LLAMA
    assert fits(shape, change.use, memory) is change.fit
    assert change.use.context_tokens <= context
