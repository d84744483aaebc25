# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The writer's notes to the model for one section, under the plan: what must be in it, what not."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from longwriter_desktop.app import outline_edits
from longwriter_desktop.domain.library_port import SearchHit
from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.ui import words, words_outline
from longwriter_desktop.ui.fields import GrowingText
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.outline_steps import OutlineSteps
from longwriter_desktop.ui.plain_text import PlainLabel
from longwriter_desktop.ui.shell import Shell

_PAUSE_MS = 800
_LINES = 2


class NotesPane(QFrame):
    """Two fields about the section whose row is the current one.

    Signals:
        edited(section_id, must, must_not): typing has paused, or the section is left.
        left(): Escape or the close button was pressed; True where the pane should go, too.
    """

    edited = Signal(str, str, str)
    left = Signal(bool)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("NotesPane")
        self._section: OutlineItem | None = None
        self.title = PlainLabel(self)
        self.title.setProperty("role", "caption")
        self.close_button = QToolButton(self)
        self.close_button.setAccessibleName(words_outline.NOTES_CLOSE)
        self.close_button.setToolTip(words_outline.NOTES_CLOSE)
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.dress(self.close_button, "close", "muted")
        self.close_button.clicked.connect(self._on_close)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.must = self._field(words_outline.MUST, words_outline.MUST_HINT)
        self.must_not = self._field(words_outline.MUST_NOT, words_outline.MUST_NOT_HINT)
        self._lay_out()

    def show_section(self, section: OutlineItem | None, number: int) -> None:
        """Show a section's notes; what was typed for another one is kept first."""
        if self._section is not None and (section is None or section.id != self._section.id):
            self.keep()
        same = section is not None and self._section is not None and section.id == self._section.id
        if same and self._pause.isActive():
            return  # the typing goes on
        self._section = section
        for field in (self.must, self.must_not):
            field.setEnabled(section is not None)
        if section is None:
            self._fill("", "")
            self.title.setText(words_outline.NOTES_CHAPTER)
            return
        self._fill(section.must, section.must_not)
        heading = section.heading or words.untitled_section(number)
        self.title.setText(words_outline.notes_for(number, heading))

    @Slot()
    def keep(self) -> None:
        """Hand over what was typed now."""
        self._pause.stop()
        section = self._section
        if section is None:
            return
        must, must_not = self.must.toPlainText().strip(), self.must_not.toPlainText().strip()
        if (must, must_not) != (section.must, section.must_not):
            self.edited.emit(section.id, must, must_not)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Escape goes back to the plan; leaving a field keeps it."""
        if event.type() is QEvent.Type.FocusOut:
            self.keep()
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit(False)
            return True
        return super().eventFilter(field, event)

    def _field(self, name: str, hint: str) -> GrowingText:
        field = GrowingText(self, _LINES)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.installEventFilter(self)
        field.textChanged.connect(self._pause.start)
        return field

    def _fill(self, must: str, must_not: str) -> None:
        for field, text in ((self.must, must), (self.must_not, must_not)):
            if field.toPlainText() != text:
                field.setPlainText(text)
        self._pause.stop()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 12, 12)
        column.setSpacing(4)
        column.addLayout(head)
        for name, field in (
            (words_outline.MUST, self.must),
            (words_outline.MUST_NOT, self.must_not),
        ):
            label = PlainLabel(name, self)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)

    @Slot()
    def _on_close(self) -> None:
        self.keep()
        self.left.emit(True)


class OutlineNotes(QObject):
    """Opens the notes under the plan and makes each change of them a step of the undo stack."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._session = shell.services.session
        self._view = shell.space.outline
        self._steps = OutlineSteps(shell.services, shell.notices)
        self.pane = NotesPane(shell.look, shell.space.plan)
        self.pane.hide()
        shell.space.plan.add_below(self.pane)
        self.action = shell.actions.make(
            "plan.notes", words_outline.NOTES, "notes", "Alt+Return", "Alt+Enter"
        )
        for menu in (shell.space.plan_menu, shell.actions.menu("plan")):
            menu.insertAction(shell.actions.lock, self.action)
        self.action.triggered.connect(self.open)
        self.pane.edited.connect(self._on_edited)
        self.pane.left.connect(self._on_left)
        self._view.selectionModel().currentChanged.connect(self._show)
        self._view.rows.followed.connect(self._show)
        shell.documents.note_asked.connect(self._on_note_asked)

    @Slot()
    def open(self) -> None:
        """Show the notes of the current row, and type into them; again closes them."""
        if self.pane.isVisible() and self.pane.isAncestorOf(self.pane.window().focusWidget()):
            self._on_left(close=True)
            return
        self.pane.show()
        self._show()
        (self.pane.must if self.pane.must.isEnabled() else self.pane.close_button).setFocus()

    @Slot()
    def _show(self) -> None:
        if self.pane.isHidden():
            return
        item = self._view.rows.item(self._view.currentIndex())
        section = item if item is not None and item.is_section else None
        number = self._session.document.outline.number(section.id) if section else 0
        self.pane.show_section(section, number)

    @Slot(str, str, str)
    def _on_edited(self, section_id: str, must: str, must_not: str) -> None:
        if section_id in {item.id for item in self._session.document.outline.sections}:
            self._steps.do("notes", lambda: outline_edits.change_item(
                self._session.document, section_id, must=must, must_not=must_not
            ))  # fmt: skip

    @Slot(object)
    def _on_note_asked(self, hit: SearchHit) -> None:
        if hit.part == "must" and hit.section_id is not None:
            self._view.follow(hit.section_id)
            self.pane.show()
            self._show()
            self.pane.must.setFocus()

    @Slot(bool)
    def _on_left(self, close: bool) -> None:
        self._view.setFocus()
        if close:
            self.pane.hide()
