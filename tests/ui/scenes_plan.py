# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of the plan and changes to it."""

import tempfile
from pathlib import Path

from longwriter_desktop.ui.import_dialog import ImportDialog
from longwriter_desktop.ui.outline_notes import OutlineNotes
from longwriter_desktop.ui.outline_paint import Field
from longwriter_desktop.ui.replan_desk import ReplanDesk
from tests.bench.window_bench import large_document
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import Scenes, Stage, load, wait_until


def scene_plan(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.put_caret(1, 40)
    stage.take(stage.program.window)


def scene_section_notes(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.outline.choose([stage.program.section(3)])
    notes = stage.program.window.feature(OutlineNotes)
    notes.open()
    notes.pane.must.setPlainText("the clockwork; the books that went round the lighthouses")
    notes.pane.keep()
    stage.program.outline.rows.set_stale({stage.program.section(2)})
    stage.take(stage.program.window)


def scene_editing(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.outline.edit_field(stage.program.section(4), Field.POINT)
    stage.take(stage.program.window)


def scene_new_plan(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    window = stage.program.window
    dialog = ImportDialog(stage.program.document, window.look, window)
    dialog.show()
    stage.take(dialog)
    text = f"# The bell founders\n\n## Bronze\n\n{sample_text.FIRES}\n\n### Moulds\n\n"
    text += f"{sample_text.PHAROS}\n\n## A tower that sways\n\n{sample_text.WATCH}\n"
    dialog.source.text.setPlainText(text)
    dialog.source.read_text()
    stage.take(dialog)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bells.md"
        path.write_text(text, encoding="utf-8")
        dialog.read(path)
        stage.take(dialog)
        broken = Path(folder) / "bells.docx"
        broken.write_bytes(b"no Word file")
        dialog.read(broken)
        stage.take(dialog)
    for source in (1, 2):
        dialog.sources.setCurrentIndex(source)
        stage.take(dialog)
    dialog.close()


def scene_replan(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    lines = sample_text.CHANGED_PLAN.splitlines(keepends=True)
    stage.engine.scripts = [Script(lines, hold_after=len(lines) - 1)]
    desk = stage.program.window.feature(ReplanDesk)
    desk.open()
    desk.panel.wish.setPlainText("Make the middle shorter, and add a section on costs.")
    stage.take(stage.program.window)
    desk.panel.wish.sent.emit()
    wait_until(stage.engine.holding.is_set)
    stage.take(stage.program.window)
    stage.engine.go_on()
    wait_until(lambda: desk.panel.page == "review")
    desk.panel.rows.accept_row(1, False)
    stage.take(stage.program.window)


def scene_large(stage: Stage) -> None:
    load(stage)
    stage.program.open(large_document())
    stage.program.text.go_to(stage.program.section(120))
    stage.take(stage.program.window)


SCENES: Scenes = {
    "plan": scene_plan,
    "section_notes": scene_section_notes,
    "editing": scene_editing,
    "new_plan": scene_new_plan,
    "replan": scene_replan,
    "large": scene_large,
}
