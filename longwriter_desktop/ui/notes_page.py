# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The side page of a document's notes, with the style sample under them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Note, NoteKind
from longwriter_desktop.ui import words_notes
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.notes_card import DocumentUndo, NoteCard, set_plain
from longwriter_desktop.ui.plain_text import PlainLabel

_SAMPLE_HEIGHT = 112  # px


class NotesPage(QWidget):
    """Shows the notes of one kind, or all. Whatever is typed is told at once.

    Signals:
        add_asked(kind): a new `NoteKind` note is wanted.
        edited(note_id, field, value): a note is another one now.
        move_asked(note_id, down): a note should change places with its neighbour.
        remove_asked(note_id): a note should go.
        sample_edited(text): the style sample is another one now.
        selection_asked(): the selection in the text should become the style sample.
    """

    add_asked = Signal(object)
    edited = Signal(str, str, object)
    move_asked = Signal(str, bool)
    remove_asked = Signal(str)
    sample_edited = Signal(str)
    selection_asked = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("NotesPage")
        self._look = look
        self._notes: tuple[Note, ...] = ()
        self._cards: dict[str, NoteCard] = {}
        self._order: list[str] = []  # of the cards, as Tab goes through them
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(words_notes.FILTER_NAME)
        self.filter.addItem(words_notes.ALL, None)
        for kind, name in words_notes.FILTERS.items():
            self.filter.addItem(look.icon(kind.value, "muted"), name, kind.value)
        self.add = QToolButton(self)
        self.add.setText(words_notes.ADD)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        look.dress(self.add, "add_section")
        self.empty = PlainLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.sample = QPlainTextEdit(self)
        self.sample.setObjectName("StyleSample")
        self.sample.setAccessibleName(words_notes.SAMPLE_NAME)
        self.sample.setPlaceholderText(words_notes.SAMPLE_HINT)
        self.sample.setTabChangesFocus(True)
        self.sample.setUndoRedoEnabled(False)
        self.sample.setFixedHeight(_SAMPLE_HEIGHT)
        self.sample.installEventFilter(DocumentUndo(self))
        self.sample_words = PlainLabel(self)
        self.sample_words.setProperty("role", "muted")
        self.take = QPushButton(words_notes.TAKE_SELECTION, self)
        self._lay_out()
        self.set_can_take(False)
        self.filter.currentIndexChanged.connect(self._show_cards)
        self.add.clicked.connect(self._on_add)
        self.sample.textChanged.connect(self._on_sample)
        self.take.clicked.connect(self.selection_asked)
        look.changed.connect(self._on_look)

    @property
    def kind(self) -> NoteKind | None:
        """The kind in sight, None for all."""
        chosen = self.filter.currentData()
        return NoteKind(chosen) if chosen else None

    @property
    def cards(self) -> list[NoteCard]:
        """The notes in sight, from the top."""
        return [self._cards[note.id] for note in self._notes if note.id in self._cards]

    def card(self, note_id: str) -> NoteCard | None:
        """The card of a note that is in sight."""
        return self._cards.get(note_id)

    def show_notes(self, notes: Sequence[Note], sample: str) -> None:
        """Show the notes and the style sample as they are now."""
        self._notes = tuple(notes)
        set_plain(self.sample, sample)
        self._count()
        self._show_cards()

    def set_can_take(self, can_take: bool) -> None:
        """Whether something is selected in the text."""
        self.take.setEnabled(can_take)
        self.take.setToolTip(words_notes.TAKE_TIP if can_take else words_notes.TAKE_NOTHING)

    def reveal(self, note_id: str) -> None:
        """Put the keyboard into a note's title; all kinds are shown where it is out of sight."""
        if note_id not in self._cards:
            self.filter.setCurrentIndex(0)
        card = self._cards.get(note_id)
        if card is not None:
            self.bring_into_view(card)
            card.title.setFocus()

    def bring_into_view(self, card: NoteCard) -> None:
        self._column.activate()
        self.area.ensureWidgetVisible(card)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.add)
        self.list = QWidget(self)
        self.list.setObjectName("NoteList")
        self._column = QVBoxLayout(self.list)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setObjectName("NoteScroll")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.list)
        caption = PlainLabel(words_notes.SAMPLE, self)
        caption.setProperty("role", "caption")
        caption.setBuddy(self.sample)
        does = PlainLabel(words_notes.SAMPLE_DOES, self)
        does.setProperty("role", "muted")
        does.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(caption)
        head.addStretch(1)
        head.addWidget(self.sample_words)
        foot = QFrame(self)
        foot.setObjectName("SampleFoot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.sample)
        column.addWidget(does)
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        upper = QVBoxLayout()
        upper.setContentsMargins(12, 12, 8, 8)
        upper.setSpacing(8)
        upper.addLayout(tools)
        upper.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(foot)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.filter)

    @Slot()
    def _show_cards(self) -> None:
        """Bring the cards in line with the notes; one that stays keeps keyboard and caret."""
        wanted = [note for note in self._notes if self.kind in (None, note.kind)]
        for gone in set(self._cards) - {note.id for note in wanted}:
            card = self._cards.pop(gone)
            card.hide()
            card.deleteLater()
        for at, note in enumerate(wanted):
            if note.id in self._cards:
                self._cards[note.id].show_note(note)
            else:
                self._cards[note.id] = self._new_card(note)
            card = self._cards[note.id]
            if self._column.indexOf(card) != at + 1:
                self._column.insertWidget(at + 1, card)
                card.show()  # the layout would do so later, but the keyboard goes there now
        self._show_order([note.id for note in wanted])
        self.empty.setText(words_notes.EMPTY_KIND if self._notes else words_notes.EMPTY)
        self.empty.setVisible(not wanted)

    def _show_order(self, order: list[str]) -> None:
        """Let Tab go through the cards from the top."""
        if order == self._order:
            return
        self._order = order
        parts = (part for note_id in order for part in self._cards[note_id].controls)
        for before, after in pairwise([self.add, *parts, self.sample]):
            QWidget.setTabOrder(before, after)

    def _new_card(self, note: Note) -> NoteCard:
        card = NoteCard(note, self._look, self.list)
        card.edited.connect(self.edited)
        card.move_asked.connect(self.move_asked)
        card.remove_asked.connect(self.remove_asked)
        return card

    def _count(self) -> None:
        words = count_words(self.sample.toPlainText())
        self.sample_words.setText(words_notes.words_of_sample(words) if words else "")

    @Slot()
    def _on_add(self) -> None:
        self.add_asked.emit(self.kind or NoteKind.OTHER)

    @Slot()
    def _on_sample(self) -> None:
        self._count()
        self.sample_edited.emit(self.sample.toPlainText())

    @Slot()
    def _on_look(self) -> None:
        for at in range(1, self.filter.count()):
            self.filter.setItemIcon(at, self._look.icon(self.filter.itemData(at), "muted"))
