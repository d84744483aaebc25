# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the writer was in each document: opening it again goes on from there."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from longwriter_desktop.ui.shell import Shell

_KEY = "places/{document}"


@dataclass(frozen=True)
class Place:
    """The caret's item, how far behind the beginning of its heading (UTF-16 units), and where
    in the view its line was (px below the upper edge).
    """

    item_id: str
    offset: int
    top: int


class Places(QObject):
    """Keeps the caret's place with the window's settings, whenever the text is saved or left."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._settings = shell.settings
        self._session = shell.services.session
        self._text = shell.space.manuscript
        self._outline = shell.space.outline
        self._document = ""  # the one that the caret was put into
        self._top: int | None = None  # where the caret's line belongs, until the window is laid out
        self._laid_out = QTimer(self)
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._scroll)
        shell.documents.leaving.connect(self._on_leaving)
        shell.services.autosave.saved.connect(self.keep)
        shell.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close:
            self.keep()
        elif event.type() is QEvent.Type.Show and self._top is not None:
            self._laid_out.start()
        return super().eventFilter(watched, event)

    @Slot()
    def keep(self) -> None:
        """Remember where the caret is in the open document; at its title there is nothing to."""
        item_id = self._item
        if not item_id:
            self._settings.remove(self._key)
            return
        heading = self._text.page.heading(item_id)
        offset = self._text.textCursor().position() - heading.position()
        line, height = self._text.cursorRect(), self._text.viewport().height()
        is_seen = line.top() >= 0 and line.bottom() <= height
        top = line.top() if is_seen else height // 3
        self._settings.setValue(self._key, f"{item_id} {offset} {top}")

    @Slot()
    def _on_leaving(self) -> None:
        self.keep()
        self._document = ""

    def go_on(self) -> None:
        """Put the caret where it was when the open document was left, else at the beginning. In
        a document that is open already, it stays where it is.
        """
        document = self._session.document.id
        if document != self._document:
            self._document = document
            self._put_caret()
        self._outline.follow(self._item)
        self._text.setFocus()

    def _put_caret(self) -> None:
        place, page = self._kept(), self._text.page
        if place is None or place.item_id not in page.map:
            self._top = None
            self._text.show_beginning()
            return
        heading = page.heading(place.item_id)
        start, end = heading.position(), heading.position() + heading.length() - 1
        if page.map.at(heading.blockNumber())[0].is_section:
            end = page.body_range(place.item_id)[1]
        cursor = self._text.textCursor()
        cursor.setPosition(min(start + place.offset, end))
        self._text.setTextCursor(cursor)
        self._top = place.top
        self._scroll()

    @property
    def _item(self) -> str:
        """The item that holds the caret; empty at the title."""
        return self._text.page.span_at(self._text.textCursor().position())[0].item_id

    @property
    def _key(self) -> str:
        return _KEY.format(document=self._session.document.id)

    def _kept(self) -> Place | None:
        parts = str(self._settings.value(self._key, "")).split(" ")
        if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
            return None
        return Place(parts[0], int(parts[1]), int(parts[2]))

    @Slot()
    def _scroll(self) -> None:
        """Bring the caret's line to where it was, or as near as the view's size allows."""
        if self._top is None:
            return
        line, bar = self._text.cursorRect(), self._text.verticalScrollBar()
        lowest = max(self._text.viewport().height() - line.height(), 0)
        bar.setValue(bar.value() + line.top() - min(self._top, lowest))
        if self._text.isVisible():
            self._top = None
