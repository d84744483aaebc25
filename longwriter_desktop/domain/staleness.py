# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which sections were written from something that has changed since.

When a model writes a section, what it was shown is remembered as short fingerprints: the
brief (instruction, title, pinned notes, style sample), the section's own line of the plan, and
the text of each earlier section. A section is stale when one of them differs now. Only words
count: white space, signs and capitals make nothing stale; nor does a target, because the length
is measured on its own.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from longwriter_desktop.domain.counting import fingerprint
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import OutlineItem

_FORMAT = 1


@dataclass(frozen=True)
class WrittenFrom:
    """Fingerprints of what a section was written from. `texts` maps the sections shown."""

    brief: str
    own: str
    texts: Mapping[str, str]

    def encode(self) -> str:
        """As JSON, for `SectionText.written_from` and `Provenance.written_from`."""
        return json.dumps([_FORMAT, self.brief, self.own, dict(self.texts)], separators=(",", ":"))

    @classmethod
    def decode(cls, text: str | None) -> "WrittenFrom | None":
        """None for a text of another form, as takes of version 0.1 have it, and for none."""
        if text is None or not text.startswith(f"[{_FORMAT},"):
            return None
        _, brief, own, texts = json.loads(text)
        return cls(brief, own, texts)


@dataclass(frozen=True)
class Staleness:
    """What has changed since a section was written; `sections` are ids in plan order."""

    brief: bool = False
    plan: bool = False
    sections: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.brief or self.plan or bool(self.sections)

    def is_only(self, section_ids: Collection[str]) -> bool:
        """Whether nothing but these sections has changed."""
        return not (self.brief or self.plan) and set(self.sections) <= set(section_ids)


def written_from(
    document: Document, section_id: str, not_shown: Collection[str] = ()
) -> WrittenFrom:
    """What a section is written from when it is written now; `not_shown` are the earlier
    sections that the model does not see."""
    texts = {}
    for section in document.outline.sections:
        if section.id == section_id:
            break
        text = document.text_of(section.id)
        if text.text.strip() and section.id not in not_shown:
            texts[section.id] = text.fingerprint
    return WrittenFrom(_brief(document), _own(document.outline.get(section_id)), texts)


def staleness(document: Document, section_id: str) -> Staleness:
    """What has changed since the section was written. Nothing, where no model wrote it."""
    text = document.text_of(section_id)
    then = WrittenFrom.decode(text.written_from)
    if then is None or not text.text.strip():
        return Staleness()
    now = written_from(document, section_id)
    changed = {key for key, was in then.texts.items() if now.texts.get(key) != was}
    order = [section.id for section in document.outline.sections]
    return Staleness(
        now.brief != then.brief,
        now.own != then.own,
        tuple(key for key in order if key in changed) + tuple(sorted(changed.difference(order))),
    )


def stale_sections(document: Document) -> dict[str, Staleness]:
    """All stale sections, in plan order."""
    found = {section.id: staleness(document, section.id) for section in document.outline.sections}
    return {key: value for key, value in found.items() if value}


def regrouped(
    document: Document, before: Collection[str], after: Mapping[str, str]
) -> dict[str, SectionText]:
    """The words of the sections `before` are to stand in the sections `after` (their texts by
    id): the texts of the sections that were written from them, as they count as written from
    the same words then.
    """
    was = {key: document.text_of(key).fingerprint for key in before}
    now = {key: fingerprint(text) for key, text in after.items()}
    found = {}
    for section in document.outline.sections:
        text = document.text_of(section.id)
        then = WrittenFrom.decode(text.written_from)
        if then is not None and was.items() <= then.texts.items():
            others = {key: shown for key, shown in then.texts.items() if key not in was}
            shown = replace(then, texts={**others, **now})
            found[section.id] = replace(text, written_from=shown.encode())
    return found


def under_line(text: SectionText, was: OutlineItem, now: OutlineItem) -> SectionText:
    """A text that was written from one line of the plan, as it stands under another line that
    means the same; one that was stale for its line stays so."""
    then = WrittenFrom.decode(text.written_from)
    if then is None or then.own != _own(was):
        return text
    return replace(text, written_from=replace(then, own=_own(now)).encode())


def _brief(document: Document) -> str:
    return fingerprint(
        document.instruction, document.title, document.pinned_notes, document.style_sample
    )


def _own(item: OutlineItem) -> str:
    return fingerprint(item.heading, item.main_point, item.must, item.must_not)
