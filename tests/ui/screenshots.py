# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the window in all its states, light and dark, in two sizes.

    python -m tests.ui.screenshots OUT_FOLDER [--only NAME] [--size 1280x800]

The window, the library and the documents are real; the text comes from a scripted engine,
so that every picture shows the same moment.
"""

import argparse
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.events import SectionStarted
from longwriter_desktop.domain.ports import EngineInfo, LoadProgress, ModelFile, PromptProgress
from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.ui.about_dialog import AboutDialog
from longwriter_desktop.ui.export_dialog import ExportDialog
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.goals_desk import GoalsDesk
from longwriter_desktop.ui.import_dialog import ImportDialog
from longwriter_desktop.ui.library_dialog import LibraryDialog
from longwriter_desktop.ui.notes_desk import NotesDesk
from longwriter_desktop.ui.outline_notes import OutlineNotes
from longwriter_desktop.ui.outline_paint import Field
from longwriter_desktop.ui.palette_desk import PaletteDesk
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.replan_desk import ReplanDesk
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.revise_text import Decision
from longwriter_desktop.ui.sees_desk import SeesDesk
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.view_focus import FocusMode
from tests.bench.window_bench import large_document
from tests.ui import sample_text
from tests.ui.desk import Program, start
from tests.ui.scripted import Script, ScriptedEngine

SIZES = ((1280, 800), (1920, 1080))
THEMES = ("light", "dark")
_STARTER = Path("longwriter-starter.gguf")
_MODELS = (
    ModelFile(_STARTER, "LongWriter Starter", 11_000_000, quantisation="Q8_0", is_bundled=True),
    ModelFile(Path("longwriter-glm4-9b-q4.gguf"), "LongWriter GLM4 9B", 6_250_000_000,
              quantisation="Q4_K_M"),
)  # fmt: skip


class PictureEngine(ScriptedEngine):
    """Says in the pictures that no model wrote their text, and can take its time to load."""

    is_slow = False

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        if self.is_slow:
            yield LoadProgress(0.42)
            self._hold()
        yield from super().load(path, context_tokens)

    @property
    def info(self) -> EngineInfo:
        return replace(super().info, name="Sample text")


@dataclass(frozen=True)
class Stage:
    """What a scene has to work with; `take` makes the picture."""

    program: Program
    engine: PictureEngine
    take: Callable[[QWidget], None]


def pieces(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\s*\S+", text))


def load(stage: Stage) -> None:
    stage.program.services.engine.load(_STARTER)
    wait_for(stage.program.services.engine, "is_ready")


def wait_until(come: Callable[[], bool]) -> None:
    while not come():
        QTest.qWait(10)


def wait_for(thing: object, name: str, wanted: bool = True) -> None:
    QTest.qWait(30)
    while bool(getattr(thing, name)) is not wanted:
        QTest.qWait(10)


def scene_start(stage: Stage) -> None:
    load(stage)
    for title, done in (("The bell founders", 3_120), ("Letters from the ice", 640)):
        document = replace(sample_text.keepers(), id=title, title=title, target_words=done * 2)
        stage.program.library.save(document)
    stage.program.window.documents.new()
    stage.take(stage.program.window)


def scene_no_model(stage: Stage) -> None:
    stage.program.window.start.instruction.setPlainText(sample_text.INSTRUCTION)
    stage.program.window.start.plan.click()
    stage.take(stage.program.window)


def scene_planning(stage: Stage) -> None:
    load(stage)
    plan = pieces(sample_text.PLAN)
    stage.engine.scripts = [Script(plan, hold_after=len(plan) - 1)]
    page = stage.program.window.start
    page.instruction.setPlainText(sample_text.INSTRUCTION)
    page.length.setValue(1_500)
    page.plan.click()
    wait_until(stage.engine.holding.is_set)
    stage.take(stage.program.window)
    stage.engine.cancel()


def scene_loading(stage: Stage) -> None:
    stage.program.open(sample_text.keepers())
    stage.program.window.space.header.fold.click()
    stage.engine.is_slow = True
    stage.program.services.engine.load(Path("longwriter-glm4-9b-q4.gguf"))
    stage.take(stage.program.window)
    stage.engine.go_on()
    wait_for(stage.program.services.engine, "is_ready")


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


def scene_takes(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    section = stage.program.section(3)
    for text in (sample_text.OLD_WATCH, sample_text.WATCH):
        stage.engine.scripts = [Script(pieces(text), StopReason.LOOP_CUT)]
        stage.program.window.writing.write(section)
        wait_for(stage.program.services.writing, "is_busy", False)
    stage.program.window.notices.dismiss()
    stage.program.put_caret(3, 10)
    stage.program.text.replace_selection("very ")
    stage.program.text.go_to(section)
    desk = stage.program.window.feature(TakesDesk)
    desk.open(section)
    stage.take(stage.program.window)
    desk.page.list.setCurrentRow(0)
    desk.page.reader.as_changes.click()
    stage.take(stage.program.window)


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


def scene_menu(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    menu = stage.program.window.space.header.menu_button.menu()
    menu.popup(stage.program.window.mapToGlobal(stage.program.window.rect().topLeft()))
    stage.take(menu)
    menu.close()


def scene_commands(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    palette = stage.program.window.feature(PaletteDesk).palette
    stage.program.window.actions_.all_commands.trigger()
    stage.take(palette)
    palette.field.setText("sec")
    stage.take(palette)
    palette.hide()


def scene_preferences(stage: Stage) -> None:
    stage.program.open(sample_text.keepers())
    desk = stage.program.window.feature(PreferencesDesk)
    desk.open()
    if desk.dialog is not None:
        for name in desk.dialog.pages:
            desk.dialog.show_group(name)
            stage.take(desk.dialog)
        desk.dialog.search.setText("words")
        stage.take(desk.dialog)
        desk.dialog.close()


def scene_first_steps(stage: Stage) -> None:
    stage.program.window.feature(FirstRunDesk).begin_if_new()
    stage.take(stage.program.window)


def scene_about(stage: Stage) -> None:
    dialog = AboutDialog(stage.program.window)
    dialog.show()
    stage.take(dialog)
    dialog.close()


def scene_dialogs(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.services.documents.start("Write about bells.", 3_000, "The bell founders")
    window = stage.program.window
    dialogs = (
        ExportDialog(stage.program.document, stage.program.settings, window),
        LibraryDialog(stage.program.services.documents, window.look, "keepers", window),
    )
    for dialog in dialogs:
        dialog.show()
        stage.take(dialog)
        dialog.close()


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


def scene_notes(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.with_notes())
    desk = stage.program.window.feature(NotesDesk)
    desk.open()
    desk.page.cards[1].text.setFocus()
    stage.take(stage.program.window)
    stage.program.services.session.update_meta(notes=(), style_sample="")


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
    answer = passage.replace("the", "each").replace("of", "from").replace(" was ", " had been ")
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
    revising(stage, 1, text.strip(), long.replace("the", "those").replace(" and ", " as well as "))
    stage.take(stage.program.window)


def scene_smoothing(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    wait_for(stage.program.services.jobs, "is_busy", False)
    first, second = (stage.program.words_of(number) for number in (1, 2))
    stage.engine.scripts = [
        Script((" ".join(first.split(". ")[-2:]).replace(" it ", " this "),)),
        Script((second.split(". ")[0].replace("tower", "first tower") + ".",)),
    ]
    stage.program.services.revising.smooth(stage.program.section(1), stage.program.section(2))
    wait_for(stage.program.services.revising, "is_busy", False)
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


def scene_large(stage: Stage) -> None:
    load(stage)
    stage.program.open(large_document())
    stage.program.text.go_to(stage.program.section(120))
    stage.take(stage.program.window)


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


def scene_goals(stage: Stage) -> None:
    load(stage)
    stage.program.open(sample_text.keepers())
    stage.program.services.preferences.set("goals.daily_words", 1_000)
    for days_ago, words in enumerate((990, 1_180, 0, 430, 1_510, 0, 0, 640, 1_200), start=1):
        stage.program.library.add_written(date.today() - timedelta(days=days_ago), words)
    stage.program.window.feature(GoalsDesk).open()
    stage.take(stage.program.window)


SCENES: dict[str, Callable[[Stage], None]] = {
    name.removeprefix("scene_"): scene
    for name, scene in list(globals().items())
    if name.startswith("scene_")
}


def picture(name: str, theme: str, size: tuple[int, int], folder: Path) -> list[Path]:
    """Play one scene and save what it takes."""
    made: list[Path] = []
    with tempfile.TemporaryDirectory() as library:
        engine = PictureEngine(loaded=False)
        program = start(Path(library), engine, _MODELS)
        program.window.look.use(theme)
        program.window.resize(*size)
        program.window.show()

        def take(widget: QWidget) -> None:
            QTest.qWait(250)
            number = f"-{len(made) + 1}" if made else ""
            path = folder / f"{name}{number}-{theme}-{size[0]}.png"
            widget.grab().save(str(path))
            made.append(path)

        SCENES[name](Stage(program, engine, take))
        program.close()
        program.window.deleteLater()
        QTest.qWait(10)
    return made


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=list(SCENES), help="one scene")
    parser.add_argument("--theme", choices=THEMES)
    parser.add_argument("--size", help="for instance 1280x800")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    QCursor.setPos(0, 5_000)  # over nothing
    options.folder.mkdir(parents=True, exist_ok=True)
    wide = tuple(int(part) for part in options.size.split("x")) if options.size else None
    for name in [options.only] if options.only else SCENES:
        for theme in [options.theme] if options.theme else THEMES:
            for size in [wide] if wide else SIZES:
                for path in picture(name, theme, (size[0], size[1]), options.folder):
                    print(path)
    app.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
