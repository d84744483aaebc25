# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A text or a file to read a plan from: typed, pasted, opened, or dropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.plan_files import (
    IMPORT_SUFFIXES,
    ImportedPlan,
    import_file,
    import_text,
)
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words_import as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel

_PAUSE_MS = 250


def dropped_file(data: QMimeData, known_only: bool = False) -> Path | None:
    """The file that is being dropped, if it is one file of this computer; with `known_only`
    one of a kind that a plan can be read from.
    """
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(files) != 1 or (known_only and files[0].suffix.lower() not in IMPORT_SUFFIXES):
        return None
    return files[0]


class TextField(QPlainTextEdit):
    """Takes text; files are for the page around it."""

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return dropped_file(source) is None and super().canInsertFromMimeData(source)


class ImportSource(QFrame):
    """What is read is in `plan`; what is wrong with it in `problem`. The text is never touched.

    Signals:
        read(): `plan` and `problem` are others now.
    """

    read = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ImportSource")
        self.setAcceptDrops(True)
        self.plan: ImportedPlan | None = None
        self.problem: EnvironmentProblem | None = None
        self.path: Path | None = None
        hint = PlainLabel(words.TEXT_HINT, self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        self.text = TextField(self)
        self.text.setPlaceholderText(words.TEXT_EXAMPLE)
        self.text.setAccessibleName(words.TEXT_NAME)
        self.text.setTabChangesFocus(True)
        self.file_name = PlainLabel(words.DROP_HINT, self)
        self.file_name.setProperty("role", "muted")
        self.file_name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.file_name.setWordWrap(True)
        self.open = QPushButton(words.OPEN_FILE, self)
        self.open.setAutoDefault(False)
        look.dress(self.open, "open")
        self.forget = QToolButton(self)
        self.forget.setAccessibleName(words.FORGET_FILE)
        self.forget.setToolTip(words.FORGET_FILE)
        look.dress(self.forget, "close", "muted")
        self.forget.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._lay_out(hint)
        self._pause.timeout.connect(self.read_text)
        self.text.textChanged.connect(self._pause.start)
        self.open.clicked.connect(self._on_open)
        self.forget.clicked.connect(self._on_forget)

    def read_file(self, path: Path) -> None:
        """Read a plan from a file; one that cannot be read leaves what was read before."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)  # a book takes a second
        try:
            plan = import_file(path)
        except EnvironmentProblem as problem:
            self.problem = problem
            self.read.emit()
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.path, self.plan, self.problem = path, plan, None
        self._pause.stop()
        self._show_file()
        self.read.emit()

    @Slot()
    def read_text(self) -> None:
        """Read the field now, unless a file is in its place."""
        self._pause.stop()
        if self.path is not None:
            return
        self.plan = self.problem = None
        if self.text.toPlainText().strip():
            try:
                self.plan = import_text(self.text.toPlainText())
            except EnvironmentProblem as problem:
                self.problem = problem
        self.read.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event.mimeData()) is not None:
            self._show_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_over(False)
        path = dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.read_file(path)

    def _lay_out(self, hint: QLabel) -> None:
        self._drop = QFrame(self)
        self._drop.setObjectName("ImportDrop")
        row = QHBoxLayout(self._drop)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self.open)
        row.addWidget(self.file_name, 1)
        row.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (hint, self._drop):
            column.addWidget(widget)
        column.addWidget(self.text, 1)

    def _show_over(self, is_over: bool) -> None:
        self._drop.setProperty("over", is_over)
        self._drop.style().unpolish(self._drop)
        self._drop.style().polish(self._drop)

    def _show_file(self) -> None:
        name = self.path.name if self.path else words.DROP_HINT
        self.file_name.setText(
            self.file_name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, 220)
            if self.path
            else name
        )
        self.file_name.setToolTip(str(self.path or ""))
        self.file_name.setProperty("role", "" if self.path else "muted")
        self.file_name.style().unpolish(self.file_name)
        self.file_name.style().polish(self.file_name)
        self.forget.setVisible(self.path is not None)
        self.text.setEnabled(self.path is None)

    @Slot()
    def _on_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, words.OPEN_FILE, "", words.FILES)
        if name:
            self.read_file(Path(name))

    @Slot()
    def _on_forget(self) -> None:
        self.path = None
        self._show_file()
        self.text.setFocus()
        self.read_text()
