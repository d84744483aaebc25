# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A section that is being written: its text as it comes, shown at most 30 times a second.

Where nobody sees it, it grows twice a second.
"""

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal, Slot

REPAINT_MS = 33
_UNSEEN_MS = 500  # each batch lays out the whole text behind it


class Preview(QObject):
    """Collects streamed text and hands it over in batches; the last batch always lands.

    Signals:
        came(section_id, text): text to add at the end of the section.
        cut(section_id, text): the section's whole text, after something was taken back.
    """

    came = Signal(str, str)
    cut = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.section_id = ""
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
        self.cut.emit(self.section_id, self._text)

    def end(self) -> None:
        self._timer.stop()
        self.section_id, self._text, self._pending = "", "", ""

    @Slot()
    def flush(self) -> None:
        """Hand over what has come since the last time."""
        if not self._pending:
            return
        piece, self._pending = self._pending, ""
        self._text += piece
        self._timer.start()
        self.came.emit(self.section_id, piece)


class Previews(QObject):
    """The sections of a manuscript that are being written, the one begun first in front.

    Signals:
        came(section_id, text), cut(section_id, text): as of `Preview`.
    """

    came = Signal(str, str)
    cut = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_id: dict[str, Preview] = {}

    @property
    def sections(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def texts(self) -> dict[str, str]:
        """The sections' texts as they are shown."""
        return {section_id: preview.text for section_id, preview in self._by_id.items()}

    def begin(self, section_id: str, base: str) -> None:
        self.end(section_id)
        preview = self._by_id[section_id] = Preview(self)
        preview.came.connect(self.came)
        preview.cut.connect(self.cut)
        preview.begin(section_id, base)

    def grow(self, section_id: str, text: str) -> None:
        """Nothing happens where the section is not shown."""
        if section_id in self._by_id:
            self._by_id[section_id].grow(text)

    def rewind(self, section_id: str, keep: int) -> None:
        """Go back to the first `keep` characters of a section."""
        if section_id in self._by_id:
            self._by_id[section_id].rewind(keep)

    def end(self, section_id: str) -> None:
        preview = self._by_id.pop(section_id, None)
        if preview is not None:
            preview.end()
            preview.deleteLater()

    def set_seen(self, sections: Collection[str]) -> None:
        """Which sections somebody sees grow."""
        for section_id, preview in list(self._by_id.items()):
            preview.set_seen(section_id in sections)
