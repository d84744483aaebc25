# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How models are sought, sorted and named on their page."""

from pathlib import Path

import pytest

from longwriter_desktop.app.model_choice import found
from longwriter_desktop.app.models_page import (
    Wanted,
    add_folder,
    best_file,
    forget_folder,
    is_wanted,
    own_folders,
    repository_of,
    suggestions_first,
)
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.composition import model_places, read_preferences
from longwriter_desktop.domain.catalogue import CatalogueModel, HubFile
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile

SMALL = CatalogueModel(
    "small", "Harbour 1.5B", "lamps/harbour",
    (HubFile("lamps/harbour", "q4.gguf", 1_000_000_000),
     HubFile("lamps/harbour", "q8.gguf", 1_700_000_000)),
    "Apache 2.0", ("en", "zh"), 1_500_000_000, 32_768, ("write", "plan"),
)  # fmt: skip
LARGE = CatalogueModel(
    "large", "Watchtower 27B", "lamps/watchtower",
    (HubFile("lamps/watchtower", "q4.gguf", 16_500_000_000),),
    "Gemma", ("en",), 27_000_000_000, 131_072, ("plan",), summary="For planning.",
)  # fmt: skip


def report(verdict: Verdict, rate: float = 0.0) -> FitReport:
    return FitReport(verdict, 2, 1, rate)


@pytest.mark.parametrize(
    "wanted",
    [Wanted(), Wanted("harbour"), Wanted("LAMPS apache"), Wanted(language="zh"),
     Wanted(size="small"), Wanted(purpose="plan"), Wanted("1.5", "en", "small", "write")],
)  # fmt: skip
def test_a_model_is_found_by_what_is_said_of_it(wanted: Wanted) -> None:
    assert is_wanted(SMALL, wanted)


@pytest.mark.parametrize(
    "wanted",
    [Wanted("harbour tower"), Wanted(language="de"), Wanted(size="medium"), Wanted(size="large")],
)
def test_a_model_that_is_not_like_that_is_left_out(wanted: Wanted) -> None:
    assert not is_wanted(SMALL, wanted)


def test_a_model_for_planning_is_not_offered_for_writing() -> None:
    assert not is_wanted(LARGE, Wanted(purpose="write"))


def test_the_largest_of_the_files_that_fit_best_stands_for_the_model() -> None:
    small, large = SMALL.files
    fits = {small: report(Verdict.FITS), large: report(Verdict.FITS)}
    assert best_file(SMALL, fits) == (large, fits[large])
    tight = {small: report(Verdict.FITS), large: report(Verdict.TIGHT)}
    assert best_file(SMALL, tight) == (small, tight[small])
    assert best_file(SMALL, {}) is None


def test_a_model_that_knows_the_language_of_the_window_is_suggested_before_a_larger_one() -> None:
    fits = {file: report(Verdict.FITS, 6.0) for file in (*SMALL.files, *LARGE.files)}
    assert suggestions_first([SMALL, LARGE], fits, "en") == ([LARGE, SMALL], [])
    assert suggestions_first([LARGE, SMALL], fits, "zh") == ([SMALL, LARGE], [])


def test_a_file_that_would_write_slowly_gives_way_to_a_smaller_one() -> None:
    small, large = SMALL.files
    fits = {small: report(Verdict.FITS, 6.0), large: report(Verdict.FITS, 1.0)}
    assert best_file(SMALL, fits) == (small, fits[small])
    slow = {small: report(Verdict.FITS, 1.5), large: report(Verdict.FITS, 1.0)}
    assert best_file(SMALL, slow) == (small, slow[small])
    assert suggestions_first([SMALL], fits) == ([SMALL], [])
    assert suggestions_first([SMALL], slow) == ([], [SMALL])


def test_models_that_fit_stand_first() -> None:
    fits = {file: report(Verdict.FITS) for file in SMALL.files}
    fits[LARGE.files[0]] = report(Verdict.NO)
    assert suggestions_first([LARGE, SMALL], fits) == ([SMALL], [LARGE])


@pytest.mark.parametrize(
    "typed",
    [
        "lamps/Harbour-1.5B_GGUF",
        "  lamps/Harbour-1.5B_GGUF/ ",
        "huggingface.co/lamps/Harbour-1.5B_GGUF",
        "https://huggingface.co/lamps/Harbour-1.5B_GGUF",
        "https://huggingface.co/lamps/Harbour-1.5B_GGUF/tree/main",
        "https://mirror.example/lamps/Harbour-1.5B_GGUF/blob/main/q4.gguf?download=true",
        "hf.co/lamps/Harbour-1.5B_GGUF",
    ],
)
def test_a_repository_is_known_by_its_name_or_a_pasted_address(typed: str) -> None:
    assert repository_of(typed) == "lamps/Harbour-1.5B_GGUF"


@pytest.mark.parametrize(
    "typed",
    ["", "harbour", "a/b/c", "../etc/passwd", "lamps/..", "https://huggingface.co/lamps",
     "lamps/har bour", "<b>/x"],
)  # fmt: skip
def test_what_is_no_repository_is_refused(typed: str) -> None:
    with pytest.raises(InputProblem) as refused:
        repository_of(typed)
    assert refused.value.code == "repository_name"


def test_a_folder_may_have_a_name_that_is_no_line_of_text(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("caf\udce9", "two\nlines", "line\u2028", "灯 塔")]
    preferences = read_preferences(tmp_path)
    for folder in folders:
        add_folder(preferences, folder)
    again = read_preferences(tmp_path)
    assert own_folders(again) == folders
    assert set(folders) <= {place.folder for place in model_places(tmp_path)}
    forget_folder(again, folders[0])
    assert own_folders(again) == folders[1:]


def test_folders_are_remembered_once_and_forgotten() -> None:
    preferences = Preferences({}, lambda chosen: None)
    first, second = Path("models"), Path("more models")
    for folder in (first, second, first):
        add_folder(preferences, folder)
    assert own_folders(preferences) == [first, second]
    forget_folder(preferences, first)
    assert own_folders(preferences) == [second]


def test_a_model_is_found_in_its_place_or_by_its_name(tmp_path: Path) -> None:
    there = tmp_path / "there.gguf"
    there.touch()
    moved = ModelFile(tmp_path / "moved.gguf", "Harbour", 1)
    broken = ModelFile(tmp_path / "broken.gguf", "Broken", 1, problem="model_damaged")
    assert found(ModelChoice("Any", there), []) == there
    assert found(ModelChoice("Harbour", tmp_path / "gone.gguf"), [moved]) == moved.path
    assert found(ModelChoice("Broken", tmp_path / "gone.gguf"), [broken]) is None
