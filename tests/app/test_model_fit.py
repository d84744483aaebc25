# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.model_fit import (
    Fit,
    Memory,
    assess,
    fit_of,
    memory_need,
    recommended,
    shape_of_offer,
)
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit import ModelShape, Use
from longwriter_desktop.domain.fit_speed import Machine, Processor
from longwriter_desktop.domain.ports import ModelFile

GIGABYTE = 1_000_000_000
MEMORY = Memory(16 * GIGABYTE, 6 * GIGABYTE)


def model(size: float, problem: str | None = None) -> ModelFile:
    return ModelFile(Path(f"{size}.gguf"), f"{size} GB", int(size * GIGABYTE), problem=problem)


@pytest.mark.parametrize(
    ("size", "fit"), [(0.01, Fit.FITS), (5, Fit.FITS), (6, Fit.TIGHT), (15, Fit.TOO_LARGE)]
)
def test_a_model_needs_more_than_its_weights(size: float, fit: Fit) -> None:
    assert fit_of(model(size), MEMORY) is fit


def test_a_file_that_cannot_be_used_never_fits() -> None:
    assert fit_of(model(1, "model_damaged"), MEMORY) is Fit.UNUSABLE


@pytest.mark.parametrize(
    ("size", "layers", "fit"),
    [(0.2, -1, Fit.FITS), (40, -1, Fit.UNKNOWN), (40, 0, Fit.TOO_LARGE), (15, 8, Fit.UNKNOWN)],
)
def test_what_a_graphics_card_may_hold_of_which_nothing_tells_is_not_called_too_large(
    size: float, layers: int, fit: Fit
) -> None:
    assert fit_of(model(size), replace(MEMORY, is_untold=True), Use(gpu_layers=layers)) is fit


def test_the_largest_that_fits_now_is_recommended() -> None:
    models = [model(0.01), model(5), model(6), model(4), model(5.1, "model_damaged")]
    assert recommended(models, MEMORY) == models[1]
    assert recommended(models[2:3], MEMORY) is None


SHAPE = ModelShape(
    layers=32, width=4_096, heads=32, head_size=128, keys=32_768, values=32_768,
    feed_forward=14_336, vocabulary=128_256, merges=280_147, weight_bytes=4_920_000_000,
    read_bytes=4_600_000_000, computed=7_000_000_000, context_tokens=131_072,
)  # fmt: skip


def test_a_header_tells_more_than_a_size() -> None:
    alone = model(4.92)
    read = replace(alone, shape=SHAPE)
    assert memory_need(read) > memory_need(alone) + GIGABYTE
    assert fit_of(read, Memory(8 * GIGABYTE, 6 * GIGABYTE)) is Fit.TIGHT


def test_an_assessment_tells_memory_speed_time_and_what_would_help() -> None:
    memory = Memory(16 * GIGABYTE, 7 * GIGABYTE)
    found = assess(SHAPE, Machine(memory, Processor(8, 40e9)), words=5_000)
    assert found.fit is Fit.TIGHT
    assert found.need.resident > 7 * GIGABYTE
    assert 4 < found.tokens_per_second < 9
    assert found.minutes > 10
    assert found.change is not None
    assert found.change.kind == "context"


def test_a_file_of_the_catalogue_is_judged_before_it_is_here() -> None:
    offered = CatalogueModel(
        "x", "X", "a/b", (), "mit", ("en",), 8_000_000_000, 8_192,
        shape=replace(SHAPE, weight_bytes=0, read_bytes=0),
    )  # fmt: skip
    exact = shape_of_offer(offered, HubFile("a/b", "x.gguf", 4_920_000_000, "", "Q5_K_M"))
    assert exact is not None
    assert (exact.weight_bytes, exact.context_tokens, exact.repacked_bytes) == (
        4_920_000_000, 8_192, 0,
    )  # fmt: skip
    about = shape_of_offer(offered, HubFile("a/b", "x.gguf", about_bytes=5_000_000_000))
    assert about is not None
    assert about.weight_bytes == 5_000_000_000
    assert shape_of_offer(offered, HubFile("a/b", "x.gguf")) is None
    assert shape_of_offer(replace(offered, shape=None), HubFile("a/b", "x", 1)) is None
