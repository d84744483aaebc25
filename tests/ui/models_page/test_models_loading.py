# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How a model is loaded is chosen where the models are, judged at once, and used by the load."""

import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.load_choices import choice_of, keep_choice
from longwriter_desktop.app.qt_model_shelf import ModelShelf
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.load_choice import AUTOMATIC, LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.ui import words_loading as words
from longwriter_desktop.ui import words_models
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.models_dialog import ModelsDialog
from longwriter_desktop.ui.models_here_row import HereRow
from longwriter_desktop.ui.models_loading import ContextField, LoadingPanel
from tests.engine.tiny_gguf import Shape, write_tiny_model
from tests.ui.conftest import keepers
from tests.ui.desk import Program, start
from tests.ui.model_parts import FakeShop
from tests.ui.models_steps import open_page
from tests.ui.scripted import ScriptedEngine
from tests.ui.stage import SHAPE

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def shop(tmp_path: Path) -> FakeShop:
    """One model, too large with its usual context for what is free."""
    path = tmp_path / "glm.gguf"
    large = ModelFile(path, "GLM", 6_250_000_000, context_tokens=131_072, shape=SHAPE)
    return FakeShop(here=[large], has_gpu=True)


@pytest.fixture
def row(program: Program, shop: FakeShop, qtbot: QtBot) -> HereRow:
    shop.choice_of = partial(choice_of, program.services.preferences)
    dialog = open_page(program, qtbot)
    dialog.tabs.setCurrentIndex(1)
    return dialog.here.rows[0]


def click(button: QPushButton, qtbot: QtBot) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def opened(row: HereRow, qtbot: QtBot) -> LoadingPanel:
    click(row.adjust, qtbot)
    panel = row.loading
    assert panel is not None
    qtbot.waitUntil(lambda: panel.context_note.text() != "")
    return panel


def kept(program: Program, row: HereRow) -> LoadChoice:
    return choice_of(program.services.preferences, row.model.path)


def test_a_model_that_nobody_chose_anything_for_is_loaded_by_itself(
    row: HereRow, qtbot: QtBot
) -> None:
    panel = opened(row, qtbot)
    assert panel.choice == AUTOMATIC
    assert panel.context.text() == "Automatic"
    assert panel.context_note.text() == "16,384 tokens, about 12,100 words"
    assert not panel.apply.isEnabled()
    assert not panel.reset.isVisible()
    assert panel.context.hasFocus()


def test_a_context_is_judged_before_it_is_applied_and_then_kept(
    program: Program, row: HereRow, qtbot: QtBot
) -> None:
    panel = opened(row, qtbot)
    qtbot.keyClick(panel.context, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: panel.mark.text.text().startswith("fits"))
    assert panel.choice == LoadChoice(2_048)
    assert panel.context_note.text() == "about 1,500 words"
    assert kept(program, row) == AUTOMATIC
    click(panel.apply, qtbot)
    assert kept(program, row) == LoadChoice(2_048)
    assert row.loading is None
    qtbot.waitUntil(lambda: "2,048" in row.mark.text.text())


def test_what_is_advised_is_one_click(program: Program, row: HereRow, qtbot: QtBot) -> None:
    assert row.mark.text.text().startswith("tight")
    assert row.mark.follow.text() == "Set the context to 8,192 tokens"
    click(row.mark.follow, qtbot)
    assert kept(program, row) == LoadChoice(8_192)
    qtbot.waitUntil(lambda: row.mark.text.text().startswith("fits"))
    assert not row.mark.follow.isVisible()


def test_what_is_advised_fills_the_fields_where_they_are_open(
    program: Program, row: HereRow, qtbot: QtBot
) -> None:
    panel = opened(row, qtbot)
    click(panel.mark.follow, qtbot)
    assert panel.context.text() == "8,192 tokens"
    assert kept(program, row) == AUTOMATIC
    qtbot.waitUntil(lambda: panel.mark.text.text().startswith("fits"))


def test_cache_and_layers_are_chosen_too_and_all_can_be_left_to_the_program(
    program: Program, row: HereRow, qtbot: QtBot
) -> None:
    panel = opened(row, qtbot)
    panel.cache.setCurrentIndex(panel.cache.findData("q8_0"))
    panel.layers.setValue(12)
    assert panel.layers_note.text() == "of 40 layers"
    click(panel.apply, qtbot)
    assert kept(program, row) == LoadChoice(0, "q8_0", 12)
    again = opened(row, qtbot)
    assert (again.cache.currentText(), again.layers.value()) == (words.CACHES["q8_0"], 12)
    click(again.reset, qtbot)
    click(again.apply, qtbot)
    assert kept(program, row) == AUTOMATIC


def test_cancel_leaves_everything_as_it_is(program: Program, row: HereRow, qtbot: QtBot) -> None:
    panel = opened(row, qtbot)
    panel.layers.setValue(3)
    click(panel.cancel, qtbot)
    assert (row.loading, kept(program, row)) == (None, AUTOMATIC)
    assert row.adjust.hasFocus()


def test_the_model_in_use_is_loaded_again_as_it_was_chosen(
    program: Program, row: HereRow, qtbot: QtBot
) -> None:
    engine = program.services.engine
    with qtbot.waitSignal(engine.loaded):
        engine.load(row.model.path)
    panel = opened(row, qtbot)
    assert panel.apply.text() == words.APPLY_AND_LOAD
    panel.context.setValue(4_096)
    with qtbot.waitSignal(engine.loaded):
        click(panel.apply, qtbot)


def test_another_model_is_not_loaded_for_it(program: Program, row: HereRow, qtbot: QtBot) -> None:
    heard: list[Path] = []
    program.window.space.models.chosen.connect(heard.append)
    click(row.mark.follow, qtbot)
    assert heard == []


def test_without_a_graphics_card_there_is_no_field_for_it(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    shop.has_gpu = False
    panel = LoadingPanel(shop.here[0], False, program.window.look, program.window)
    qtbot.addWidget(panel)
    panel.show_kept(LoadChoice(gpu_layers=7))
    panel.show()
    assert panel.cache.isVisible()
    assert not panel.layers.isVisible()
    assert panel.choice.gpu_layers == 7  # chosen where there was one
    panel.context.setValue(4_096)
    assert panel.choice == LoadChoice(4_096, gpu_layers=7)
    click(panel.reset, qtbot)
    assert panel.choice == AUTOMATIC
    assert not panel.reset.isVisible()
    assert panel.apply.isEnabled()


def test_the_machine_is_not_measured_twice_at_once(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    inside: list[object] = []
    most: list[int] = []
    both = threading.Event()

    def fit(*asked: Any, **_: Any) -> FitReport:
        inside.append(asked)
        most.append(len(inside))
        if len(inside) > 1:
            both.set()
        both.wait(0.3)  # for the other one, if it is let in
        inside.pop()
        return FakeShop().fit(*asked)

    shelf = ModelShelf(
        replace(shop.parts, fit=fit), program.services.session, program.services.preferences
    )
    judged: list[object] = []
    shelf.here = shop.here
    shelf.keep_choice(shop.here[0], AUTOMATIC)
    shelf.judge(shop.here[0], AUTOMATIC, judged.append)
    qtbot.waitUntil(lambda: len(judged) == 1 and shop.here[0] in shelf.fits)
    assert most == [1, 1]


def test_heads_that_eight_bits_do_not_divide_are_offered_none(
    program: Program, shop: FakeShop, qtbot: QtBot
) -> None:
    odd = replace(shop.here[0], shape=replace(SHAPE, head_size=80))
    panel = LoadingPanel(odd, False, program.window.look, program.window)
    qtbot.addWidget(panel)
    assert [panel.cache.itemData(at) for at in range(panel.cache.count())] == ["", "f16"]


def test_steps_double_the_context_up_to_what_the_model_was_trained_for(
    program: Program, qtbot: QtBot
) -> None:
    field = ContextField(20_000, program.window)
    qtbot.addWidget(field)
    seen = []
    for _ in range(6):
        seen.append(field.tokens)
        field.stepBy(1)
    assert seen == [0, 2_048, 4_096, 8_192, 16_384, 20_000]
    field.setValue(5_000)
    field.stepBy(-1)
    assert field.tokens == 4_096
    field.stepBy(-9)
    assert (field.tokens, field.text()) == (0, "Automatic")


def test_the_menu_leads_to_the_model_in_use(program: Program, shop: FakeShop, qtbot: QtBot) -> None:
    desk = program.window.feature(ModelsDesk)
    engine = program.services.engine
    with qtbot.waitSignal(engine.loaded):
        engine.load(shop.here[0].path)
    desk.adjust.trigger()
    dialog = desk.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.here.rows) and dialog.here.rows[0].loading is not None)
    assert dialog.tabs.currentIndex() == 1


def test_a_model_in_use_that_is_in_no_list_is_said_so(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    engine = program.services.engine
    with qtbot.waitSignal(engine.loaded):
        engine.load(tmp_path / "elsewhere.gguf")
    desk = program.window.feature(ModelsDesk)
    desk.adjust.trigger()
    dialog = desk.dialog
    assert isinstance(dialog, ModelsDialog)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == words.NOT_LISTED


def test_a_context_that_was_too_long_leads_to_where_it_is_chosen(
    program: Program, shop: FakeShop, engine: ScriptedEngine, qtbot: QtBot
) -> None:
    engine.load_problem = EngineProblem(
        "context_memory", context=131_072, need=9 << 30, free=4 << 30, largest=16_384
    )
    with qtbot.waitSignal(program.services.engine.failed):
        program.services.engine.load(shop.here[0].path)
    assert program.window.notices.action.text() == words.ADJUST
    click(program.window.notices.action, qtbot)
    dialog = program.window.feature(ModelsDesk).dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.here.rows) and dialog.here.rows[0].loading is not None)


@pytest.fixture
def real(library_folder: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """A program whose models are loaded by the real worker."""
    held: list[Program] = []

    def chosen(path: Path) -> LoadChoice:
        return choice_of(held[0].services.preferences, path)

    program = start(library_folder, WorkerEngine(choice_of=chosen), model_parts=FakeShop().parts)
    held.append(program)
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(keepers())
    with closing(program):
        yield program


def test_the_real_worker_is_loaded_with_what_was_chosen(
    real: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    path = write_tiny_model(tmp_path / "tiny.gguf", Shape(context=8_192))
    keep_choice(real.services.preferences, path, LoadChoice(3_072, "q8_0"))
    with qtbot.waitSignal(real.services.engine.loaded):
        real.services.engine.load(path)
    info = real.services.engine.info
    assert info is not None
    assert info.context_tokens == 3_072
    assert (info.settings.type_k, info.settings.type_v) == ("q8_0", "q8_0")


UNKNOWN = FitReport(Verdict.FITS, 10**9, 2 * 10**9, on_gpu=True, device_bytes=5 * 10**9)


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (UNKNOWN, "not known before it is measured"),
        (UNKNOWN, "On the graphics card it takes 5.0 GB."),
        (replace(UNKNOWN, most_tokens_per_second=3.0), "At most about 3.0 tokens/s"),
        (replace(UNKNOWN, tokens_per_second=30.0, is_measured=True), "30 tokens/s, as measured"),
        (replace(UNKNOWN, verdict=Verdict.UNKNOWN), "How much of it the graphics card holds is"),
        (replace(UNKNOWN, context_tokens=8_192), "with a context of 8,192 tokens"),
    ],
)
def test_what_is_not_known_of_a_graphics_card_is_said_so(report: FitReport, said: str) -> None:
    assert said in words_models.fit_line(report)
