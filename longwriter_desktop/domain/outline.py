# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The plan as an outline: chapters and sections in one flat, ordered list.

Every operation returns a new `Outline`; ids stay with their item, so texts and takes
follow a section wherever it moves. Only sections have a target and a text. A chapter's
target is the sum of the sections under it, up to the next item of its level or higher.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from longwriter_desktop.domain.errors import InputProblem

MIN_SECTION_WORDS = 10
MAX_SECTION_WORDS = 5_000
MAX_LEVEL = 3
_NUMBERED = re.compile(r"(?P<heading>.*\S) \((?P<number>[2-9]|[1-9]\d{1,3})\)")


class ItemKind(StrEnum):
    """A chapter groups sections and has no text of its own."""

    CHAPTER = "chapter"
    SECTION = "section"


class ContextChoice(StrEnum):
    """Whether a section's text is shown to the model when later sections are written."""

    AUTO = "auto"  # as long as there is room: the oldest leave first
    PINNED = "pinned"  # it leaves last
    DROPPED = "dropped"  # never


@dataclass(frozen=True)
class OutlineItem:
    """One line of the plan. `level` counts from 1; `target_words` is 0 for a chapter.

    `locked`: the target stays as it is when others follow a change. `must` and `must_not`
    are the writer's notes to the model: what the section has to hold, and what to leave out.
    """

    id: str
    kind: ItemKind
    level: int
    heading: str
    main_point: str
    target_words: int = 0
    locked: bool = False
    must: str = ""
    must_not: str = ""
    context: ContextChoice = ContextChoice.AUTO

    @property
    def is_section(self) -> bool:
        return self.kind is ItemKind.SECTION


def new_section(heading: str, main_point: str, target_words: int, level: int = 1) -> OutlineItem:
    """A section with a fresh id. Raises `InputProblem` for a target out of bounds."""
    check_target(target_words)
    return OutlineItem(_new_id(), ItemKind.SECTION, level, heading, main_point, target_words)


def new_chapter(heading: str, main_point: str = "", level: int = 1) -> OutlineItem:
    """A chapter with a fresh id."""
    return OutlineItem(_new_id(), ItemKind.CHAPTER, level, heading, main_point)


def copy_of(item: OutlineItem) -> OutlineItem:
    """The same item again, with an id of its own."""
    return replace(item, id=_new_id())


def check_target(words: int) -> None:
    """Raise `InputProblem("section_target")` unless `words` can be a section's target."""
    if not MIN_SECTION_WORDS <= words <= MAX_SECTION_WORDS:
        raise InputProblem(
            "section_target", words=words, low=MIN_SECTION_WORDS, high=MAX_SECTION_WORDS
        )


@dataclass(frozen=True)
class Outline:
    """The ordered items of a plan."""

    items: tuple[OutlineItem, ...] = ()

    def __iter__(self) -> Iterator[OutlineItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def sections(self) -> tuple[OutlineItem, ...]:
        return tuple(item for item in self.items if item.is_section)

    @property
    def total_words(self) -> int:
        """The sum of the sections' targets."""
        return sum(item.target_words for item in self.sections)

    def index(self, item_id: str) -> int:
        """Position of an item. Raises `KeyError` when there is none with that id."""
        for position, item in enumerate(self.items):
            if item.id == item_id:
                return position
        raise KeyError(item_id)

    def get(self, item_id: str) -> OutlineItem:
        return self.items[self.index(item_id)]

    def number(self, section_id: str) -> int:
        """The section's number in the document, counted from 1 over all sections."""
        return [section.id for section in self.sections].index(section_id) + 1

    def chapter_of(self, item_id: str) -> OutlineItem | None:
        """The nearest chapter above an item, or None."""
        position = self.index(item_id)
        level = self.items[position].level
        for item in reversed(self.items[:position]):
            if item.kind is ItemKind.CHAPTER and item.level < level:
                return item
        return None

    def block(self, item_id: str) -> tuple[int, int]:
        """Half-open range of positions of an item with everything under it."""
        start = self.index(item_id)
        end = start + 1
        if self.items[start].kind is ItemKind.CHAPTER:
            while end < len(self.items) and self.items[end].level > self.items[start].level:
                end += 1
        return start, end

    def under(self, chapter_id: str) -> tuple[OutlineItem, ...]:
        """The items under a chapter, the chapter itself left out."""
        start, end = self.block(chapter_id)
        return self.items[start + 1 : end]


def update_item(outline: Outline, item_id: str, **changes: str | int) -> Outline:
    """Change fields of one item; the id and the kind stay."""
    if "target_words" in changes:
        check_target(int(changes["target_words"]))
    position = outline.index(item_id)
    changed = replace(outline.items[position], **changes)  # type: ignore[arg-type]
    return _spliced(outline, position, position + 1, (changed,))


def insert_item(outline: Outline, position: int, item: OutlineItem) -> Outline:
    """Put `item` at `position` (0 to len(outline))."""
    return _spliced(outline, position, position, (item,))


def remove_item(outline: Outline, item_id: str) -> Outline:
    """Take an item out; a chapter goes with everything under it."""
    start, end = outline.block(item_id)
    return _spliced(outline, start, end, ())


def move_item(outline: Outline, item_id: str, to: int) -> Outline:
    """Move an item, with everything under it, so that it stands before position `to`.

    `to` is a position in the present outline, 0 to len(outline). Moving an item into
    its own block changes nothing.
    """
    start, end = outline.block(item_id)
    if start <= to <= end:
        return outline
    block = outline.items[start:end]
    rest = outline.items[:start] + outline.items[end:]
    at = to if to < start else to - len(block)
    return Outline(rest[:at] + block + rest[at:])


def move_by_one(outline: Outline, item_id: str, down: bool) -> Outline:
    """Move an item one place up or down past its neighbour of the same or a higher level."""
    start, end = outline.block(item_id)
    level = outline.items[start].level
    if down:
        if end >= len(outline):
            return outline
        after = outline.items[end]
        past = outline.block(after.id)[1] if after.level >= level else end + 1
        return move_item(outline, item_id, past)
    if start == 0:
        return outline
    to = start - 1
    while outline.items[to].level > level and to > 0:
        to -= 1
    return move_item(outline, item_id, to)


def split_section(outline: Outline, section_id: str, first_words: int | None = None) -> Outline:
    """Split a section in two; the first keeps the id, the second is new, neither is locked.
    The second has the same heading with the next number behind it, so that one can tell them
    apart; others that would have the same number move on by one.

    `first_words` is the first half's target; by default the target is halved. Raises
    `InputProblem("section_target")` when a half would be too short.
    """
    section = outline.get(section_id)
    heading, outline = _numbered(section.heading, outline)
    position = outline.index(section_id)
    first = section.target_words // 2 if first_words is None else first_words
    check_target(first)
    second = new_section(
        heading,
        section.main_point,
        section.target_words - first,
        section.level,
    )
    kept = replace(section, target_words=first, locked=False)
    return _spliced(outline, position, position + 1, (kept, second))


def _numbered(heading: str, outline: Outline) -> tuple[str, Outline]:
    """A heading with its next number in brackets, and the outline in which no other has it."""
    if not heading.strip():
        return "", outline
    base, number = _without_number(heading)
    numbers = {item.id: _without_number(item.heading) for item in outline}
    wanted = number + 1
    past = wanted
    while (base, past) in numbers.values():
        past += 1
    items = tuple(
        replace(item, heading=f"{base} ({numbers[item.id][1] + 1})")
        if numbers[item.id][0] == base and wanted <= numbers[item.id][1] < past
        else item
        for item in outline
    )
    return f"{base} ({wanted})", Outline(items)


def _without_number(heading: str) -> tuple[str, int]:
    """A heading and the number in brackets behind it, 1 where there is none."""
    numbered = _NUMBERED.fullmatch(heading.strip())
    return (numbered["heading"], int(numbered["number"])) if numbered else (heading.strip(), 1)


def merge_with_next(outline: Outline, section_id: str) -> Outline:
    """Join a section with the section right behind it, under the first one's id.

    The joined section is locked when one of the two was.

    Raises:
        InputProblem: `merge_nothing` when no section follows directly.
    """
    position = outline.index(section_id)
    following = outline.items[position + 1 : position + 2]
    if not following or not following[0].is_section or not outline.items[position].is_section:
        raise InputProblem("merge_nothing")
    first, second = outline.items[position], following[0]
    joined = replace(
        first,
        heading=first.heading or second.heading,
        main_point="; ".join(point for point in (first.main_point, second.main_point) if point),
        target_words=min(first.target_words + second.target_words, MAX_SECTION_WORDS),
        locked=first.locked or second.locked,
    )
    return _spliced(outline, position, position + 2, (joined,))


def _spliced(outline: Outline, start: int, end: int, items: tuple[OutlineItem, ...]) -> Outline:
    return Outline(outline.items[:start] + items + outline.items[end:])


def _new_id() -> str:
    return uuid.uuid4().hex
