# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A whole program for a test: real window, real library on disk, an engine of choice."""

from dataclasses import dataclass, replace
from pathlib import Path

import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtGui import QTextCursor

from longwriter_desktop.app.models_page import ModelParts
from longwriter_desktop.app.qt_services import Desktop, Services
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import LocalEngine, ModelFile
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.outline_view import OutlineView
from longwriter_desktop.ui.window import MainWindow
from longwriter_desktop.window_app import build_services, close_services


@dataclass
class Program:
    """The parts that a test looks at."""

    window: MainWindow
    services: Services
    library: Library
    engine: LocalEngine
    settings: QSettings

    @property
    def document(self) -> Document:
        return self.services.session.document

    @property
    def text(self) -> Manuscript:
        return self.window.space.manuscript

    @property
    def outline(self) -> OutlineView:
        return self.window.space.outline

    def section(self, number: int) -> str:
        """Id of the document's section with this number, from 1."""
        return self.document.outline.sections[number - 1].id

    def words_of(self, number: int) -> str:
        """The text that the session holds for a section."""
        return self.document.text_of(self.section(number)).text

    def shown(self) -> str:
        """The whole manuscript as it stands in the widget."""
        return self.text.toPlainText()

    def put_caret(self, number: int, offset: int = 0, select: int = 0) -> None:
        """Put the caret into a section's text and select `select` characters from there."""
        start = self.text.page.body_range(self.section(number))[0] + offset
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + select, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def open(self, document: Document) -> None:
        """Put a document into the library and into the window."""
        self.library.save(document)
        self.window.documents.open(document.id)

    def close(self) -> None:
        """What the composition root does when the window was closed, once."""
        if not shiboken6.isValid(self.window):
            return
        self.window.close()
        close_services(self.services, self.engine, self.library)
        # By Qt, while Python's side of it is whole: collected with its cycles, by whichever thread
        # that happens in, it would send events to filters that have lost what they watch.
        shiboken6.delete(self.window)


def start(
    folder: Path,
    engine: LocalEngine,
    models: tuple[ModelFile, ...] = (),
    desktop: Desktop | None = None,
    spelling: bool = False,
    model_parts: ModelParts | None = None,
) -> Program:
    """Open a library in `folder` and a window over it, not yet shown.

    Spelling is checked only where it is asked for: it takes a process of its own.
    """
    library = open_library(folder, app="tests")
    library.recover_streams()
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    services = replace(
        build_services(folder, library, engine, settings),
        local_models=lambda: list(models),
        models=model_parts,
    )
    if desktop is not None:
        services.desktop.close()
        services = replace(services, desktop=desktop)
    services.preferences.set("text.spell_check", spelling)
    return Program(MainWindow(services, settings), services, library, engine, settings)
