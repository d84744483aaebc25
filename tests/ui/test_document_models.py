# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The models of one document: the one that plans, and the one that it was written with."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import LoadProgress, ModelFile
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.model_offer import DocumentModels, OfferStrip
from longwriter_desktop.ui.replan_desk import ReplanDesk
from tests.ui.conftest import keepers
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TEXT = "The keeper climbed the stairs and lit the lamp again."
PLAN = (
    "Paragraph 1 - Heading: Bells - Main Point: how they are cast - Word Count: 100 words\n"
    "Paragraph 2 - Heading: Ropes - Main Point: who pulls them - Word Count: 100 words"
)
CHANGED = (
    "Chapter 1 - Keep\n", "Paragraph 1 - Keep\n", "Paragraph 2 - Keep\n", "Chapter 2 - Keep\n",
    "New - Heading: Costs - Main Point: who paid for the oil - Word Count: 90 words\n",
    "Paragraph 3 - Keep\n",
)  # fmt: skip
FOLLOW = "model.follow_document"


class TwoFiles(ScriptedEngine):
    """Knows which file it has loaded, and can hold a load."""

    def __init__(self) -> None:
        super().__init__(Script((TEXT,)), loaded=False)
        self.loads: list[Path] = []
        self.asked_of: list[Path] = []
        self.holds_load = False
        self.loading = threading.Event()

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        self.loads.append(path)
        self.known = replace(self.known, name=path.stem)
        if self.holds_load:
            yield LoadProgress(0.1)
            self.loading.set()
            self._hold()
        yield from super().load(path, context_tokens)


@pytest.fixture
def engine() -> TwoFiles:
    return TwoFiles()


@pytest.fixture
def models(tmp_path: Path) -> tuple[ModelFile, ...]:
    """Two models that are there, and one that cannot be used."""
    found = []
    for name, problem in (("writer", None), ("planner", None), ("cut", "model_damaged")):
        path = tmp_path / f"{name}.gguf"
        path.touch()
        found.append(ModelFile(path, name, 1_000_000, problem=problem))
    return tuple(found)


@pytest.fixture
def program(
    library_folder: Path, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> Iterator[Program]:
    program = start(library_folder, engine, models)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    load(program, models[0], qtbot)
    engine.loads.clear()
    yield program
    program.close()


def load(program: Program, model: ModelFile, qtbot: QtBot) -> None:
    program.services.engine.load(model.path)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)


def strip(program: Program) -> OfferStrip:
    return program.window.feature(DocumentModels).strip


def plan_with(program: Program, name: str) -> None:
    """Choose a row of the planner's menu."""
    menu = program.window.space.models.planner.list
    next(action for action in menu.actions() if action.text() == name).trigger()


def written_by(model: ModelFile) -> ModelChoice:
    return ModelChoice(model.name, model.path)


def test_the_planner_is_chosen_for_a_document_undone_and_kept_in_the_library(
    program: Program, models: tuple[ModelFile, ...]
) -> None:
    planner = program.window.space.models.planner
    assert planner.text() == "Plan with: same model"
    assert [action.text() for action in planner.list.actions()] == [
        "Same model", "writer", "planner",
    ]  # fmt: skip
    plan_with(program, "planner")
    assert planner.text() == "Plan with: planner"
    program.services.autosave.flush()
    assert program.library.load("keepers").planner == ModelChoice("planner", models[1].path)
    program.services.undo_stack.undo()
    assert program.document.planner is None
    assert planner.text() == "Plan with: same model"


def test_models_of_one_name_are_told_apart_in_the_list_of_planners(
    program: Program, models: tuple[ModelFile, ...]
) -> None:
    planner = program.window.space.models.planner
    twin = replace(models[0], path=models[0].path.with_name("twin.gguf"), quantisation="Q8_0")
    planner.show_models((*models, twin))
    assert [action.text() for action in planner.list.actions()] == [
        "Same model", "writer  ·  1 MB", "planner", "writer  ·  Q8_0  ·  1 MB",
    ]  # fmt: skip


def test_each_document_shows_its_own_planner(program: Program) -> None:
    plan_with(program, "planner")
    program.open(replace(keepers(), id="second"))
    assert program.window.space.models.planner.text() == "Plan with: same model"
    program.window.documents.open("keepers")
    assert program.window.space.models.planner.text() == "Plan with: planner"


def test_the_planner_is_chosen_by_keyboard(program: Program, qtbot: QtBot) -> None:
    planner = program.window.space.models.planner
    assert planner.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert planner.accessibleName() == "Plan with: same model"
    planner.list.popup(program.window.mapToGlobal(program.window.rect().center()))
    for _ in range(3):
        qtbot.keyClick(planner.list, Qt.Key.Key_Down)
    qtbot.keyClick(planner.list, Qt.Key.Key_Return)
    assert planner.text() == "Plan with: planner"


def test_a_planner_that_is_gone_is_said_to_be_missing(program: Program, tmp_path: Path) -> None:
    gone = ModelChoice("Watchtower", tmp_path / "gone.gguf")
    program.services.session.update_meta(planner=gone)
    assert program.window.space.models.planner.text() == "Plan with: Watchtower, missing"


def test_making_a_plan_loads_the_planner_and_then_the_writer_again(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.scripts = [Script((PLAN,))]
    program.window.documents.make_plan("")
    assert program.window.space.plan.is_planning
    assert "planner" in program.window.space.plan.stream.placeholderText()
    assert not program.window.actions_.write_all.isEnabled()
    qtbot.waitUntil(lambda: len(engine.loads) == 2 and program.services.engine.is_ready)
    assert engine.loads == [models[1].path, models[0].path]
    headings = [section.heading for section in program.document.outline.sections]
    assert headings[-2:] == ["Bells", "Ropes"]
    assert program.words_of(1)
    assert program.window.actions_.write_all.isEnabled()


def test_the_planner_is_not_remembered_as_the_model_to_begin_with(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.scripts = [Script((PLAN,), hold_after=0)]
    program.window.documents.make_plan("")
    qtbot.waitUntil(engine.holding.is_set)
    assert program.settings.value("model/path") == str(models[0].path)
    engine.go_on()
    qtbot.waitUntil(lambda: len(engine.loads) == 2 and program.services.engine.is_ready)


def test_stop_gives_up_loading_the_planner(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.holds_load = True
    program.window.documents.make_plan("")
    qtbot.waitUntil(engine.loading.is_set)
    engine.holds_load = False
    assert program.window.space.header.stop.isVisible()
    qtbot.mouseClick(program.window.space.header.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: (
            program.services.engine.is_ready
            and program.services.engine.model_path == models[0].path
        )
    )
    assert engine.requests == []
    assert not program.window.space.plan.is_planning


def ask_change(program: Program, qtbot: QtBot) -> ReplanDesk:
    desk = program.window.feature(ReplanDesk)
    desk.action.trigger()
    qtbot.keyClicks(desk.panel.wish, "add costs")
    qtbot.keyClick(desk.panel.wish, Qt.Key.Key_Return)
    return desk


def test_changing_the_plan_loads_the_planner_and_then_the_writer_again(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.scripts = [Script(CHANGED)]
    desk = ask_change(program, qtbot)
    assert desk.panel.page == "answer"
    assert "planner" in desk.panel.stream.placeholderText()
    assert not program.outline.isVisible()
    qtbot.waitUntil(lambda: len(engine.loads) == 2 and program.services.engine.is_ready)
    assert engine.loads == [models[1].path, models[0].path]
    assert desk.panel.page == "review"
    qtbot.keyClick(desk.panel.rows, Qt.Key.Key_Return)
    assert [section.heading for section in program.document.outline.sections].count("Costs") == 1


def test_escape_gives_up_the_planner_that_is_loaded_for_a_change(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.holds_load = True
    desk = ask_change(program, qtbot)
    qtbot.waitUntil(engine.loading.is_set)
    engine.holds_load = False
    qtbot.keyClick(desk.panel.stop, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.panel.page == "ask")
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert program.services.engine.model_path == models[0].path
    assert engine.requests == []
    assert desk.panel.wish.toPlainText() == "add costs"
    assert program.outline.isVisible()


def test_a_plan_by_the_planner_leaves_the_field_for_a_wish_alone(
    program: Program, engine: TwoFiles, qtbot: QtBot
) -> None:
    plan_with(program, "planner")
    engine.scripts = [Script((PLAN,))]
    program.window.documents.make_plan("")
    qtbot.waitUntil(lambda: len(engine.loads) == 2 and program.services.engine.is_ready)
    assert program.window.feature(ReplanDesk).panel.page == ""
    assert program.outline.isVisible()


def test_a_missing_planner_is_named_in_a_sentence(
    program: Program, engine: TwoFiles, tmp_path: Path, qtbot: QtBot
) -> None:
    program.services.session.update_meta(planner=ModelChoice("Watchtower", tmp_path / "x.gguf"))
    engine.scripts = [Script((PLAN,))]
    program.window.documents.make_plan("")
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    shown = program.window.notices.message
    assert shown is not None
    assert shown.text.startswith('"Watchtower", which plans this document, is not on this')
    assert engine.loads == []


def test_a_document_remembers_the_model_that_wrote_in_it(
    program: Program, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    assert program.document.writer is None
    program.window.writing.write(program.section(3))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy)
    assert program.document.writer == ModelChoice("writer", models[0].path)
    program.services.autosave.flush()
    assert program.library.load("keepers").writer == program.document.writer


def test_the_model_that_a_document_was_written_with_is_offered_and_not_loaded_by_itself(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    assert not strip(program).isVisible()
    program.open(replace(keepers(), id="other", writer=written_by(models[1])))
    assert strip(program).isVisible()
    assert strip(program).text.whole == "This document was written with planner. Switch?"
    assert engine.loads == []
    qtbot.mouseClick(strip(program).switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert engine.loads == [models[1].path]
    assert not strip(program).isVisible()


def test_switching_the_model_leaves_text_and_plan_as_they_are(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    program.open(replace(keepers(), id="other", writer=written_by(models[1])))
    program.services.autosave.flush()
    before, shown = program.library.load("other"), program.shown()
    assert any(text.text for text in before.texts.values())
    qtbot.mouseClick(strip(program).switch, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.services.engine.is_ready)
    assert engine.loads == [models[1].path]
    program.services.autosave.flush()
    for after in (program.document, program.library.load("other")):
        assert (after.outline, after.texts) == (before.outline, before.texts)
    assert program.shown() == shown
    assert engine.requests == []


def test_the_offer_is_put_away_for_as_long_as_the_document_is_open(
    program: Program, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    program.open(replace(keepers(), id="other", writer=written_by(models[1])))
    qtbot.mouseClick(strip(program).hide_button, Qt.MouseButton.LeftButton)
    assert not strip(program).isVisible()
    load(program, models[0], qtbot)
    assert not strip(program).isVisible()
    program.window.documents.open("keepers")
    program.window.documents.open("other")
    assert strip(program).isVisible()


def test_a_document_written_with_the_model_in_use_offers_nothing(
    program: Program, models: tuple[ModelFile, ...]
) -> None:
    program.open(replace(keepers(), id="other", writer=written_by(models[0])))
    assert not strip(program).isVisible()


def test_a_model_that_is_gone_is_named_and_cannot_be_switched_to(
    program: Program, tmp_path: Path
) -> None:
    gone = ModelChoice("Watchtower", tmp_path / "gone.gguf")
    program.open(replace(keepers(), id="other", writer=gone))
    assert strip(program).text.whole == words.written_with_gone("Watchtower")
    assert not strip(program).switch.isVisible()


def test_a_documents_own_model_is_loaded_where_the_preferences_say_so(
    program: Program, engine: TwoFiles, models: tuple[ModelFile, ...], qtbot: QtBot
) -> None:
    program.services.preferences.set(FOLLOW, True)
    program.open(replace(keepers(), id="other", writer=written_by(models[1])))
    qtbot.waitUntil(lambda: program.services.engine.is_ready and bool(engine.loads))
    assert engine.loads == [models[1].path]
