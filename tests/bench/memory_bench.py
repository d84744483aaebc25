# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's memory: without a model, and after eight hours of writing in a minute.

    python -m tests.bench memory

Each figure is taken in a process of its own. The writing is done by an engine that answers at
once, so that only the window's own memory is measured: 5,000 sections are written, some are
edited by hand, and steps are undone and done again.
"""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline, new_section
from tests.bench.figures import Figure
from tests.bench.large import large_document, wait
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

WRITES, WARM_UP = 5_000, 1_200
_SECTIONS, _TARGET = 20, 200
_MEGABYTE = 1_000_000


def run() -> list[Figure]:
    empty = _in_own_process("empty")
    large = _in_own_process("large")
    before, after = _in_own_process("eight_hours")
    growth = (after / before - 1) * 100
    return [
        Figure("memory of the window, 2,000 words, no model", empty[0], "MB", 220, "lower"),
        Figure("... 100,000 words", large[0], "MB", 220, "lower"),
        Figure(
            f"... growth over {WRITES:,} section writes", growth, "%", 5, "lower",
            f"(from {before:.0f} MB after {WARM_UP:,} to {after:.0f} MB)",
        ),
    ]  # fmt: skip


def _in_own_process(name: str) -> list[float]:
    command = [sys.executable, "-m", "tests.bench.memory_bench", name]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=3_000)
    return [float(word) for word in done.stdout.split()]


def _megabytes() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / _MEGABYTE


def _document(sections: int) -> Document:
    items = tuple(new_section(f"Part {at}", "what it says", _TARGET) for at in range(sections))
    return Document("d", "Light", "Write.", sections * _TARGET, outline=Outline(items))


def _opened(folder: Path, document: Document) -> Program:
    sentence = "The keeper climbed the stairs and lit the lamp again. "
    program = start(folder, ScriptedEngine(Script((sentence,) * (_TARGET // 10))))
    program.window.resize(1280, 800)
    program.open(document)
    program.window.show()
    QTest.qWait(500)
    return program


def _write_on(program: Program, writes: int) -> None:
    """Write sections in turn; edit every tenth by hand; undo and redo now and then."""
    sections = [section.id for section in program.document.outline.sections]
    services, engine = program.services, program.engine
    assert isinstance(engine, ScriptedEngine)
    for number in range(writes):
        program.window.writing.write(sections[number % len(sections)])
        wait(lambda: not services.jobs.is_busy)
        engine.requests.clear()  # the engine of the tests remembers what it was asked
        if number % 10 == 0:
            program.put_caret(number % len(sections) + 1, 3)
            QTest.keyClicks(program.text, "Once more ")
        if number % 25 == 0:
            for _ in range(3):
                program.text.undo_step()
            for _ in range(3):
                program.text.undo_step(redo=True)
    program.text.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.qWait(500)


def main(name: str) -> None:
    """Print the megabytes of one scene."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        document = large_document() if name == "large" else _document(_SECTIONS)
        program = _opened(Path(folder), document)
        if name == "eight_hours":
            _write_on(program, WARM_UP)
            print(_megabytes())
            _write_on(program, WRITES - WARM_UP)
        print(_megabytes())
        program.close()
        app.processEvents()


if __name__ == "__main__":
    main(sys.argv[1])
