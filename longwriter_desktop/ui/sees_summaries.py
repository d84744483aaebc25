# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer does with summaries on the page that shows what the model sees."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.ports import Notice
from longwriter_desktop.ui import words_summaries
from longwriter_desktop.ui.notice_bar import Message
from longwriter_desktop.ui.sees_page import SeesPage
from longwriter_desktop.ui.sees_summary import SummaryDialog
from longwriter_desktop.ui.shell import Shell

_TOPIC = "summaries"


class SeesSummaries(QObject):
    """Two buttons under the list, for a section that the model does not read word for word."""

    def __init__(self, shell: Shell, page: SeesPage) -> None:
        super().__init__(page)
        self._shell = shell
        self._page = page
        self._session = shell.services.session
        self._summaries = shell.services.summaries
        self._dialog: SummaryDialog | None = None
        self.summarise = page.action("summary", words_summaries.SUMMARISE,
                                     words_summaries.SUMMARISE_TIP, Qt.Key.Key_S)  # fmt: skip
        self.edit = page.action("edit", words_summaries.WRITE, words_summaries.WRITE_TIP,
                                Qt.Key.Key_E)  # fmt: skip
        self.tools = self._tools()
        page.add_tools(self.tools)
        page.row_shown.connect(self._show_can)
        self.summarise.triggered.connect(self._on_summarise)
        self.edit.triggered.connect(self._on_edit)
        shell.services.jobs.busy_changed.connect(self._on_busy)
        self._summaries.busy_changed.connect(shell.writing.busy_changed)
        self._summaries.noticed.connect(self._on_failed)
        self._show_can()

    @property
    def section(self) -> str | None:
        """The section of the chosen row, where a summary may stand for it."""
        row = self._page.list.current
        return row.section_id if row is not None and row.can_be_summarised else None

    def _tools(self) -> QWidget:
        tools = QWidget(self._page)
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for action in (self.summarise, self.edit):
            button = QToolButton(tools)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            line.addWidget(button)
        line.addStretch(1)
        return tools

    @Slot()
    def _show_can(self) -> None:
        section = self.section
        has_one = section is not None and section in self._session.document.summaries
        again, now = words_summaries.SUMMARISE_AGAIN, words_summaries.SUMMARISE
        self.summarise.setText(again if has_one else now)
        self.edit.setText(words_summaries.EDIT if has_one else words_summaries.WRITE)
        can = section is not None and self._summaries.can_summarise(section)
        self.summarise.setEnabled(can)
        self.edit.setEnabled(section is not None)
        self.tools.setVisible(section is not None)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._show_can()

    @Slot()
    def _on_summarise(self) -> None:
        section = self.section
        if section is not None:
            self._shell.notices.clear(_TOPIC)
            self._summaries.summarise(section, words_summaries.UNDO_SUMMARISE)

    @Slot()
    def _on_edit(self) -> None:
        section = self.section
        if section is None:
            return
        self._dialog = SummaryDialog(self._session.document, section, self._shell.window)
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    @Slot(int)
    def _on_closed(self, result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None and dialog.is_new and result == SummaryDialog.DialogCode.Accepted:
            text = dialog.summary.toPlainText()
            self._summaries.write(dialog.section_id, text, words_summaries.UNDO_WRITE)

    @Slot(object)
    def _on_failed(self, notice: Notice) -> None:
        text = sentence(notice.code, notice.params)
        self._shell.notices.tell(Message("warning", text, _TOPIC))
