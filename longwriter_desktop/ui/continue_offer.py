# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The offer to go on with a section that ended early, in the words that fit the plan of now."""

from collections.abc import Callable

from longwriter_desktop.app.keeping import SectionKept
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.ui import words
from longwriter_desktop.ui.notice_bar import Message

_SHORT = 0.8  # of the target; a section below it is offered although the model ended it


class ContinueOffer:
    """About one section, wherever it stands, and also where it was merged into another."""

    def __init__(
        self, session: DocumentSession, event: SectionKept, go_on: Callable[[str], None]
    ) -> None:
        self._session = session
        self._document = session.document.id
        self._id = event.section_id
        self._text = event.text.text.strip()
        self._reason = event.stop_reason
        self._go_on = go_on

    def message(self, topic: str) -> Message | None:
        """The offer, or None where there is nothing to go on with. After an interruption a
        notice about the model comes on top of it; this one is seen when the model is back.
        """
        text = self.say()
        if not text:
            return None
        return Message("info", text, topic, words.CONTINUE, self.accept, renew=self.say)

    def say(self) -> str:
        """The sentence, with number and lengths of now; empty where it no longer applies."""
        section_id = self._section()
        if section_id is None:
            return ""
        document = self._session.document
        text, target = document.text_of(section_id), document.outline.get(section_id).target_words
        is_emptied = bool(self._text) and not text.text.strip()
        if is_emptied or not (text.is_unfinished or text.words < _SHORT * target):
            return ""
        number = document.outline.number(section_id)
        return words.stopped_early(number, text.words, target, self._reason)

    def accept(self) -> None:
        """Go on with the section."""
        section_id = self._section()
        if section_id is not None:
            self._go_on(section_id)

    def _section(self) -> str | None:
        """The section, or the one that ends with its text since they were merged."""
        document = self._session.document
        if document.id != self._document:
            return None
        known = _ids(document.outline)
        if self._id in known:
            return self._id
        ends = (key for key in known if document.text_of(key).text.rstrip().endswith(self._text))
        return next(ends, None) if self._text else None


def _ids(outline: Outline) -> tuple[str, ...]:
    return tuple(section.id for section in outline.sections)
