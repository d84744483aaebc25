# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the header, the menus and the instruction."""

from longwriter_desktop.ui.translation import tr
from longwriter_desktop.ui.words.manuscript import UNDO_LABELS

APP = "LongWriter Desktop"
UNTITLED = tr("Untitled")

# Header and menu
MENU = tr("Menu")
TITLE_NAME = tr("Title of the document")
TITLE_HINT = tr("Untitled document")
NEW = tr("New document")
OPEN = tr("Open…")
EXPORT = tr("Export…")
EXPORT_SHORT = tr("Export")
IMPORT_PLAN = tr("New plan from…")
OPEN_MODEL = tr("Open model file…")
QUIT = tr("Quit")
UNDO = tr("Undo")
REDO = tr("Redo")
STOP = tr("Stop")
WRITE = tr("Write")
REWRITE = tr("Rewrite")
CONTINUE = tr("Continue")
TAKES = tr("Takes")
WRITE_ALL = tr("Write all")
WRITE_SECTION = tr("Write this section")
PREVIOUS_SECTION = tr("Previous section")
NEXT_SECTION = tr("Next section")
SELECT_SECTION = tr("Select section")
CUT, COPY, PASTE, SELECT_ALL = tr("Cut"), tr("Copy"), tr("Paste"), tr("Select all")
PASTE_PLAIN = tr("Paste as plain text")
BRIEF = tr("Instruction")
SHOW_BRIEF = tr("Show the instruction")
HIDE_BRIEF = tr("Hide the instruction")


# Brief
INSTRUCTION_NAME = tr("Instruction: what should be written")
INSTRUCTION_HINT = tr("What would you like to write?")
LENGTH_NAME = tr("Length of the whole document in words")
WORDS_SUFFIX = tr(" words")
LANGUAGE = tr("Language")
STRUCTURE = tr("Structure")
MODEL = tr("Model")
MODEL_PLANS = tr("Let the model plan")
STRUCTURES = {
    "essay": tr("Essay"),
    "report": tr("Report"),
    "how-to": tr("How-to"),
    "news": tr("News story"),
    "three-act": tr("Three-act story"),
    "review": tr("Literature review"),
}
MAKE_PLAN = tr("Make plan")
NO_MODEL = tr("No model")
LANGUAGES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano",
    "pt": "Português", "nl": "Nederlands", "sv": "Svenska", "da": "Dansk", "pl": "Polski",
    "tr": "Türkçe", "ru": "Русский", "zh": "中文", "ja": "日本語", "ko": "한국어",
}  # fmt: skip


def with_keys(text: str, keys: str) -> str:
    return f"{text} ({keys})"


def undo_text(label: str) -> str:
    """`label` is a step's own words, or its key in `UNDO_LABELS`."""
    return tr("Undo {label}").format(label=UNDO_LABELS.get(label, label)) if label else UNDO


def redo_text(label: str) -> str:
    return tr("Redo {label}").format(label=UNDO_LABELS.get(label, label)) if label else REDO
