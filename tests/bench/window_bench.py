# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's figures: opening 100,000 words, and from key press to paint.

    python -m tests.bench window

Runs offscreen unless a platform is chosen with QT_QPA_PLATFORM. Key presses are taken in
turn at the beginning, the middle and the end of the document, so that none has the
machine's better minute to itself.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from tests.bench.figures import Figure, table
from tests.bench.large import SECTIONS, PaintCounter, large_document, wait
from tests.bench.structure_bench import structure_figures
from tests.ui.desk import Program, start

KEYS = 240  # a place; a figure is taken over three places


def run() -> list[Figure]:
    """All figures of the window. Takes about half a minute."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        program = start(Path(folder) / "typing", WorkerEngine(), spelling=True)
        program.window.resize(1280, 800)
        program.window.show()
        QTest.qWait(200)
        figures = [_opening(app, program)]
        figures += _typing(app, program, "idle", 16)
        figures += structure_figures(app, program)
        with _engine_at_work(program):
            figures += _typing(app, program, "while a section is written", 25)
        program.close()
        QTest.qWait(10)
    return figures


def _opening(app: QApplication, program: Program) -> Figure:
    """Seconds from asking for the document to its first lines on the screen."""
    document = large_document()
    program.library.save(document)
    counter = PaintCounter()
    program.text.viewport().installEventFilter(counter)
    seconds = []
    for _ in range(5):
        program.window.documents.new()
        QTest.qWait(50)
        painted, began = counter.count, time.perf_counter()
        program.window.documents.open(document.id)
        while counter.count == painted:
            app.processEvents()
        seconds.append(time.perf_counter() - began)
        QTest.qWait(300)
    return Figure("100,000 words in 200 sections open", median(seconds), "s", 0.4, "lower")


@contextmanager
def _engine_at_work(program: Program) -> Iterator[None]:
    """The starter model writes section after section, on as many cores as the engine takes."""
    services = program.services
    sections = [section.id for section in program.document.outline.sections[20:80]]
    services.engine.load(starter_path())
    wait(lambda: services.engine.is_ready)
    services.writing.write(sections)
    wait(lambda: program.text.writing_section is not None)
    yield
    if not services.writing.is_busy:
        raise RuntimeError("the sections were finished before all keys were pressed")
    program.window.writing.stop()
    wait(lambda: not services.writing.is_busy)


def _typing(app: QApplication, program: Program, when: str, goal: int) -> list[Figure]:
    """Milliseconds from a key press to the paint that shows it: median and 99th percentile."""
    counter = PaintCounter()
    program.text.viewport().installEventFilter(counter)
    sections = program.document.outline.sections
    places = [sections[0].id, sections[SECTIONS // 2].id, sections[-1].id]
    times: list[float] = []
    for turn in range(KEYS // 20):
        for place in places:
            _go_to(program, place)
            for key in range(20):
                pressed = Qt.Key.Key_Space if key % 6 == 5 else Qt.Key.Key_A
                if key == 19 and turn % 4 == 3:
                    pressed = Qt.Key.Key_Return
                times.append(_press(app, program, counter, pressed))
    p99 = quantiles(times, n=100)[-1]
    return [
        Figure(f"key press to paint, {when}, median", median(times), "ms"),
        Figure(f"key press to paint, {when}, p99", p99, "ms", goal, "lower"),
    ]


def _go_to(program: Program, section_id: str) -> None:
    program.text.go_to(section_id)
    cursor = program.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Right, n=60)
    program.text.setTextCursor(cursor)
    QTest.qWait(60)


def _press(app: QApplication, program: Program, counter: PaintCounter, key: Qt.Key) -> float:
    # The queue is empty first, so that the paint that is waited for is the key's own.
    app.processEvents()
    painted, began = counter.count, time.perf_counter()
    QTest.keyClick(program.text, key)
    while counter.count == painted:
        app.processEvents()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(table(run()))
