# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Moving items of a plan about, several at once: past a neighbour, in and out, elsewhere.

A plan has three levels: chapters stand on the first two (a chapter that holds chapters is a
part), sections on any. Every result is `levelled`. What is moved keeps its order, and each
item takes along what is under it.
"""

from collections.abc import Collection
from dataclasses import replace

from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import (
    MAX_LEVEL,
    ItemKind,
    Outline,
    OutlineItem,
    move_by_one,
)

MAX_CHAPTER_LEVEL = MAX_LEVEL - 1  # so that a chapter can hold sections


def levelled(outline: Outline) -> Outline:
    """The outline without gaps: nothing stands more than one level under what is above it,
    and only a chapter has something under it.
    """
    items: list[OutlineItem] = []
    chapters: list[int] = []  # levels of the chapters that are open here
    for item in outline:
        is_chapter = item.kind is ItemKind.CHAPTER
        level = min(item.level, MAX_CHAPTER_LEVEL if is_chapter else MAX_LEVEL)
        chapters = [open_level for open_level in chapters if open_level < level]
        level = (chapters[-1] if chapters else 0) + 1
        items.append(item if item.level == level else replace(item, level=level))
        if is_chapter:
            chapters.append(level)
    return Outline(tuple(items))


def tops(outline: Outline, ids: Collection[str]) -> tuple[str, ...]:
    """The items of `ids` in the outline's order, without those that lie under another."""
    found, behind = [], 0
    for at, item in enumerate(outline):
        if at >= behind and item.id in ids:
            found.append(item.id)
            behind = outline.block(item.id)[1]
    return tuple(found)


def level_behind(item: OutlineItem) -> int:
    """The level of a section that stands right behind `item`."""
    return item.level if item.is_section else item.level + 1


def move(outline: Outline, ids: Collection[str], position: int, level: int) -> Outline:
    """Put items together before `position` of the present outline, to stand at `level`."""
    moved: list[OutlineItem] = []
    taken: set[int] = set()
    for item_id in tops(outline, ids):
        start, end = outline.block(item_id)
        shift = level - outline.items[start].level
        moved += [replace(item, level=item.level + shift) for item in outline.items[start:end]]
        taken.update(range(start, end))
    rest = [(at, item) for at, item in enumerate(outline) if at not in taken]
    before = [item for at, item in rest if at < position]
    behind = [item for at, item in rest if at >= position]
    return levelled(Outline((*before, *moved, *behind)))


def step(outline: Outline, ids: Collection[str], down: bool) -> Outline:
    """Move each item one place up or down; a section walks into and out of chapters. What
    cannot move, and what stands right behind it, stays.
    """
    chosen = tops(outline, ids)
    stuck: set[str] = set()
    for item_id in reversed(chosen) if down else chosen:
        start, end = outline.block(item_id)
        beside = end if down else start - 1
        if not 0 <= beside < len(outline) or outline.items[beside].id in stuck:
            stuck.update(item.id for item in outline.items[start:end])
        elif outline.items[start].is_section:
            outline = _step_section(outline, start, down)
        else:
            outline = levelled(move_by_one(outline, item_id, down))
    return outline


def _step_section(outline: Outline, at: int, down: bool) -> Outline:
    section = outline.items[at]
    if down:
        return move(outline, {section.id}, at + 2, level_behind(outline.items[at + 1]))
    above = outline.items[at - 1]
    beside = above if above.is_section else outline.items[at - 2] if at > 1 else None
    return move(outline, {section.id}, at - 1, level_behind(beside) if beside else 1)


def indent(outline: Outline, ids: Collection[str]) -> Outline:
    """Let items go into the chapter right above them; those without one stay.

    Raises:
        InputProblem: `indent_nothing` when none can, `outline_depth` when one would be too deep.
    """
    after = outline
    for item_id in tops(outline, ids):
        start = after.index(item_id)
        level = after.items[start].level
        above = next((item for item in after.items[start - 1 :: -1] if item.level <= level), None)
        if start == 0 or above is None or above.is_section or above.level != level:
            continue
        if level + 1 > _deepest(after, item_id):
            raise InputProblem("outline_depth")
        after = move(after, {item_id}, start, level + 1)
    if after == outline:
        raise InputProblem("indent_nothing")
    return after


def outdent(outline: Outline, ids: Collection[str]) -> Outline:
    """Let items come out of their chapter, to stand right behind it; the outermost stay.

    Raises:
        InputProblem: `outdent_nothing` when all stand on the first level.
    """
    after = outline
    for item_id in reversed(tops(outline, ids)):
        above = after.chapter_of(item_id)
        if above is not None:
            after = move(after, {item_id}, after.block(above.id)[1], above.level)
    if after == outline:
        raise InputProblem("outdent_nothing")
    return after


def levels_at(outline: Outline, ids: Collection[str], position: int) -> range:
    """The levels at which items can be put before `position` without changing what the others
    belong to; an empty range where they cannot stand there.
    """
    chosen = tops(outline, ids)
    taken = {at for item_id in chosen for at in range(*outline.block(item_id))}
    above = next((outline.items[at] for at in range(position - 1, -1, -1) if at not in taken), None)
    below = next(
        (outline.items[at] for at in range(position, len(outline)) if at not in taken), None
    )
    most = min(
        [level_behind(above) if above else 1, *(_deepest(outline, item_id) for item_id in chosen)]
    )
    return range(below.level if below else 1, most + 1)


def _deepest(outline: Outline, item_id: str) -> int:
    """The deepest level that an item can have with all the chapters under it."""
    start, end = outline.block(item_id)
    block = outline.items[start:end]
    chapters = [item.level for item in block if item.kind is ItemKind.CHAPTER]
    return MAX_CHAPTER_LEVEL - (max(chapters) - block[0].level) if chapters else MAX_LEVEL
