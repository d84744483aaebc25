# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An answer to a wish, as changes against the text that stands there now.

The writer may type while the model answers: what was asked for is found again in the
present text, and where it cannot be found nothing is overwritten.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from longwriter_desktop.domain.document import (
    Document,
    Provenance,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.revision import Passage
from longwriter_desktop.domain.word_diff import Hunk, merged, word_diff


@dataclass(frozen=True)
class Answer:
    """`text` for a passage of `whole`, the section's text that the model was given."""

    passage: Passage
    whole: str
    text: str
    stop_reason: StopReason = StopReason.FINISHED
    provenance: Provenance | None = None

    @property
    def has_come(self) -> bool:
        """Whether the model said anything; one that was stopped at once did not."""
        is_whole = self.stop_reason is StopReason.FINISHED and self.provenance is not None
        return is_whole or self.text != self.passage.of(self.whole)

    @property
    def section_text(self) -> str:
        """The section's text of then, with the answer in it."""
        return self.whole[: self.passage.start] + self.text + self.whole[self.passage.end :]


@dataclass(frozen=True)
class Change:
    """The hunks of one passage, against the text of its section as it is now.

    `is_newer`: the writer changed the passage itself since the model was given it.
    """

    passage: Passage
    hunks: tuple[Hunk, ...]
    is_newer: bool = False


def find_again(passage: Passage, whole: str, present: str) -> Passage | None:
    """Where the passage of `whole` is in `present`, its section's text now; None: nobody knows.

    Text around it may have changed, or text inside it, but not both.
    """
    old = passage.of(whole)
    if passage.of(present) == old:
        return passage
    head, tail = whole[: passage.start], whole[passage.end :]
    fits = len(present) >= len(head) + len(tail)
    if fits and present.startswith(head) and present.endswith(tail):
        return replace(passage, end=len(present) - len(tail))
    if old and present.count(old) == 1:
        start = present.index(old)
        return replace(passage, start=start, end=start + len(old))
    return None


def change_of(answer: Answer, present: str, last: Change | None = None) -> Change | None:
    """What the answer changes in the section's text now; None where its passage is gone.

    `last` is what it changed before the writer typed: compared anew is only another passage.
    """
    found = find_again(answer.passage, answer.whole, present)
    if found is None:
        return None
    now = found.of(present)
    if last is not None and merged(last.hunks, ()) == now:
        return replace(last, passage=found)
    return Change(found, word_diff(now, answer.text), now != answer.passage.of(answer.whole))


def texts_with(
    document: Document, changes: Sequence[Change], accepted: Sequence[Collection[int]]
) -> dict[str, str]:
    """New texts by section, with the hunks made whose indices are in `accepted`, per change."""
    texts: dict[str, str] = {}
    parts = sorted(zip(changes, accepted, strict=True), key=lambda part: -part[0].passage.start)
    for change, taken in parts:
        section_id = change.passage.section_id
        text = texts.get(section_id, document.text_of(section_id).text)
        new = merged(change.hunks, taken)
        texts[section_id] = text[: change.passage.start] + new + text[change.passage.end :]
    return texts


def take_of(document: Document, answer: Answer, text: str, present: Take | None) -> Take:
    """A take with an answer in it. `present` is the take that stands in the section now.

    Where only a part was revised, the rest is still written from what it was written from.
    """
    section_id, provenance = answer.passage.section_id, answer.provenance
    is_part = answer.passage.of(answer.whole) != answer.whole.strip()
    if is_part and provenance and present is not None and present.provenance is not None:
        provenance = replace(provenance, written_from=present.provenance.written_from)
    return Take(
        uuid.uuid4().hex,
        section_id,
        datetime.now(UTC),
        TakeOrigin.MODEL,
        text,
        document.outline.get(section_id).target_words,
        answer.stop_reason,
        provenance,
    )


def keep_answer(library: Library, document: Document, answer: Answer) -> Take:
    """Store the section with the answer in it as a take, without changing the section."""
    take = take_of(document, answer, answer.section_text, _present_take(library, document, answer))
    library.add_take(document.id, take)
    return take


def keep_accepted(
    library: Library, document: Document, answer: Answer, texts: Mapping[str, str]
) -> SectionText:
    """Store a whole answer that the writer accepted as a take, and give the section's text."""
    section_id = answer.passage.section_id
    take = take_of(document, answer, texts[section_id], _present_take(library, document, answer))
    library.add_take(document.id, take)
    shown = take.as_text.written_from
    before = document.text_of(section_id)
    return replace(before, text=take.text, take_id=take.id, written_from=shown)


def _present_take(library: Library, document: Document, answer: Answer) -> Take | None:
    section_id = answer.passage.section_id
    present = document.text_of(section_id).take_id
    return next((take for take in library.takes(section_id) if take.id == present), None)
