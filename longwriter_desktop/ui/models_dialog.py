# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of models, beside the window: writing goes on while it is open."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_model_shelf import ModelShelf
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.models_here import HerePage
from longwriter_desktop.ui.models_shop import ShopPage
from longwriter_desktop.ui.plain_text import plain_label

_SIZE = (1040, 700)
_LEAST = (820, 520)


class ConsentStrip(QFrame):
    """Asks in place, once, before anything is contacted.

    Signals:
        agreed(), refused()
    """

    agreed = Signal()
    refused = Signal()

    def __init__(self, host: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("ModelConsent")
        self.text = plain_label(self, wrap=True)
        self.text.setText(words.CONSENT.format(host=host))
        self.yes = QPushButton(words.CONSENT_YES.format(host=host), self)
        self.no = QPushButton(words.CONSENT_NO, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for button in (self.yes, self.no):
            button.setAutoDefault(False)
            button.setAccessibleDescription(self.text.text())
            row.addWidget(button)
        self.yes.clicked.connect(self.agreed)
        self.no.clicked.connect(self.refused)


class ModelsDialog(QDialog):
    """Two pages: models to get, and models on this computer.

    Signals:
        use_asked(path): a model should be the one in use.
        reload_asked(path): the model in use should be loaded again.
    """

    use_asked = Signal(object)
    reload_asked = Signal(object)

    def __init__(
        self, shelf: ModelShelf, engine: EngineController, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("Models")
        self.setWindowTitle(words.TITLE)
        self.resize(*_SIZE)
        self.setMinimumSize(*_LEAST)
        self._shelf = shelf
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("ImportSources")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(words.TITLE)
        self.tabs.addTab(words.TAB_GET)
        self.tabs.addTab(words.TAB_HERE)
        self.shop = ShopPage(shelf, engine, look, self)
        self.here = HerePage(shelf, engine, look, self)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.shop)
        self.pages.addWidget(self.here)
        self.consent = ConsentStrip(shelf.parts.host, self)
        self.consent.hide()
        self.problem = plain_label(self, "error", wrap=True)
        self.problem.hide()
        self.close_button = QPushButton(words.CLOSE, self)
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.tabs)
        column.addWidget(self.pages, 1)
        column.addWidget(self.consent)
        column.addLayout(foot)
        self._connect(engine)
        self.shop.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return confirms a field; it closes nothing, for there is nothing to accept."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def open_loading(self, path: Path) -> None:
        """Let the writer choose how a model on this computer is loaded."""
        self.tabs.setCurrentIndex(self.pages.indexOf(self.here))
        self.here.open_loading(path)

    def _connect(self, engine: EngineController) -> None:
        shelf = self._shelf
        self.tabs.currentChanged.connect(self.pages.setCurrentIndex)
        self.close_button.clicked.connect(self.accept)
        self.consent.agreed.connect(self._on_agreed)
        self.consent.refused.connect(self._on_refused)
        for page in (self.shop, self.here):
            page.use_asked.connect(self.use_asked)
            for signal in (engine.loading, engine.loaded, engine.unloaded, engine.failed):
                signal.connect(page.show_states)
        self.here.reload_asked.connect(self.reload_asked)
        self.here.told.connect(self._on_told)
        shelf.parts.downloads.changed.connect(self.shop.show_downloads)
        shelf.consent_wanted.connect(self._on_consent_wanted)
        shelf.failed.connect(self._on_failed)

    @Slot()
    def _on_consent_wanted(self) -> None:
        self.consent.show()
        self.consent.yes.setFocus()

    @Slot()
    def _on_agreed(self) -> None:
        self.consent.hide()
        self.shop.list.setFocus()
        self._shelf.agree()

    @Slot()
    def _on_refused(self) -> None:
        self.consent.hide()
        self.shop.list.setFocus()
        self._shelf.refuse()

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()

    @Slot(object)
    def _on_failed(self, problem: EnvironmentProblem | None) -> None:
        self.problem.setVisible(problem is not None)
        if problem is not None:
            self.problem.setText(sentence(problem.code, problem.params))
