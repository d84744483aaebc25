# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of the manuscript: written, found in, read."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from longwriter_desktop.domain.events import SectionStarted
from longwriter_desktop.domain.ports import PromptProgress, ReadingCost
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.view_focus import FocusMode
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import Scenes, Stage, load, pieces, wait_for, wait_until


def writing(stage: Stage) -> str:
    load(stage)
    stage.program.open(sample_text.keepers())
    words = pieces(sample_text.WATCH)
    stage.engine.scripts = [Script(words, hold_after=len(words) - 2, pause=0.01)]
    section = stage.program.section(3)
    stage.program.text.go_to(section)
    bar = stage.program.text.verticalScrollBar()
    bar.setValue(bar.value() - 330)
    stage.program.window.writing.write_all()
    wait_until(stage.engine.holding.is_set)
    QTest.qWait(300)
    return section


def scene_writing(stage: Stage) -> None:
    writing(stage)
    stage.take(stage.program.window)
    stage.program.window.writing.stop()


def scene_reading(stage: Stage) -> None:
    section = writing(stage)
    document = stage.program.document
    started = SectionStarted(section, 250, 2_100, (document.outline.sections[0].id,))
    stage.program.services.writing.writing.emit(started)
    progress = PromptProgress(1_840, 2_100, 0)
    stage.program.window.status.say_reading(progress.read, progress.total)
    stage.program.window.space.bars.say("Reading 1,840 of 2,100 tokens")
    stage.take(stage.program.window)
    stage.program.window.writing.stop()


def scene_reading_wait(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.engine.cost = ReadingCost(1_840, 4_000, 9.2)
    stage.program.put_caret(2)
    bar = stage.program.window.space.bars.section
    wait_until(lambda: any(label.isVisible() for label in bar.findChildren(QLabel)))
    stage.take(stage.program.window)


def scene_stopped(stage: Stage) -> None:
    writing(stage)
    stage.program.window.writing.stop()
    wait_for(stage.program.services.writing, "is_busy", False)
    stage.take(stage.program.window)


def scene_crash(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    words = pieces(sample_text.WATCH)
    stage.engine.scripts = [Script(words, dies_after=60)]
    stage.program.text.go_to(stage.program.section(2))
    stage.program.window.writing.write(stage.program.section(3))
    wait_for(stage.program.services.writing, "is_busy", False)
    stage.take(stage.program.window)


def scene_finding(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    bar = stage.program.window.space.find_bar
    stage.program.window.actions_.replace.trigger()
    bar.text.setText("light")
    stage.program.window.finding.find_next()
    stage.program.window.finding.find_next()
    bar.replacement.setText("lamp")
    stage.take(stage.program.window)
    bar.expression.setChecked(True)
    bar.text.setText("(light")
    QTest.qWait(200)
    stage.take(stage.program.window)


_MARKDOWN = """## What the *keeper* wrote down

Every night he noted the **wind**, the `barometer` and the ships that passed, as the \
[Board of 1836](https://example.org/board) had asked. He was ~~seldom~~ never late with it, \
and *never once* left the lamp alone: "a light that fails", he wrote, "is worse than none".

- the wind, by the compass
- ships in sight, and of those the ones that answered his flag, with their names where they \
could be read
  - steamers
  - sail
1. At dusk he lit the lamp.
2. At midnight he trimmed the wick.

> The sea does not forgive a man who sleeps, nor does the Board; and of the two it is the \
Board that writes. It writes *often*.

---

```
wind  NNW 6   glass 29.4
```
"""


def scene_markdown(stage: Stage) -> None:
    load(stage)
    program = stage.program
    program.open(sample_text.keepers())
    section = program.section(2)
    program.services.session.edit_text(section, _MARKDOWN)
    program.text.go_to(section)
    QTest.qWait(300)
    bar = program.text.verticalScrollBar()
    bar.setValue(bar.value() + 60)
    stage.take(program.window)
    program.put_caret(2, _MARKDOWN.index("wind"))
    stage.take(program.window)


def scene_focus(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.put_caret(2, 30)
    focus = stage.program.window.feature(FocusMode)
    focus.action.trigger()
    wait_until(focus.hint.isVisible)
    stage.take(stage.program.window)


def scene_sepia(stage: Stage) -> None:
    load(stage)
    stage.program.window.look.use("sepia")
    stage.program.open(sample_text.keepers())
    stage.take(stage.program.window)


def scene_narrow(stage: Stage) -> None:
    load(stage)
    stage.program.window.resize(900, 700)
    stage.program.open(sample_text.keepers())
    stage.take(stage.program.window)
    stage.program.window.feature(TakesDesk).open_here()
    stage.take(stage.program.window)


SCENES: Scenes = {
    "narrow": scene_narrow,
    "writing": scene_writing,
    "reading": scene_reading,
    "reading_wait": scene_reading_wait,
    "stopped": scene_stopped,
    "crash": scene_crash,
    "finding": scene_finding,
    "markdown": scene_markdown,
    "focus": scene_focus,
    "sepia": scene_sepia,
}
