# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a feature of the window is given: the use cases and the parts that it hangs on."""

from dataclasses import dataclass

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.document_desk import DocumentDesk
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.notice_bar import NoticeBar
from longwriter_desktop.ui.status import StatusLine
from longwriter_desktop.ui.workspace import Workspace
from longwriter_desktop.ui.writing_desk import WritingDesk


@dataclass(frozen=True)
class Shell:
    """The window's parts. `settings` remembers the window; preferences are in `services`.

    `pages` shows one page at a time: the start page, the workspace, and those that features add.
    """

    window: QMainWindow
    services: Services
    settings: QSettings
    look: Look
    actions: Actions
    space: Workspace
    writing: WritingDesk
    notices: NoticeBar
    status: StatusLine
    documents: DocumentDesk
    pages: QStackedWidget
