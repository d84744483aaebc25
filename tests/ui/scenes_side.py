# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of the pages of the side panel."""

from dataclasses import replace
from datetime import date, timedelta

from longwriter_desktop.app.summarising import written_summary
from longwriter_desktop.domain.document import SectionText, StopReason
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.ui.goals_desk import GoalsDesk
from longwriter_desktop.ui.notes_desk import NotesDesk
from longwriter_desktop.ui.sees_desk import SeesDesk
from longwriter_desktop.ui.sees_summary import SummaryDialog
from longwriter_desktop.ui.stale_desk import StaleDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import Scenes, Stage, load, pieces, wait_for, wait_until


def scene_takes(stage: Stage) -> None:
    load(stage)
    document = sample_text.keepers()
    section = document.outline.sections[2].id
    items = tuple(
        replace(item, target_words=110 if item.id == section else item.target_words)
        for item in document.outline.items
    )
    stage.program.open(replace(document, outline=Outline(items)))
    for text in (sample_text.LONG_WATCH, sample_text.WHOLE_WATCH):
        stage.engine.scripts = [Script(pieces(text), StopReason.FINISHED)]
        stage.program.window.writing.write(section)
        wait_for(stage.program.services.writing, "is_busy", False)
    stage.program.window.notices.dismiss()
    stage.program.put_caret(3, 31)
    stage.program.text.replace_selection("dry ")
    stage.program.text.go_to(section)
    desk = stage.program.window.feature(TakesDesk)
    desk.open(section)
    stage.take(stage.program.window)
    desk.page.list.setCurrentRow(0)
    desk.page.reader.as_changes.click()
    stage.take(stage.program.window)


def scene_stale(stage: Stage) -> None:
    """Section 2 was written by the model, then section 1 was changed by hand."""
    load(stage)
    program = stage.program
    program.open(sample_text.keepers())
    stage.engine.scripts = [Script(pieces(sample_text.PHAROS))]
    program.window.writing.write(program.section(2))
    wait_for(program.services.writing, "is_busy", False)
    program.window.notices.dismiss()
    program.put_caret(1, 0)
    program.text.replace_selection("Long ago. ")
    desk = program.window.feature(StaleDesk)
    wait_for(program.services.jobs, "is_busy", False)
    desk.look_again()
    stage.take(program.window)


def scene_takes_empty(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.text.go_to(stage.program.section(3))
    stage.program.window.feature(TakesDesk).open_here()
    stage.take(stage.program.window)


def scene_takes_at_once(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    section = stage.program.section(2)
    stage.program.text.go_to(section)
    words = pieces(sample_text.WATCH)
    stage.engine.scripts = [Script(words, hold_after=len(words) - 2)]
    stage.program.window.feature(TakesDesk).write_several(section)
    wait_until(stage.engine.holding.is_set)
    stage.take(stage.program.window)
    stage.program.services.takes.stop()
    wait_for(stage.program.services.takes, "is_busy", False)


def scene_note(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.text.go_to(stage.program.section(2))
    desk = stage.program.window.feature(TakesDesk)
    desk.ask_note(stage.program.section(2))
    desk.note_field.note.setText("less about the weather")
    stage.take(stage.program.window)


def scene_sees(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.with_notes())
    stage.program.put_caret(5)
    desk = stage.program.window.feature(SeesDesk)
    desk.open()
    wait_until(lambda: desk.page.view is not None)
    desk.page.list.setCurrentRow(4)
    stage.take(stage.program.window)
    desk.page.whole.setChecked(True)
    stage.take(stage.program.window)


def scene_summaries(stage: Stage) -> None:
    """A model with little room; two summaries, one of which the writer has to look at again."""
    load(stage)
    program, known = stage.program, stage.engine.known
    stage.engine.known = replace(known, context_tokens=1_350)
    document = sample_text.keepers()
    third = document.outline.sections[2].id
    watch = SectionText(sample_text.WHOLE_WATCH, None, StopReason.FINISHED)
    program.open(replace(document, texts={**document.texts, third: watch}))
    for number, text in enumerate(sample_text.SUMMARIES, start=1):
        section = program.section(number)
        summary = written_summary(program.document, section, text)
        program.services.session.set_summary(section, summary)
    first = program.section(1)
    program.services.session.edit_text(first, f"Long ago. {program.words_of(1)}")
    program.put_caret(4)
    desk = program.window.feature(SeesDesk)
    desk.open()
    wait_until(lambda: desk.page.view is not None and len(desk.page.list.rows) > 3)
    wait_until(lambda: desk.page.view.section_id == program.section(4))
    desk.page.list.setCurrentRow(2)
    stage.take(program.window)
    desk.summaries.edit.trigger()
    (dialog,) = program.window.findChildren(SummaryDialog)
    stage.take(dialog)
    dialog.discard.click()
    stage.engine.known = known


def scene_notes(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.with_notes())
    desk = stage.program.window.feature(NotesDesk)
    desk.open()
    desk.page.cards[1].text.setFocus()
    stage.take(stage.program.window)
    stage.program.services.session.update_meta(notes=(), style_sample="")


def scene_goals(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.services.preferences.set("goals.daily_words", 1_000)
    for days_ago, words in enumerate((990, 1_180, 0, 430, 1_510, 0, 0, 640, 1_200), start=1):
        stage.program.library.add_written(date.today() - timedelta(days=days_ago), words)
    stage.program.window.feature(GoalsDesk).open()
    stage.take(stage.program.window)


SCENES: Scenes = {
    "takes": scene_takes,
    "stale": scene_stale,
    "takes_empty": scene_takes_empty,
    "takes_at_once": scene_takes_at_once,
    "note": scene_note,
    "sees": scene_sees,
    "summaries": scene_summaries,
    "notes": scene_notes,
    "goals": scene_goals,
}
