# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the page of models says of the catalogue's files and of files that are here."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.fit_reports import FitReports
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.app.models_page import (
    Wanted,
    is_wanted,
    recommended_file,
    suggestions_first,
)
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.fit import Memory, ModelShape
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.fit_speed import Processor
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.models.catalogue import bundled_catalogue, read_catalogue

GIGABYTE = 1_000_000_000
LAPTOP = Processor(4, bandwidth=20e9, core_bandwidth=10e9)
SHAPE = ModelShape(
    layers=32, width=4_096, heads=32, head_size=128, keys=32_768, values=32_768,
    feed_forward=14_336, vocabulary=128_256, merges=280_147, weight_bytes=4_920_000_000,
    read_bytes=4_600_000_000, computed=7_000_000_000, context_tokens=131_072,
)  # fmt: skip


NOTHING_CHOSEN = ModelRuns(lambda path: AUTOMATIC, lambda path: None)


def reports_for(free: float, runs: ModelRuns = NOTHING_CHOSEN) -> FitReports:
    memory = Memory(int(free * GIGABYTE * 1.3), int(free * GIGABYTE))
    return FitReports(lambda: memory, lambda: LAPTOP, runs)


def here() -> ModelFile:
    return ModelFile(Path("a.gguf"), "A", SHAPE.weight_bytes, shape=SHAPE)


@pytest.fixture(scope="module")
def models() -> tuple[CatalogueModel, ...]:
    return tuple(read_catalogue(bundled_catalogue(), None).models)


def all_reports(models: tuple[CatalogueModel, ...], free: float) -> Mapping[HubFile, FitReport]:
    report = reports_for(free)
    return {file: report(file, one, 5_000, "en") for one in models for file in one.files}


@pytest.mark.parametrize(("free", "least"), [(1.5, 0.4e9), (2.5, 1e9)])
def test_the_first_suggestion_for_a_modest_machine_is_a_small_model_that_fits(
    models: tuple[CatalogueModel, ...], free: float, least: float
) -> None:
    """With the usual context a model of 1.2 billion weights takes more than 1.5 GB."""
    reports = all_reports(models, free)
    first = suggestions_first(models, reports, "en")[0][0]
    assert least <= first.parameters <= 2e9
    file = recommended_file(first, reports)
    assert file is not None
    assert file.size_bytes + file.about_bytes < reports[file].need_bytes <= free * GIGABYTE


def test_on_a_large_machine_the_models_that_write_long_texts_are_suggested_too(
    models: tuple[CatalogueModel, ...],
) -> None:
    fitting, _others = suggestions_first(models, all_reports(models, 48), "en")
    assert {"longwriter-llama3.1-8b", "longwriter-glm4-9b"} <= {one.id for one in fitting}


def test_what_does_not_fit_is_told_with_a_smaller_file_that_does(
    models: tuple[CatalogueModel, ...],
) -> None:
    model = next(one for one in models if one.id == "longwriter-llama3.1-8b")
    report = reports_for(8)
    largest = max(model.files, key=lambda file: file.size_bytes or file.about_bytes)
    found = report(largest, model, 5_000, "en")
    assert found.verdict is Verdict.NO
    assert found.advice == "smaller_file"
    smaller = next(file for file in model.files if file.quantisation == found.value)
    assert report(smaller, model, 5_000, "en").verdict is Verdict.FITS


def test_a_file_that_is_here_is_told_a_context_that_fits() -> None:
    found = reports_for(6.6)(here(), None, 5_000, "en")
    assert found.verdict is not Verdict.FITS
    assert found.advice == "shorter_context"
    assert isinstance(found.value, int)
    assert 2_048 <= found.value < 16_384


def test_the_minutes_are_for_the_language_of_the_document() -> None:
    report = reports_for(32)
    english, chinese = (report(here(), None, 5_000, tag) for tag in ("en", "zh-CN"))
    assert english.verdict is Verdict.FITS
    assert 0 < chinese.minutes < english.minutes


def test_of_a_file_without_a_shape_the_size_decides() -> None:
    unknown = HubFile("ann/tale", "tale.gguf", 4 * GIGABYTE)
    assert reports_for(6)(unknown, None, 100, "en").verdict is Verdict.FITS
    found = reports_for(4.2)(unknown, None, 100, "en")
    assert (found.verdict, found.advice) == (Verdict.TIGHT, "close_programs")
    assert reports_for(2)(unknown, None, 100, "en").verdict is Verdict.NO


def test_of_a_file_whose_size_nobody_tells_nothing_is_judged(
    models: tuple[CatalogueModel, ...],
) -> None:
    model = next(one for one in models if one.id == "llama-3.2-1b-instruct")
    unknown = HubFile(model.repository, "other.gguf")
    wider = replace(model, files=(*model.files, unknown))
    reports = all_reports((wider,), 2.5)
    assert reports[unknown].verdict is Verdict.UNKNOWN
    assert recommended_file(wider, reports) in model.files
    alone = replace(model, files=(unknown,))
    assert suggestions_first([alone], reports) == ([], [alone])
    assert not is_wanted(alone, Wanted(size="small"))


def test_the_writers_context_is_what_is_judged() -> None:
    chosen = ModelRuns(lambda path: LoadChoice(4_096), lambda path: None)
    usual, short = (reports_for(6.6, runs)(here(), None, 5_000, "en")
                    for runs in (NOTHING_CHOSEN, chosen))  # fmt: skip
    assert (usual.context_tokens, usual.choice) == (16_384, AUTOMATIC)
    assert (short.context_tokens, short.choice) == (4_096, LoadChoice(4_096))
    assert usual.verdict is Verdict.TIGHT
    assert short.verdict is Verdict.FITS


def test_a_choice_is_judged_before_it_is_made() -> None:
    report = reports_for(9)
    kept = report(here(), None, 5_000, "en")
    long = report(here(), None, 5_000, "en", LoadChoice(65_536))
    small = report(here(), None, 5_000, "en", LoadChoice(65_536, "q8_0"))
    assert kept.verdict is Verdict.FITS
    assert long.need_bytes > small.need_bytes > kept.need_bytes


def test_what_is_advised_makes_it_fit_when_it_is_followed() -> None:
    report = reports_for(6.6)
    found = report(here(), None, 5_000, "en")
    assert found.advised is not None
    assert found.advised.context_tokens == found.value
    assert report(here(), None, 5_000, "en", found.advised).verdict is Verdict.FITS


def test_a_smaller_cache_is_advised_where_the_context_is_short_already() -> None:
    need = reports_for(9)(here(), None, 5_000, "en", LoadChoice(8_192)).need_bytes
    report = reports_for((need - 1) / GIGABYTE)
    found = report(here(), None, 5_000, "en", LoadChoice(8_192))
    assert (found.advice, found.verdict) == ("smaller_cache", Verdict.TIGHT)
    assert found.advised == LoadChoice(8_192, "keys_q8_0")
    assert report(here(), None, 5_000, "en", found.advised).verdict is Verdict.FITS


def test_of_a_file_that_is_not_here_nothing_can_be_chosen(
    models: tuple[CatalogueModel, ...],
) -> None:
    reports = all_reports(models, 4)
    assert any(report.advice == "shorter_context" for report in reports.values())
    assert all(report.advised is None for report in reports.values())


def test_a_speed_is_called_measured_only_with_the_cache_that_was() -> None:
    best = Trial(EngineSettings(4, 4, "off", "f16", "f16", 64, "CPU"), 0.1, 0.01)
    runs = ModelRuns(lambda path: AUTOMATIC, lambda path: Tuning(best, (best,)))
    report = reports_for(32, runs)
    found = report(here(), None, 5_000, "en")
    assert found.tokens_per_second == pytest.approx(10)
    assert found.is_measured
    other = report(here(), None, 5_000, "en", LoadChoice(cache="keys_q8_0"))
    assert not other.is_measured
    assert 10 < other.tokens_per_second < 15


def test_of_a_graphics_card_that_tells_nothing_no_figure_of_the_processor_is_given() -> None:
    memory = Memory(8 * GIGABYTE, 4 * GIGABYTE, is_untold=True)
    report = FitReports(lambda: memory, lambda: LAPTOP, NOTHING_CHOSEN)
    found = report(here(), None, 5_000, "en")
    assert (found.verdict, found.tokens_per_second, found.on_gpu) == (Verdict.UNKNOWN, 0.0, True)
    assert found.most_tokens_per_second == 0.0
    bare = HubFile("ann/tale", "tale.gguf", 4 * GIGABYTE)
    assert report(bare, None, 100, "en").verdict is Verdict.UNKNOWN
    without = report(here(), None, 5_000, "en", LoadChoice(gpu_layers=0))
    assert without.verdict is Verdict.TIGHT
    roomy = replace(memory, free=32 * GIGABYTE)
    fits = FitReports(lambda: roomy, lambda: LAPTOP, NOTHING_CHOSEN)(here(), None, 5_000, "en")
    assert (fits.verdict, fits.tokens_per_second) == (Verdict.FITS, 0.0)
