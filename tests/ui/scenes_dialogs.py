# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of menus and windows of their own."""

from dataclasses import replace

from longwriter_desktop.app.preferences import SettingsPlace
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.ui.about_dialog import AboutDialog
from longwriter_desktop.ui.choices_dialog import ChoicesDialog
from longwriter_desktop.ui.export_dialog import ExportDialog
from longwriter_desktop.ui.library_dialog import LibraryDialog
from longwriter_desktop.ui.palette_desk import PaletteDesk
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import SETTINGS_FILE, Scenes, Stage, load, pieces, wait_for


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
    stage.program.services.preferences.place = SettingsPlace(SETTINGS_FILE)
    desk = stage.program.window.feature(PreferencesDesk)
    desk.open()
    if desk.dialog is not None:
        for name in desk.dialog.pages:
            desk.dialog.show_group(name)
            stage.take(desk.dialog)
        desk.dialog.search.setText("words")
        stage.take(desk.dialog)
        desk.dialog.close()


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


def scene_library(stage: Stage) -> None:
    stage.program.open(sample_text.keepers())
    documents = stage.program.services.documents
    for title in ("The bell founders", "Letters from the ice", "A tower that sways"):
        document = replace(sample_text.keepers(), id=title, title=title, target_words=3_000)
        stage.program.library.save(document)
    documents.delete("A tower that sways")
    window = stage.program.window
    dialog = LibraryDialog(documents, window.look, "keepers", window)
    dialog.show()
    dialog.search.setText("tower")
    dialog.refresh()
    stage.take(dialog)
    dialog.search.clear()
    dialog.shown.setCurrentIndex(dialog.shown.findData("bin"))
    stage.take(dialog)
    dialog.shown.setCurrentIndex(dialog.shown.findData("archive"))
    stage.take(dialog)
    dialog.close()


def scene_choices(stage: Stage) -> None:
    load(stage)
    program, document = stage.program, sample_text.keepers()
    program.open(document)
    for text in (sample_text.WATCH, sample_text.LONG_WATCH, sample_text.WHOLE_WATCH):
        stage.engine.scripts = [Script(pieces(text), StopReason.FINISHED)]
        program.window.writing.write(program.section(3))
        wait_for(program.services.writing, "is_busy", False)
    for title in ("The bell founders", "Letters from the ice"):
        program.library.save(replace(document, id=title, title=title))
    dialog = ChoicesDialog(
        program.services.documents, program.settings, document.id, program.window
    )
    dialog.file.setText("~/Documents/Keepers choices.jsonl")
    dialog.show()
    stage.take(dialog)
    dialog.close()


SCENES: Scenes = {
    "choices": scene_choices,
    "library": scene_library,
    "menu": scene_menu,
    "commands": scene_commands,
    "preferences": scene_preferences,
    "about": scene_about,
    "dialogs": scene_dialogs,
}
