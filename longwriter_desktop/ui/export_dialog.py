# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How and where a document is exported."""

import re
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.ports import ExportRequest
from longwriter_desktop.ui import words
from longwriter_desktop.ui.plain_text import plain_label

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_WRITTEN = "export/written/{document}{suffix}"


def usual_path(settings: QSettings, title: str, suffix: str) -> Path:
    """A file named after a document, in the folder that was exported to last."""
    places = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(str(settings.value("export/folder", QStandardPaths.writableLocation(places))))
    folder = folder if folder.is_dir() else Path.home()
    name = _UNSAFE.sub(" ", title or words.UNTITLED).strip()[:80] or words.UNTITLED
    return folder / f"{name}{suffix}"


def remember_written(settings: QSettings, document_id: str, path: Path) -> None:
    """What lies at `path` now came from a document: the next export may replace it unasked."""
    key = _WRITTEN.format(document=document_id, suffix=path.suffix.lower())
    settings.setValue(key, _state_of(path))


def _state_of(path: Path) -> str:
    """Tells a file from what it was before somebody else changed it; empty where there is none."""
    try:
        return f"{path.stat().st_mtime_ns} {path.resolve()}"
    except OSError:
        return ""


class ExportDialog(QDialog):
    """Asks for an `ExportRequest`; the choices are remembered in `settings`.

    A file that is not what this document was exported to last is replaced only when the
    writer has said so.
    """

    def __init__(self, document: Document, settings: QSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.EXPORT_TITLE)
        self.setMinimumWidth(480)
        self._settings = settings
        self._document_id = document.id
        self._agreed = ""  # the file that may be replaced
        self.format = QComboBox(self)
        for suffix, name in words.EXPORT_FORMATS.items():
            self.format.addItem(name, suffix)
        self.headings = QCheckBox(words.EXPORT_HEADINGS, self)
        self.contents = QCheckBox(words.EXPORT_TOC, self)
        self.breaks = QCheckBox(words.EXPORT_BREAKS, self)
        self.layout_box = QCheckBox(words.EXPORT_LAYOUT, self)
        self.author = QLineEdit(self)
        self.author.setAccessibleName(words.EXPORT_AUTHOR)
        self.file = QLineEdit(self)
        self.file.setAccessibleName(words.EXPORT_FILE)
        self.browse = QPushButton(words.EXPORT_WHERE, self)
        self.warning = plain_label(self, "warn", wrap=True)
        self.warning.hide()
        self.buttons = QDialogButtonBox(self)
        self.export = QPushButton(words.EXPORT_SHORT, self)
        self.export.setProperty("kind", "primary")
        self.export.setDefault(True)
        self.buttons.addButton(self.export, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(words.CANCEL, QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._recall(document)
        self.format.currentIndexChanged.connect(self._on_format)
        self.browse.clicked.connect(self._on_browse)
        self.file.textChanged.connect(self._take_back)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def request(self) -> ExportRequest:
        """What was chosen."""
        path = Path(self.file.text().strip()).expanduser()
        suffix = self.format.currentData()
        if path.suffix.lower() not in words.EXPORT_FORMATS:
            path = path.with_name(path.name + suffix)
        return ExportRequest(
            path,
            section_headings=self.headings.isChecked(),
            table_of_contents=self.contents.isChecked(),
            page_break_before_chapters=self.breaks.isChecked(),
            manuscript_layout=self.layout_box.isChecked(),
            author=self.author.text().strip(),
        )

    def accept(self) -> None:
        if not self._may_write(self.request().path):
            return
        for key, box in self._boxes():
            self._settings.setValue(f"export/{key}", box.isChecked())
        self._settings.setValue("export/format", self.format.currentData())
        self._settings.setValue("export/author", self.author.text().strip())
        self._settings.setValue("export/folder", str(self.request().path.parent))
        super().accept()

    def _may_write(self, path: Path) -> bool:
        """Whether nothing of somebody else's would be lost; else say what would."""
        written = self._settings.value(
            _WRITTEN.format(document=self._document_id, suffix=path.suffix.lower()), ""
        )
        if str(path) == self._agreed or not path.is_file() or _state_of(path) == written:
            return True
        self._agreed = str(path)
        self.warning.setText(words.export_replaces(path.name))
        self.warning.show()
        self.export.setText(words.EXPORT_REPLACE)
        self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return False

    @Slot()
    def _take_back(self) -> None:
        """Another name: what was agreed to does not hold for it."""
        self._agreed = ""
        self.warning.hide()
        self.export.setText(words.EXPORT_SHORT)

    def _boxes(self) -> tuple[tuple[str, QCheckBox], ...]:
        return (
            ("headings", self.headings),
            ("contents", self.contents),
            ("breaks", self.breaks),
            ("layout", self.layout_box),
        )

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.file, 1)
        place.addWidget(self.browse)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(words.EXPORT_FORMAT, self.format)
        form.addRow(words.EXPORT_FILE, place)
        form.addRow(words.EXPORT_AUTHOR, self.author)
        for _, box in self._boxes():
            form.addRow("", box)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self.warning)
        column.addWidget(self.buttons)

    def _recall(self, document: Document) -> None:
        for key, box in self._boxes():
            usual = box is self.headings
            box.setChecked(bool(self._settings.value(f"export/{key}", usual, type=bool)))
        self.author.setText(str(self._settings.value("export/author", "")))
        at = self.format.findData(self._settings.value("export/format", ".docx"))
        self.format.setCurrentIndex(max(at, 0))
        self._show_fitting()
        self.file.setText(
            str(usual_path(self._settings, document.title, self.format.currentData()))
        )

    @Slot(int)
    def _on_format(self, row: int) -> None:
        self._show_fitting()
        path = Path(self.file.text())
        if path.suffix.lower() in words.EXPORT_FORMATS:
            self.file.setText(str(path.with_suffix(self.format.itemData(row))))

    def _show_fitting(self) -> None:
        """Pages exist in Word documents only, and so does a table of them."""
        for box in (self.contents, self.breaks, self.layout_box):
            box.setEnabled(self.format.currentData() == ".docx")

    @Slot()
    def _on_browse(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, words.EXPORT_TITLE, self.file.text(), self.format.currentText()
        )
        if name:
            self.file.setText(name)
            self._agreed = str(self.request().path)  # that dialog has asked
