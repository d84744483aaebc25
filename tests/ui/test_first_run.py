# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The first steps, and the program without any model."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.model_fit import Memory
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import ExportRequest, LocalEngine, ModelFile
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_first_run, words_models
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.first_run_page import FirstRunPage
from longwriter_desktop.ui.words import MODEL_NONE_TITLE
from tests.ui.conftest import keepers
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine
from tests.ui.stage import PictureEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
GIGABYTE = 1_000_000_000
MODELS = [
    ModelFile(Path("starter.gguf"), "Starter", 8_000_000, is_bundled=True),
    ModelFile(Path("small.gguf"), "Small 4B", 3 * GIGABYTE),
    ModelFile(Path("large.gguf"), "Large 70B", 40 * GIGABYTE),
]


@pytest.fixture
def new(start_program: Callable[[LocalEngine], Program]) -> Program:
    """A program over an empty library, with its first steps in view."""
    program = start_program(ScriptedEngine(loaded=False))
    assert program.window.feature(FirstRunDesk).begin_if_new()
    return program


def page_of(program: Program) -> FirstRunPage:
    return program.window.feature(FirstRunDesk).page


def test_somebody_new_sees_the_first_steps_once(
    new: Program, start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    assert new.window.pages.currentWidget() is page_of(new)
    qtbot.keyClick(page_of(new), Qt.Key.Key_Escape)
    assert new.window.pages.currentWidget() is new.window.start
    new.close()
    again = start_program(ScriptedEngine(loaded=False))
    assert not again.window.feature(FirstRunDesk).begin_if_new()


def test_a_folder_with_documents_never_shows_them_by_itself(
    start_program: Callable[[LocalEngine], Program],
) -> None:
    program = start_program(ScriptedEngine())
    program.library.save(keepers())
    assert not program.window.feature(FirstRunDesk).begin_if_new()
    program.services.documents.delete("keepers")
    assert not program.window.feature(FirstRunDesk).begin_if_new()


def test_they_can_be_run_again_from_the_menu(program: Program, qtbot: QtBot) -> None:
    actions = program.window.actions_
    assert actions.first_steps in actions.menu("help").actions()
    actions.first_steps.trigger()
    assert program.window.pages.currentWidget() is page_of(program)
    qtbot.mouseClick(page_of(program).later, Qt.MouseButton.LeftButton)
    assert program.window.pages.currentWidget() is program.window.space


def test_the_largest_model_that_fits_is_recommended_and_one_too_large_cannot_be_chosen(
    program: Program,
) -> None:
    page = page_of(program)
    page.begin("system", MODELS, Memory(16 * GIGABYTE, 8 * GIGABYTE))
    buttons = {path: button for button, path in page._models}
    assert buttons[Path("small.gguf")].isChecked()
    assert "recommended" in buttons[Path("small.gguf")].text()
    assert not buttons[Path("large.gguf")].isEnabled()
    assert buttons[Path("starter.gguf")].isEnabled()


def test_a_model_may_be_chosen_where_nothing_tells_what_a_graphics_card_holds(
    program: Program,
) -> None:
    page = page_of(program)
    page.begin("system", MODELS, Memory(16 * GIGABYTE, 8 * GIGABYTE, is_untold=True))
    button = next(button for button, path in page._models if path == Path("large.gguf"))
    assert button.isEnabled()
    assert "whether it fits is not known" in button.accessibleDescription()


def test_the_starter_alone_is_not_recommended_and_a_real_model_is_offered(
    program: Program,
) -> None:
    page = page_of(program)
    page.begin("system", MODELS[:1], Memory(16 * GIGABYTE, 8 * GIGABYTE))
    starter = page._models[0][0]
    assert starter.isChecked()
    assert "recommended" not in starter.text()
    assert page.get.text() == words_first_run.GET_REAL
    page.begin("system", MODELS, Memory(16 * GIGABYTE, 8 * GIGABYTE))
    assert page.get.text() == words_models.GET_MODELS


def test_a_model_that_was_just_fetched_says_what_it_needs_and_start_is_next(
    program: Program, qtbot: QtBot
) -> None:
    program.window.feature(FirstRunDesk).open()
    page = page_of(program)
    page.begin("system", MODELS[:1], Memory(16 * GIGABYTE, 8 * GIGABYTE))
    page.add_file(MODELS[1].path, MODELS)
    button = page._models[-2][0]
    assert button.text() == "Small 4B"
    assert button.accessibleDescription().endswith("of memory: fits this computer.")
    assert page.choices().model == MODELS[1].path
    assert page.start.hasFocus()


def test_models_that_are_found_meanwhile_are_offered_and_what_is_chosen_stays(
    program: Program,
) -> None:
    page = page_of(program)
    page.begin("system", MODELS[:1], Memory(16 * GIGABYTE, 8 * GIGABYTE))
    broken = replace(MODELS[1], path=Path("broken.gguf"), problem="model_damaged")
    for _ in range(2):
        page.show_found([*MODELS, broken])
    paths = [path for _, path in page._models]
    assert paths == [MODELS[0].path, MODELS[1].path, None]  # not the one that does not fit
    assert page.choices().model == MODELS[0].path


def test_models_that_were_found_are_reached_by_keyboard_in_their_order(
    new: Program, qtbot: QtBot
) -> None:
    page = page_of(new)
    page.show_found([replace(MODELS[1], size_bytes=1_000)])
    page.begin("system", MODELS[:1], Memory(16 * GIGABYTE, 8 * GIGABYTE))
    buttons = [button for button, _ in page._models]
    assert [button.text() for button in buttons[:2]] == ["Starter", "Small 4B"]
    qtbot.waitUntil(lambda: all(button.isVisible() for button in buttons))
    new.window.activateWindow()
    qtbot.waitUntil(new.window.isActiveWindow)
    buttons[0].setFocus()
    for button in buttons[1:]:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
        assert button.isChecked()


def test_without_a_model_that_fits_writing_oneself_is_chosen(program: Program) -> None:
    page = page_of(program)
    page.begin("system", MODELS[2:], Memory(16 * GIGABYTE, 8 * GIGABYTE))
    assert page.choices().model is None


def test_another_language_opens_the_window_again(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    page.language.setFocus()
    qtbot.keyClick(page.language, Qt.Key.Key_End)
    with qtbot.waitSignal(new.window.feature(FirstRunDesk).restart_asked):
        qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert new.services.preferences.text("interface.language") == "zh_CN"


def test_the_same_language_does_not(new: Program, qtbot: QtBot) -> None:
    desk = new.window.feature(FirstRunDesk)
    with qtbot.assertNotEmitted(desk.restart_asked):
        qtbot.mouseClick(desk.page.start, Qt.MouseButton.LeftButton)


def test_a_model_file_from_elsewhere_can_be_chosen(program: Program, tmp_path: Path) -> None:
    page = page_of(program)
    page.begin("system", MODELS, Memory(16 * GIGABYTE, 8 * GIGABYTE))
    page.add_file(tmp_path / "mine.gguf")
    assert page.choices().model == tmp_path / "mine.gguf"


def test_everything_is_chosen_by_keyboard(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    new.window.activateWindow()
    qtbot.waitUntil(new.window.isActiveWindow)
    page.first.sample.setFocus()
    qtbot.keyClick(page.first.sample, Qt.Key.Key_Down)
    assert page.first.empty.isChecked()
    qtbot.keyClick(page.first.empty, Qt.Key.Key_Return)
    assert new.window.pages.currentWidget() is new.window.start


def test_the_sample_is_a_planned_document_that_needs_no_model(new: Program, qtbot: QtBot) -> None:
    page = page_of(new)
    page._models[-1][0].click()
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert new.window.pages.currentWidget() is new.window.space
    assert new.document.title == "Sample: the keepers of lighthouses"
    assert len(new.document.outline.sections) >= 3
    assert not new.services.preferences.flag("model.load_at_start")


def test_the_page_says_how_far_the_model_is(
    start_program: Callable[[LocalEngine], Program], qtbot: QtBot
) -> None:
    engine = PictureEngine(loaded=False)
    engine.is_slow = True
    program = start_program(engine)
    assert program.window.feature(FirstRunDesk).begin_if_new()
    state = page_of(program).state
    assert state.text() == MODEL_NONE_TITLE
    program.services.engine.load(Path("tiny.gguf"))
    qtbot.waitUntil(lambda: state.text() == "Loading tiny… 42 %")
    engine.go_on()
    qtbot.waitUntil(lambda: state.text() == "Sample text is loaded and ready.")
    program.services.engine.unload()
    qtbot.waitUntil(lambda: state.text() == MODEL_NONE_TITLE)


def test_the_page_says_why_a_model_could_not_be_loaded(new: Program, qtbot: QtBot) -> None:
    assert isinstance(new.engine, ScriptedEngine)
    new.engine.load_problem = EngineProblem("model_damaged", path="tiny.gguf")
    with qtbot.waitSignal(new.services.engine.failed) as failed:
        new.services.engine.load(Path("tiny.gguf"))
    notice = failed.args[0]
    assert page_of(new).state.text() == sentence(notice.code, notice.params)


@pytest.fixture
def real(start_program: Callable[[LocalEngine], Program], starter_path: Path) -> Program:
    """The real worker, no model loaded yet; the starter is the one model found."""
    program = start_program(WorkerEngine())
    found = ModelFile(starter_path, "Starter", starter_path.stat().st_size, is_bundled=True)
    desk = program.window.feature(FirstRunDesk)
    services = replace(program.services, local_models=lambda: [found])
    desk._shell = replace(desk._shell, services=services)
    assert desk.begin_if_new()
    return program


def test_the_starter_is_loaded_when_it_is_chosen(
    real: Program, starter_path: Path, qtbot: QtBot
) -> None:
    assert page_of(real).choices().model == starter_path
    with qtbot.waitSignal(real.services.engine.loaded):
        qtbot.mouseClick(page_of(real).start, Qt.MouseButton.LeftButton)
    assert real.services.engine.is_ready
    assert real.services.engine.info is not None
    assert page_of(real).state.text() == f"{real.services.engine.info.name} is loaded and ready."


def test_whoever_wants_no_model_has_the_one_that_is_loaded_put_away(
    real: Program, starter_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(real.services.engine.loaded):
        real.services.engine.load(starter_path)
    page_of(real)._models[-1][0].click()
    with qtbot.waitSignal(real.services.engine.unloaded):
        qtbot.mouseClick(page_of(real).start, Qt.MouseButton.LeftButton)
    assert not real.services.engine.is_ready
    assert real.window.status.model.text() == MODEL_NONE_TITLE


def test_outline_writing_and_export_work_without_any_model(
    new: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    page = page_of(new)
    page._models[-1][0].click()
    page.first.empty.click()
    qtbot.mouseClick(page.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(new.window.start.skip, Qt.MouseButton.LeftButton)
    new.window.actions_.add_section.trigger()
    qtbot.keyClicks(new.window.focusWidget(), "The lamp")
    with qtbot.waitSignal(new.outline.delegate.commitData):
        qtbot.keyClick(new.window.focusWidget(), Qt.Key.Key_Return)
    new.put_caret(1)
    new.text.setFocus()
    qtbot.keyClicks(new.text, "It burned all night.")
    assert new.words_of(1) == "It burned all night."
    new.window.documents.export(ExportRequest(tmp_path / "out.md"))
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "It burned all night." in text
    assert "The lamp" in text
    assert not new.services.jobs.is_busy
