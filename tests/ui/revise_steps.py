# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the tests of revising do in the window."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.document import TakeOrigin
from longwriter_desktop.domain.revision import Passage, Revision, RevisionKind, passage_in
from longwriter_desktop.ui.revise_desk import ReviseDesk
from tests.ui.desk import Program
from tests.ui.scripted import Script, ScriptedEngine

MEN = "Men at sea steered by them."
NEW = "Sailors at sea lived by them."
CTRL = Qt.KeyboardModifier.ControlModifier


def select(program: Program, number: int, part: str) -> Passage:
    text = program.words_of(number)
    start = text.index(part)
    program.put_caret(number, start, len(part))
    return passage_in(program.section(number), text, start, start + len(part))


def revise(
    program: Program, desk: ReviseDesk, qtbot: QtBot, number: int = 1, part: str = MEN,
    wish: Revision | None = None,
) -> None:  # fmt: skip
    """Select a part, ask for a revision and wait for its diff."""
    select(program, number, part)
    with qtbot.waitSignal(program.services.revising.answered):
        desk.asking.start(wish or Revision(RevisionKind.REWRITE))


def begin(program: Program, desk: ReviseDesk, engine: ScriptedEngine, qtbot: QtBot) -> None:
    """Ask for a revision that holds after its first two pieces."""
    engine.scripts = [Script(("Sailors at ", "sea lived ", "by them."), hold_after=2)]
    select(program, 1, MEN)
    desk.asking.start(Revision(RevisionKind.REWRITE))
    qtbot.waitUntil(engine.holding.is_set)
    qtbot.waitUntil(lambda: "sea lived" in desk.card.text.toPlainText())


def go_on(program: Program, engine: ScriptedEngine, qtbot: QtBot) -> None:
    with qtbot.waitSignal(program.services.revising.answered):
        engine.go_on()


def takes(program: Program, number: int) -> list[tuple[TakeOrigin, str]]:
    found = program.library.takes(program.section(number))
    return [(take.origin, take.text) for take in found]


def message(program: Program) -> str:
    shown = program.window.notices.message
    return shown.text if shown is not None else ""
