# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a plan of 200 sections, and finding in 100,000 words: from the act to the paint."""

import time
from statistics import median

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from tests.bench.figures import Figure
from tests.bench.large import PaintCounter, seconds_to_paint
from tests.ui.desk import Program

_TIMES = 9
_OFTEN, _SELDOM = "headland", "zzz"


def structure_figures(app: QApplication, program: Program) -> list[Figure]:
    """Medians in milliseconds; the document of `large_document` is open."""
    counter = PaintCounter()
    program.text.viewport().installEventFilter(counter)
    moves, undos, redos = [], [], []
    chapters = [item.id for item in program.document.outline if not item.is_section]
    for at in range(_TIMES):
        program.text.moveCursor(QTextCursor.MoveOperation.Start)
        program.outline.follow(chapters[2 + at])
        desk, text = program.window.outline_desk, program.text
        moves.append(seconds_to_paint(app, counter, text.viewport(), desk.move_down))
        undos.append(seconds_to_paint(app, counter, text.viewport(), text.undo_step))
        redo = program.window.undo_desk.redo
        redos.append(seconds_to_paint(app, counter, text.viewport(), redo))
        text.undo_step()
    found = {word: _find_all(program, word) for word in (_OFTEN, _SELDOM)}
    return [
        Figure("a chapter moved, 200 sections", median(moves) * 1000, "ms", 50, "lower"),
        Figure("... undone", median(undos) * 1000, "ms", 50, "lower"),
        Figure("... done again", median(redos) * 1000, "ms", 50, "lower"),
        Figure(
            "find all in 100,000 words", found[_OFTEN][0] * 1000, "ms", 100, "lower",
            f"({found[_OFTEN][1]:,} matches; without any {found[_SELDOM][0] * 1000:.1f} ms)",
        ),
    ]  # fmt: skip


def _find_all(program: Program, word: str) -> tuple[float, int]:
    """Median seconds until all matches are known and marked, and how many there are."""
    desk, bar = program.window.finding, program.window.space.find_bar
    program.text.moveCursor(QTextCursor.MoveOperation.Start)
    desk.open()
    seconds = []
    for _ in range(_TIMES):
        bar.text.clear()
        QApplication.processEvents()
        began = time.perf_counter()
        bar.text.setText(word)
        total = desk.results.total
        QApplication.processEvents()
        seconds.append(time.perf_counter() - began)
    desk.close()
    return median(seconds), total
