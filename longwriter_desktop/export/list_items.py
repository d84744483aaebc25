# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Lists out of paragraphs that only say how deep in a list they stand, as word processors do."""

from collections.abc import Iterator
from dataclasses import dataclass

from longwriter_desktop.export.blocks import Block, ListBlock


@dataclass
class ListItem:
    """A paragraph of a list, with what else belongs to the same item."""

    depth: int
    ordered: bool
    start: int
    parts: list[Block]


def nested_lists(items: list[ListItem], depth: int) -> Iterator[ListBlock]:
    """Lists of items at `depth`; deeper ones lie in the item above them."""
    at = 0
    while at < len(items):
        first = items[at]
        entries: list[tuple[Block, ...]] = []
        while at < len(items) and (items[at].depth > depth or items[at].ordered == first.ordered):
            end = at + 1
            while end < len(items) and items[end].depth > depth:
                end += 1
            inner = items[at + 1 : end]
            below = min((item.depth for item in inner), default=depth)
            entries.append((*items[at].parts, *nested_lists(inner, below)))
            at = end
            if at < len(items) and first.ordered and items[at].start != first.start:
                break
        yield ListBlock(first.ordered, tuple(entries), first.start)
