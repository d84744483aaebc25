# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A plan by another model than the text: the real model process, the starter and a copy of it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QUndoStack
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_model_use import Parts
from longwriter_desktop.app.qt_replanning import Replanning
from longwriter_desktop.app.qt_two_models import TwoModels
from longwriter_desktop.app.qt_writing import WritingController
from longwriter_desktop.app.session import DocumentSession, new_document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.storage.opening import open_library

LONG = 30_000  # ms, for a loaded machine; nothing here takes that long by itself


class Bench:
    """The use case over a real engine, and what it has done so far."""

    def __init__(self, folder: Path) -> None:
        self.session = DocumentSession(new_document("Write about bells.", 300))
        self.engine = WorkerEngine()
        self.library = open_library(folder, app="tests")
        self.runner = JobRunner()
        self.controller = EngineController(self.engine, self.runner)
        self.parts = Parts(
            self.session, self.engine, self.library, self.runner, QUndoStack(),
            self.controller.wake,
        )  # fmt: skip
        self.writing = WritingController(self.parts)
        self.replanning = Replanning(self.parts)
        self.plans = TwoModels(self.parts, self.controller, self.writing, self.replanning)
        self.loads: list[Path | None] = []
        self.planned_by: list[Path | None] = []
        self.notices: list[Notice] = []
        self.controller.loaded.connect(self._on_loaded)
        for use in (self.writing, self.replanning):
            use.busy_changed.connect(self._on_busy)
        self.plans.noticed.connect(self.notices.append)

    def _on_loaded(self) -> None:
        self.loads.append(self.controller.model_path)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self.planned_by.append(self.controller.model_path)

    def load(self, path: Path, qtbot: QtBot) -> None:
        self.controller.load(path)
        qtbot.waitUntil(lambda: self.controller.is_ready, timeout=LONG)
        self.loads.clear()

    def plan_with(self, path: Path, name: str = "The planner") -> None:
        self.session.update_meta(planner=ModelChoice(name, path))

    def is_over(self) -> bool:
        at_rest = not self.runner.is_busy and not self.plans.is_busy
        return at_rest and not self.plans._next.isActive()

    def close(self) -> None:
        self.writing.close()
        self.engine.close()
        self.library.close()


@pytest.fixture
def bench(library_folder: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(library_folder)
    yield bench
    bench.close()


@pytest.fixture
def planner(starter_path: Path, tmp_path: Path) -> Path:
    path = tmp_path / "planner.gguf"
    shutil.copyfile(starter_path, path)
    return path


def test_the_planner_plans_and_the_model_that_writes_comes_back(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    before = bench.session.document
    bench.plans.make_plan()
    assert bench.plans.is_busy
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert bench.planned_by == [planner]
    assert bench.loads == [planner, starter_path]
    after = bench.session.document
    assert after.outline.sections
    assert (after.id, after.instruction) == (before.id, before.instruction)
    assert bench.controller.is_ready
    assert bench.notices == []


def test_without_a_planner_the_model_that_writes_plans_and_nothing_is_loaded(
    bench: Bench, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plans.make_plan()
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert (bench.planned_by, bench.loads) == ([starter_path], [])


def test_a_planner_that_is_gone_is_named_and_the_model_that_writes_plans(
    bench: Bench, starter_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(tmp_path / "gone.gguf", "Watchtower")
    bench.plans.make_plan()
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert bench.session.document.outline.sections
    assert bench.loads == []
    (notice,) = bench.notices
    assert (notice.code, notice.params) == ("planner_missing", {"name": "Watchtower"})


def test_a_planner_that_does_not_load_is_replaced_by_the_model_that_writes(
    bench: Bench, starter_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 100)
    bench.load(starter_path, qtbot)
    bench.plan_with(broken)
    bench.plans.make_plan()
    qtbot.waitUntil(lambda: bench.is_over() and bool(bench.planned_by), timeout=LONG)
    assert bench.planned_by == [starter_path]
    assert bench.loads == [starter_path]
    assert bench.session.document.outline.sections
    assert [notice.code for notice in bench.notices] == ["planner_failed"]


def test_stopping_while_the_planner_loads_brings_the_model_that_writes_back_without_a_plan(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    bench.plans.make_plan()
    bench.plans.stop()
    qtbot.waitUntil(lambda: bench.is_over() and bench.controller.is_ready, timeout=LONG)
    assert bench.controller.model_path == starter_path
    assert bench.planned_by == []
    assert not bench.session.document.outline.sections


def test_stopping_the_plan_brings_the_model_that_writes_back(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    bench.plans.make_plan()
    qtbot.waitUntil(lambda: bench.writing.is_busy, timeout=LONG)
    bench.writing.stop()
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert bench.loads == [planner, starter_path]


def test_another_document_opened_meanwhile_is_not_planned(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    bench.plans.make_plan()
    bench.session.open(replace(new_document("Write about ice.", 300), id="ice"))
    qtbot.waitUntil(lambda: bench.is_over() and len(bench.loads) == 2, timeout=LONG)
    assert bench.loads == [planner, starter_path]
    assert bench.planned_by == []


def test_a_model_that_is_chosen_meanwhile_stays(
    bench: Bench, planner: Path, starter_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    chosen = tmp_path / "chosen.gguf"
    shutil.copyfile(starter_path, chosen)
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    bench.plans.make_plan()
    bench.plans.stop()
    bench.controller.load(chosen)
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert bench.controller.model_path == chosen
    assert bench.planned_by == []


def test_a_planner_alone_plans_and_leaves_the_memory_free(
    bench: Bench, planner: Path, qtbot: QtBot
) -> None:
    bench.plan_with(planner)
    assert bench.plans.can_plan
    bench.plans.make_plan()
    qtbot.waitUntil(lambda: bench.is_over() and bool(bench.planned_by), timeout=LONG)
    assert bench.session.document.outline.sections
    assert bench.controller.model_path is None
    assert not bench.engine.is_loaded


def with_a_plan(bench: Bench) -> None:
    """Give the document two sections."""
    items = (
        new_section("Bronze", "how bells are cast", 150),
        new_section("Ropes", "who pulls", 150),
    )
    bench.session.open(replace(bench.session.document, outline=Outline(items)))


def test_the_planner_changes_the_plan_too_and_the_model_that_writes_comes_back(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    with_a_plan(bench)
    bench.plan_with(planner)
    answers: list[str] = []
    bench.replanning.grew.connect(answers.append)
    bench.plans.change_plan("add a section about the price of bronze")
    assert bench.plans.is_busy
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert bench.planned_by == [planner]
    assert bench.loads == [planner, starter_path]
    assert "".join(answers)
    assert bench.controller.is_ready
    assert bench.notices == []


def test_without_a_planner_the_model_that_writes_changes_the_plan(
    bench: Bench, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    with_a_plan(bench)
    bench.plans.change_plan("add a section about the price of bronze")
    qtbot.waitUntil(bench.is_over, timeout=LONG)
    assert (bench.planned_by, bench.loads) == ([starter_path], [])


def test_a_wish_that_cannot_be_asked_loads_no_planner(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    bench.plan_with(planner)
    with pytest.raises(InputProblem, match="no_plan_to_change"):
        bench.plans.change_plan("shorter")
    with_a_plan(bench)
    with pytest.raises(InputProblem, match="empty_wish"):
        bench.plans.change_plan("  ")
    assert not bench.plans.is_busy
    assert bench.controller.model_path == starter_path


def test_stopping_while_the_planner_loads_for_a_change_asks_no_model_for_it(
    bench: Bench, planner: Path, starter_path: Path, qtbot: QtBot
) -> None:
    bench.load(starter_path, qtbot)
    with_a_plan(bench)
    bench.plan_with(planner)
    bench.plans.change_plan("shorter")
    bench.plans.stop()
    qtbot.waitUntil(lambda: bench.is_over() and bench.controller.is_ready, timeout=LONG)
    assert bench.controller.model_path == starter_path
    assert bench.planned_by == []
