# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library's figures: 1,000 documents listed, 10 million words searched.

    python -m tests.bench library

Makes the library anew each time: about two minutes.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.library_dialog import LibraryDialog
from tests.bench.figures import Figure
from tests.ui.desk import Program, start
from tests.ui.scripted import ScriptedEngine

DOCUMENTS, SECTIONS, SECTION_WORDS = 1_000, 20, 500  # 10 million words
_TIMES = 5
_QUERIES = ("lighthouse", "keeper of", "zanzibar", "the")
_RARE = "zanzibar"


def run() -> list[Figure]:
    """Medians, from asking to what is shown."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder))
        program = start(Path(folder), ScriptedEngine())
        listed = _median(lambda: _list(app, program))
        searched = {
            query: _median(lambda query=query: program.library.search(query)) for query in _QUERIES
        }
        program.close()
        app.processEvents()
    slowest = max(searched, key=lambda query: searched[query])
    each = ", ".join(f'"{query}" {seconds * 1000:.0f}' for query, seconds in searched.items())
    return [
        Figure(f"library page with {DOCUMENTS:,} documents", listed * 1000, "ms", 150, "lower"),
        Figure(
            "full-text search over 10 million words, slowest", searched[slowest] * 1000, "ms",
            200, "lower", f"({each} ms)",
        ),
    ]  # fmt: skip


def _list(app: QApplication, program: Program) -> None:
    dialog = LibraryDialog(program.services.documents, program.window.look, "", program.window)
    dialog.show()
    app.processEvents()
    dialog.close()
    dialog.deleteLater()
    app.processEvents()


def _median(act: Callable[[], object]) -> float:
    seconds = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return median(seconds)


def _fill(folder: Path) -> None:
    """Words by their rank, as in natural text: few are frequent, most are rare."""
    rng = random.Random(1)
    common = ["the", "of", "and", "to", "a", "in", "was", "that", "it", "keeper", "lighthouse"]
    rest = ["".join(rng.choices("abcdefghilmnoprstu", k=rng.randint(3, 10))) for _ in range(20_000)]
    vocabulary = common + rest
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    library = open_library(folder, app="bench")
    for number in range(DOCUMENTS):
        sections = tuple(
            new_section(f"Section {at + 1}", "what it says", SECTION_WORDS)
            for at in range(SECTIONS)
        )
        words = rng.choices(vocabulary, weights, k=SECTIONS * SECTION_WORDS)
        if number % 100 == 0:
            words[number] = _RARE
        texts = {
            section.id: SectionText(" ".join(words[at * SECTION_WORDS : (at + 1) * SECTION_WORDS]))
            for at, section in enumerate(sections)
        }
        library.save(
            Document(
                f"document{number:04}", f"Document {number}", "Write it", 10_000,
                outline=Outline(sections), texts=texts,
            )
        )  # fmt: skip
    library.close()
