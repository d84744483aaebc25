# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Messages in a bar at the top of the workspace: a sentence and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from longwriter_desktop.ui import words
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.plain_text import PlainLabel, plain_label

PASSING_MS = 5_000
_ICON_ROLES = {"info": "accent", "warning": "warn", "error": "error"}


@dataclass(frozen=True)
class Message:
    """One message. One with the same `topic` takes its place; `passing` ones go by themselves.

    `renew` gives the text again after the document has changed; empty takes the message away.
    """

    severity: str  # info, warning or error
    text: str
    topic: str = ""
    action: str = ""
    act: Callable[[], object] | None = None
    passing: bool = False
    renew: Callable[[], str] | None = None


class NoticeBar(QFrame):
    """Shows the latest message; those before it come back when it is dismissed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Notice")
        self._look = look
        self._messages: list[Message] = []
        self.icon = PlainLabel(self)
        self.text = plain_label(self, wrap=True)
        self.action = QPushButton(self)
        self.action.hide()
        self.dismiss_button = QToolButton(self)
        self.dismiss_button.setAccessibleName(words.DISMISS)
        self.dismiss_button.setToolTip(words.DISMISS)
        look.dress(self.dismiss_button, "close", "muted")
        for button in (self.action, self.dismiss_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the caret where it is
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.dismiss_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        self.action.clicked.connect(self._on_action)
        self.dismiss_button.clicked.connect(self.dismiss)
        look.changed.connect(self._show)
        self.hide()

    @property
    def message(self) -> Message | None:
        """The message in view."""
        return self._messages[-1] if self._messages else None

    def tell(self, message: Message) -> None:
        """Show a message in place of an earlier one on the same topic."""
        self.clear(message.topic)
        self._messages = [m for m in self._messages if not m.passing] + [message]
        self._show()

    def clear(self, topic: str) -> None:
        """Take the message on a topic away."""
        kept = [message for message in self._messages if message.topic != topic]
        if len(kept) != len(self._messages):
            self._messages = kept
            self._show()

    def renew(self) -> None:
        """Say what speaks of the document as the document is now."""
        renewed = [_renewed(message) for message in self._messages]
        kept = [message for message in renewed if message.text]
        if kept != self._messages:
            self._messages = kept
            self._show()

    @Slot()
    def dismiss(self) -> None:
        if self._messages:
            self._messages.pop()
        self._show()

    @Slot()
    def _on_action(self) -> None:
        message = self.message
        self.dismiss()
        if message is not None and message.act is not None:
            message.act()

    @Slot()
    def _show(self) -> None:
        self._timer.stop()
        message = self.message
        self.setVisible(message is not None)
        if message is None:
            return
        self.text.setText(message.text)
        self.text.setAccessibleName(message.text)
        self.action.setText(message.action)
        self.action.setVisible(bool(message.action))
        role = _ICON_ROLES[message.severity]
        self.icon.setPixmap(self._look.icon(message.severity, role).pixmap(QSize(20, 20)))
        self.setProperty("severity", message.severity)
        self.style().unpolish(self)
        self.style().polish(self)
        if message.passing:
            self._timer.start(PASSING_MS)


def _renewed(message: Message) -> Message:
    return message if message.renew is None else replace(message, text=message.renew())
