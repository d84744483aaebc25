# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the page of notes."""

from longwriter_desktop.domain.document import NoteKind
from longwriter_desktop.ui.translation import plural, tr

TITLE = tr("Notes")
FILTER_NAME = tr("Kind of notes in the list")
ALL = tr("All notes")
ADD = tr("Add a note")
KINDS = {
    NoteKind.CHARACTER: tr("Character"),
    NoteKind.FACT: tr("Fact"),
    NoteKind.SOURCE: tr("Source"),
    NoteKind.STYLE: tr("Style"),
    NoteKind.OTHER: tr("Other"),
}
FILTERS = {
    NoteKind.CHARACTER: tr("Characters"),
    NoteKind.FACT: tr("Facts"),
    NoteKind.SOURCE: tr("Sources"),
    NoteKind.STYLE: tr("Style"),
    NoteKind.OTHER: tr("Other"),
}
TITLE_NAME = tr("Title of the note")
TEXT_NAME = tr("Text of the note")
TEXT_HINT = tr("What must not be forgotten")
PIN = tr("Show to the model")
PINNED = tr("Shown")
PIN_TIP = tr("A pinned note stands in front of every section that the model writes.")
MORE = tr("More for this note")
UP = tr("Move up (Alt+Up)")
DOWN = tr("Move down (Alt+Down)")
REMOVE = tr("Remove")
EMPTY = tr("No notes yet. Keep characters, facts and sources here; pin a note, and the model"
           " is shown it.")  # fmt: skip
EMPTY_KIND = tr("No notes of this kind.")

SAMPLE = tr("Style sample")
SAMPLE_NAME = tr("Style sample")
SAMPLE_HINT = tr("Paste a passage in the voice that you want")
SAMPLE_DOES = tr("The model is shown this passage and asked to write in its style. 150 to 300"
                 " words say enough; a longer one is cut to fit.")  # fmt: skip
TAKE_SELECTION = tr("Take the selection")
TAKE_TIP = tr("Use the passage that is selected in the text")
TAKE_NOTHING = tr("Select a passage in the text first")

UNDO_ADD = tr("adding a note")
UNDO_EDIT = tr("editing a note")
UNDO_PIN = tr("pinning a note")
UNDO_KIND = tr("kind of a note")
UNDO_MOVE = tr("moving a note")
UNDO_REMOVE = tr("removing a note")
UNDO_SAMPLE = tr("style sample")


def kind_name(kind: NoteKind) -> str:
    return tr("Kind: {kind}").format(kind=KINDS[kind])


def words_of_sample(words: int) -> str:
    return plural(words, tr("{words:,} word"), tr("{words:,} words")).format(words=words)
