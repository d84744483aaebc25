# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The right column: pages about the section and the document, one shown at a time."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from longwriter_desktop.ui.translation import tr

SIDE_WIDTH = 320
_LEAST_WIDTH = 300


class SidePanel(QFrame):
    """Tabs over pages. A page is made once and shown when its tab is.

    Signals:
        page_added(name, title): a page has its tab now.
        page_shown(name): another page is in sight; empty when the column was hidden.
    """

    page_added = Signal(str, str)
    page_shown = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("SidePanel")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("SideTabs")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Pages beside the text"))
        self.pages = QStackedWidget(self)
        self._names: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    @property
    def page(self) -> str:
        """Name of the page in sight, empty where the column has none or is hidden."""
        at = self.tabs.currentIndex()
        return self._names[at] if self.isVisible() and at >= 0 else ""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all pages, in the order of their tabs."""
        return tuple(self._names)

    def add_page(self, name: str, title: str, page: QWidget) -> None:
        """Add a page with its tab. `name` is the program's word for it."""
        self._names.append(name)
        self.pages.addWidget(page)
        self.tabs.addTab(title)
        self.page_added.emit(name, title)

    def show_page(self, name: str) -> None:
        """Bring a page into sight. Raises `ValueError` where there is none of that name."""
        self.tabs.setCurrentIndex(self._names.index(name))
        self.show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.page_shown.emit(self.page)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.page_shown.emit("")

    @Slot(int)
    def _on_tab(self, at: int) -> None:
        self.pages.setCurrentIndex(at)
        self.page_shown.emit(self.page)
