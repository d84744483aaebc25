# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that the export tests write."""

from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem


def chapter(name: str, heading: str, level: int = 1) -> OutlineItem:
    return OutlineItem(name, ItemKind.CHAPTER, level, heading, "")


def section(name: str, heading: str, level: int = 2) -> OutlineItem:
    return OutlineItem(name, ItemKind.SECTION, level, heading, "point", 400)


def document(
    *parts: OutlineItem | tuple[OutlineItem, str], title: str = "Lighthouses", language: str = "en"
) -> Document:
    """A document of outline items; a section stands with its text."""
    items = [part[0] if isinstance(part, tuple) else part for part in parts]
    texts = {part[0].id: SectionText(part[1]) for part in parts if isinstance(part, tuple)}
    return Document("d1", title, "instruction", 1_000, language, Outline(tuple(items)), texts)


def one_section(text: str, heading: str = "First fires") -> Document:
    return document((section("s1", heading, 1), text))
