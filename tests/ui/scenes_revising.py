# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of changes to a passage, to accept or refuse."""

import re

from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.revise_text import Decision
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import Scenes, Stage, load, pieces, wait_for, wait_until


def revising(stage: Stage, number: int, part: str, answer: str, hold: int | None = None) -> None:
    """Select a part of a section and ask for another text."""
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.engine.scripts = [Script(pieces(answer), hold_after=hold)]
    text = stage.program.words_of(number)
    stage.program.text.go_to(stage.program.section(number))
    stage.program.put_caret(number, text.index(part), len(part))
    desk = stage.program.window.feature(ReviseDesk)
    wait_for(stage.program.services.jobs, "is_busy", False)
    desk.asking.start(Revision(RevisionKind.REWRITE))
    if hold is None:
        wait_for(stage.program.services.revising, "is_busy", False)
    else:
        wait_until(stage.engine.holding.is_set)


def first_text() -> str:
    document = sample_text.keepers()
    return document.text_of(document.outline.sections[0].id).text


_OTHER_WORDS = {
    "harbour": "port", "late": "overdue", "strip": "bare", "evening": "dusk", "timber": "planks",
    "hard arithmetic": "bitter sum", "islands": "skerries",
}  # fmt: skip


def reworded(text: str, others: dict[str, str]) -> str:
    """A text with other words, as a model would answer with."""
    return re.sub("|".join(others), lambda found: others[found[0]], text)


def scene_selection(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    text = stage.program.words_of(1)
    first = text.split(". ")[1]
    stage.program.put_caret(1, text.index(first), len(first) + 1)
    desk = stage.program.window.feature(ReviseDesk)
    wait_until(desk.asking.bar.isVisible)
    stage.take(stage.program.window)
    desk.asking.menu.ask_wanted.emit(RevisionKind.CUSTOM)
    stage.take(stage.program.window)
    desk.asking.menu.ask_wanted.emit(RevisionKind.CONDENSE)
    stage.take(stage.program.window)
    menu = desk.asking.menu.menu
    menu.popup(stage.program.window.mapToGlobal(stage.program.window.rect().center()))
    stage.take(menu)
    menu.close()


def scene_revising(stage: Stage) -> None:
    text = first_text()
    passage = ". ".join(text.split(". ")[1:3]) + "."
    answer = reworded(passage, {"evening": "dusk", "late": "overdue", "Nobody": "No one"})
    revising(stage, 1, passage, answer, hold=12)
    stage.take(stage.program.window)
    stage.engine.go_on()
    wait_for(stage.program.services.revising, "is_busy", False)
    stage.take(stage.program.window)
    desk = stage.program.window.feature(ReviseDesk)
    desk.card.text.decide(Decision.REFUSED)
    desk.card.text.decide(Decision.ACCEPTED)
    stage.take(stage.program.window)


def scene_revised_section(stage: Stage) -> None:
    text = first_text()
    long = "\n\n".join([text.strip()] * 2)
    revising(stage, 1, text.strip(), reworded(long, _OTHER_WORDS))
    stage.take(stage.program.window)


def scene_smoothing(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    wait_for(stage.program.services.jobs, "is_busy", False)
    first, second = (stage.program.words_of(number) for number in (1, 2))
    stage.engine.scripts = [
        Script((". ".join(first.split(". ")[-2:]).replace(" it ", " this "),)),
        Script((second.split(". ")[0].replace("tower", "first tower") + ".",)),
    ]
    stage.program.services.revising.smooth(stage.program.section(1), stage.program.section(2))
    wait_for(stage.program.services.revising, "is_busy", False)
    stage.take(stage.program.window)


SCENES: Scenes = {
    "selection": scene_selection,
    "revising": scene_revising,
    "revised_section": scene_revised_section,
    "smoothing": scene_smoothing,
}
