# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The large document of the benches, and how long the window takes to paint."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_chapter, new_section

SECTIONS = 200
SECTION_WORDS = 500
_SENTENCE = (
    "the light on headland burned through long night while keepers counted hours and trimmed"
    " wick again before dawn came over water and ships went by without knowing"
)
_WORDS = _SENTENCE.split()


class PaintCounter(QObject):
    """Counts paint events of one widget."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.count += 1
        return False


def large_document() -> Document:
    """100,000 words in 200 sections under 20 chapters, in paragraphs of about 100 words."""
    items, texts = [], {}
    for number in range(SECTIONS):
        if number % 10 == 0:
            items.append(new_chapter(f"Chapter {number // 10 + 1}"))
        section = new_section(f"Section {number + 1}", "what it says", SECTION_WORDS, 2)
        items.append(section)
        words = [_WORDS[(number * 7 + at * 3) % len(_WORDS)] for at in range(SECTION_WORDS)]
        paragraphs = [" ".join(words[at : at + 100]) + "." for at in range(0, SECTION_WORDS, 100)]
        texts[section.id] = SectionText("\n\n".join(paragraphs))
    return Document("bench", "A long book", "Write it", 100_000, "en", Outline(tuple(items)), texts)


def seconds_to_paint(
    app: QApplication, counter: PaintCounter, widget: QWidget, act: Callable[[], object]
) -> float:
    """From calling `act` until everything that it changed in `widget` is painted."""
    app.processEvents()
    painted, began = counter.count, time.perf_counter()
    act()
    widget.update()
    while counter.count == painted:
        app.processEvents()
    app.processEvents()
    return time.perf_counter() - began


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    """Let the window's events happen until something is so, or the time is over."""
    deadline = time.monotonic() + seconds
    while not until() and time.monotonic() < deadline:
        QTest.qWait(2)
