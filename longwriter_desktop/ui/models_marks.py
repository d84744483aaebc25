# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether a model fits: an icon beside words, so that neither colour nor picture is needed."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from longwriter_desktop.domain.fit_report import FitReport, Verdict
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.ui import words_loading
from longwriter_desktop.ui import words_models as words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

ROLES = {Verdict.FITS: "accent", Verdict.TIGHT: "warn", Verdict.NO: "error"}
LEAST_TEXT = 160  # px beside the buttons of a row; a word that is longer pushes none out of sight
_ICON = QSize(16, 16)


class FitMark(QWidget):
    """The mark of one file.

    Signals:
        follow_asked(choice): a `LoadChoice`, the advice that makes the model fit, is to be taken.
    """

    follow_asked = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._verdict: Verdict | None = None
        self.icon = PlainLabel(self)
        self.icon.setFixedWidth(_ICON.width())
        self.text = plain_label(self, "muted", wrap=True)
        self._advised: LoadChoice | None = None
        self.follow = QPushButton(self)
        self.follow.setObjectName("FollowAdvice")
        self.follow.setProperty("kind", "link")
        self.follow.setAutoDefault(False)
        self.follow.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.text)
        texts.addWidget(self.follow, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.follow.clicked.connect(self._on_follow)
        look.changed.connect(self._tint)

    def say(self, report: FitReport | None) -> None:
        """Show a report; None: nothing is known yet."""
        self._verdict = report.verdict if report is not None else None
        self.text.setText(words.fit_line(report) if report is not None else words.READING)
        self._advised = report.advised if report is not None else None
        self.follow.setVisible(self._advised is not None)
        self.follow.setText(words_loading.follow(report) if report is not None else "")
        self._tint()

    @Slot()
    def _on_follow(self) -> None:
        if self._advised is not None:
            self.follow_asked.emit(self._advised)

    @Slot()
    def _tint(self) -> None:
        if self._verdict in ROLES:
            icon = self._look.icon(self._verdict.value, ROLES[self._verdict])
            self.icon.setPixmap(icon.pixmap(_ICON))
        else:
            self.icon.clear()
