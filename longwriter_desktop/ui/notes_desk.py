# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Notes and style sample: each change is in the document at once, one step of the undo stack."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from longwriter_desktop.app import notes
from longwriter_desktop.app.qt_meta import MetaCommand
from longwriter_desktop.app.session import Change, ChangeKind
from longwriter_desktop.app.undo import top_step
from longwriter_desktop.domain.document import NoteKind
from longwriter_desktop.domain.library_port import SearchHit
from longwriter_desktop.ui import words_notes
from longwriter_desktop.ui.manuscript_page import plain
from longwriter_desktop.ui.notes_page import NotesPage
from longwriter_desktop.ui.shell import Shell

PAGE = "notes"
_TYPED = ("title", "text")
_LABELS = {
    "title": words_notes.UNDO_EDIT,
    "text": words_notes.UNDO_EDIT,
    "kind": words_notes.UNDO_KIND,
    "pinned": words_notes.UNDO_PIN,
}


class NotesDesk(QObject):
    """The page "Notes"."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._session = shell.services.session
        self._stack = shell.services.undo_stack
        self._manuscript = shell.space.manuscript
        self._side = shell.space.side
        self._space = shell.space
        self._pages = shell.pages
        self.page = NotesPage(shell.look, self._side)
        self._side.add_page(PAGE, words_notes.TITLE, self.page)
        self._run = 0
        page = self.page
        page.add_asked.connect(self.add)
        page.edited.connect(self._on_edited)
        page.move_asked.connect(self.move)
        page.remove_asked.connect(self.remove)
        page.sample_edited.connect(self._on_sample)
        page.selection_asked.connect(self.take_selection)
        self._manuscript.selectionChanged.connect(self._on_selection)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self._session.subscribe(self._on_change)
        add = shell.actions.make("notes.add", words_notes.ADD, "add_section")
        add.triggered.connect(self.add_here)
        shell.documents.note_asked.connect(self._on_note_asked)
        self._show()

    @Slot()
    def open(self) -> None:
        """Bring the page into sight."""
        self._side.show_page(PAGE)
        self.page.setFocus()

    @Slot()
    def add_here(self) -> None:
        """Bring the page into sight with a new note of the kind that it shows."""
        self._side.show_page(PAGE)
        self.add(self.page.kind or NoteKind.OTHER)

    @Slot(object)
    def add(self, kind: NoteKind) -> None:
        """Add an empty note and put the keyboard into its title."""
        after = notes.added(self._session.document.notes, kind)
        self._push(words_notes.UNDO_ADD, after)
        self.page.reveal(after[-1].id)

    @Slot(str, bool)
    def move(self, note_id: str, down: bool) -> None:
        """Move a note past its neighbour among those in sight."""
        before = self._session.document.notes
        after = notes.moved(before, note_id, down, self.page.kind)
        if after != before:
            self._push(words_notes.UNDO_MOVE, after)
            card = self.page.card(note_id)
            if card is not None:
                self.page.bring_into_view(card)

    @Slot(str)
    def remove(self, note_id: str) -> None:
        """Remove a note; undoing brings it back. The keyboard goes to its neighbour."""
        ids = [card.note_id for card in self.page.cards]
        at = ids.index(note_id) if note_id in ids else 0
        self._push(words_notes.UNDO_REMOVE, notes.removed(self._session.document.notes, note_id))
        cards = self.page.cards
        if cards:
            cards[min(at, len(cards) - 1)].title.setFocus()
        else:
            self.page.add.setFocus()

    @Slot()
    def take_selection(self) -> None:
        """Make what is selected in the text the style sample."""
        text = plain(self._manuscript.textCursor().selectedText()).strip()
        if text:
            self._stack.push(MetaCommand(self._session, words_notes.UNDO_SAMPLE, style_sample=text))

    @Slot(object)
    def _on_note_asked(self, hit: SearchHit) -> None:
        if hit.part == "must":
            return
        self._pages.setCurrentWidget(self._space)  # a document of notes alone shows the first page
        self._side.show_page(PAGE)
        if hit.note_id is not None:
            self.page.reveal(hit.note_id)
        else:
            self.page.sample.setFocus()

    def _push(self, label: str, after: notes.Notes) -> None:
        self._stack.push(MetaCommand(self._session, label, notes=after))

    @Slot(str, str, object)
    def _on_edited(self, note_id: str, field: str, value: object) -> None:
        after = notes.changed(self._session.document.notes, note_id, **{field: value})  # type: ignore[arg-type]
        run = f"{note_id} {field} {self._run}" if field in _TYPED else ""
        self._type(_LABELS[field], run, notes=after)

    @Slot(str)
    def _on_sample(self, text: str) -> None:
        run = f"sample {self._run}"
        self._type(words_notes.UNDO_SAMPLE, run, style_sample=text)

    def _type(self, label: str, run: str, **changes: object) -> None:
        top = top_step(self._stack)
        if not isinstance(top, MetaCommand) or not top.extend(run, changes):
            self._stack.push(MetaCommand(self._session, label, run, **changes))

    @Slot()
    def _on_selection(self) -> None:
        self.page.set_can_take(self._manuscript.textCursor().hasSelection())

    @Slot()
    def _on_focus(self) -> None:
        self._run += 1  # typing in another field, or here again later, is another step

    def _on_change(self, change: Change) -> None:
        if change.kind is ChangeKind.META:
            self._show()

    def _show(self) -> None:
        document = self._session.document
        self.page.show_notes(document.notes, document.style_sample)
