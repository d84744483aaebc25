# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest

from longwriter_desktop.app.model_fit import Fit, Memory, fit_of, recommended
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


def test_the_largest_that_fits_now_is_recommended() -> None:
    models = [model(0.01), model(5), model(6), model(4), model(5.1, "model_damaged")]
    assert recommended(models, MEMORY) == models[1]
    assert recommended(models[2:3], MEMORY) is None
