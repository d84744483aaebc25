# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan's figures: moving a chapter of a long document, undoing and redoing it.

    python -m tests.bench.outline_bench

A figure is the time from the key to the end of the painting of plan and text that follows.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench.figures import Figure, table
from tests.bench.window_bench import large_document
from tests.ui.desk import Program, start
from tests.ui.scripted import ScriptedEngine

ROUNDS = 7
_GOAL = 50.0  # ms


def run() -> list[Figure]:
    """Moves near and far, with the view at the beginning and in the middle. Some ten seconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        program = start(Path(folder), ScriptedEngine(loaded=False))
        program.window.resize(1280, 800)
        program.window.show()
        program.open(large_document())
        program.services.preferences.set("plan.rebalance", False)
        QTest.qWait(500)
        figures = []
        for where, number in (("first", 1), ("in the middle", 100)):
            program.text.go_to(program.section(number))
            QTest.qWait(200)
            figures += _moves(app, program, f"reading {where}")
        program.close()
        program.window.deleteLater()
        QTest.qWait(50)
    return figures


def _moves(app: QApplication, program: Program, where: str) -> list[Figure]:
    """A chapter moved by one place, and from the end to the beginning."""
    items = program.document.outline.items
    chapters = [item.id for item in items if not item.is_section]
    desk = program.window.outline_desk
    near = [chapters[10]]
    far = [chapters[-2]]

    def step() -> None:
        program.outline.choose(near)
        desk.move_down()

    def leap() -> None:
        desk.move_to(far, program.document.outline.index(chapters[1]), 1)

    def edit() -> None:
        desk.change(program.section(50), "heading", "Another heading")

    figures = []
    for name, change in (
        ("chapter moved a place", step),
        ("chapter moved far up", leap),
        ("heading changed", edit),
    ):
        times: dict[str, list[tuple[float, float]]] = {"move": [], "undo": [], "redo": []}
        for _ in range(ROUNDS):
            times["move"].append(_ms(app, program, change))
            times["undo"].append(_ms(app, program, program.window.actions_.undo.trigger))
            times["redo"].append(_ms(app, program, program.window.actions_.redo.trigger))
            program.window.actions_.undo.trigger()
            QTest.qWait(20)
        for what, values in times.items():
            title = f"200 sections, {what}: {name}, {where}"
            wall, own = zip(*values, strict=True)
            note = f"worst {max(wall):.1f}, processor {median(own):.1f}"
            figures.append(Figure(title, median(wall), "ms", _GOAL, "lower", note))
    return figures


def _ms(app: QApplication, program: Program, act: Callable[[], object]) -> tuple[float, float]:
    """Time that passed and time of the processor, which other programs do not lengthen."""
    began, own = time.perf_counter(), time.thread_time()
    act()
    program.outline.viewport().repaint()
    program.text.viewport().repaint()
    app.processEvents()
    return (time.perf_counter() - began) * 1000, (time.thread_time() - own) * 1000


if __name__ == "__main__":
    print(table(run()))
