# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where two sections meet: the last sentences of one and the first of the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.revision import Passage, passage_in
from longwriter_desktop.domain.sentences import sentence_ends

_SENTENCES = 2  # on either side of a join


def joins_of(document: Document, section_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of neighbours in the document that are both in `section_ids` and have a text."""
    return [pair for pair in written_neighbours(document) if set(pair) <= set(section_ids)]


def written_neighbours(document: Document) -> Iterator[tuple[str, str]]:
    """Ids of sections that have a text, each with the next that has one."""
    sections = (section.id for section in document.outline.sections)
    return pairwise(key for key in sections if document.text_of(key).text.strip())


def opening(section_id: str, text: str) -> Passage:
    """The first sentences of a section, at most half of them, inside its first paragraph."""
    ends = [end for end in sentence_ends(text) if end < len(text.rstrip())]
    count = min(_SENTENCES, max(1, (len(ends) + 1) // 2))
    end = ends[count - 1] if len(ends) >= count else len(text)
    body = len(text) - len(text.lstrip())
    broken = text.find("\n\n", body)
    return passage_in(section_id, text, 0, min(end, broken) if broken != -1 else end)


def closing(section_id: str, text: str) -> Passage:
    """The last sentences of a section, at most half of them, inside its last paragraph."""
    ends = [end for end in sentence_ends(text) if end < len(text.rstrip())]
    count = min(_SENTENCES, max(1, (len(ends) + 1) // 2))
    start = ends[-count] if len(ends) >= count else 0
    broken = text.rstrip().rfind("\n\n")
    return passage_in(section_id, text, max(start, broken))
