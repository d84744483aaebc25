# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan shows the section that is being written, where the writer is not at the plan."""

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QApplication

from longwriter_desktop.domain.events import SectionStarted
from longwriter_desktop.ui.shell import Shell

_USE = {
    QEvent.Type.Wheel,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.KeyPress,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
}
_USE_MS = 10_000  # after which the plan counts as left


class OutlineFollow(QObject):
    """Brings the row of each section that is begun into view.

    `in_use` runs while the writer has just scrolled the plan, clicked, typed or dragged there.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._view = shell.space.outline
        self.in_use = QTimer(self)
        self.in_use.setSingleShot(True)
        self.in_use.setInterval(_USE_MS)
        bar = self._view.verticalScrollBar()
        for part in (self._view, self._view.viewport(), bar):
            part.installEventFilter(self)
        shell.services.writing.writing.connect(self._on_writing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what the writer does to the plan, and leave it to the plan."""
        if event.type() in _USE:
            self.in_use.start()
        return False

    @Slot(object)
    def _on_writing(self, event: object) -> None:
        if isinstance(event, SectionStarted) and not self._is_used():
            self._show(event.section_id)

    def _is_used(self) -> bool:
        focus = QApplication.focusWidget()
        has_focus = focus is not None and (focus is self._view or self._view.isAncestorOf(focus))
        return has_focus or self.in_use.isActive() or self._view.verticalScrollBar().isSliderDown()

    def _show(self, section_id: str) -> None:
        index = seen = self._view.rows.index_of(section_id)
        while (index := index.parent()).isValid():
            if not self._view.isExpanded(index):
                seen = index  # what is folded stays so
        if not self._view.viewport().rect().contains(self._view.visualRect(seen)):
            self._view.scrollTo(seen, QAbstractItemView.ScrollHint.PositionAtCenter)
