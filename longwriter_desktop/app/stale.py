# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be done with sections that were written from older text."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from longwriter_desktop.agentwrite.joins import written_neighbours
from longwriter_desktop.app.session import Structure
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.staleness import written_from


def kept_as_they_are(document: Document, section_ids: Iterable[str]) -> Structure:
    """The document with these sections counted as written from what stands there now."""
    marked = {
        section_id: replace(
            document.text_of(section_id),
            written_from=written_from(document, section_id).encode(),
        )
        for section_id in section_ids
    }
    return Structure(document.outline, MappingProxyType({**document.texts, **marked}))


def joins_of(document: Document, section_ids: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of written neighbours that meet at these sections, in plan order, each once."""
    wanted = set(section_ids)
    return [pair for pair in written_neighbours(document) if not wanted.isdisjoint(pair)]
