# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The section that is being written: its text as it comes, shown at most 30 times a second.

Where nobody sees it, it grows twice a second.
"""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

REPAINT_MS = 33
_UNSEEN_MS = 500  # each batch lays out the whole text behind it


class Preview(QObject):
    """Collects streamed text and hands it over in batches; the last batch always lands.

    Signals:
        came(text): text to add at the end of the section.
        cut(text): the section's whole text, after something was taken back.
    """

    came = Signal(str)
    cut = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.section_id: str | None = None
        self._text = ""
        self._pending = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REPAINT_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def text(self) -> str:
        """The section's text as it is shown."""
        return self._text

    def begin(self, section_id: str, base: str) -> None:
        """A section is being written behind `base`."""
        self.section_id = section_id
        self._text, self._pending = base, ""

    def grow(self, text: str) -> None:
        self._pending += text
        if not self._timer.isActive():
            self.flush()

    def set_seen(self, seen: bool) -> None:
        """Whether anybody sees the text grow."""
        pace = REPAINT_MS if seen else _UNSEEN_MS
        if pace != self._timer.interval():
            self._timer.setInterval(pace)
            if seen:
                self.flush()

    def rewind(self, keep: int) -> None:
        """Go back to the first `keep` characters of the section."""
        self.flush()
        self._text = self._text[:keep]
        self.cut.emit(self._text)

    def end(self) -> None:
        self._timer.stop()
        self.section_id, self._text, self._pending = None, "", ""

    @Slot()
    def flush(self) -> None:
        """Hand over what has come since the last time."""
        if not self._pending:
            return
        piece, self._pending = self._pending, ""
        self._text += piece
        self._timer.start()
        self.came.emit(piece)
