# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a plan together with the texts that hang on it, as values for one undo step each."""

import re
from dataclasses import dataclass, replace
from types import MappingProxyType

from longwriter_desktop.app.session import Structure
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.outline import (
    MAX_LEVEL,
    MIN_SECTION_WORDS,
    ItemKind,
    Outline,
    OutlineItem,
    insert_item,
    merge_with_next,
    move_by_one,
    move_item,
    new_chapter,
    new_section,
    remove_item,
    split_section,
    update_item,
)
from longwriter_desktop.domain.rebalance import rebalance

USUAL_SECTION_WORDS = 400
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…。！？])\s*(?=\S)")


@dataclass(frozen=True)
class Added:
    """An edit that made an item: the new state and the item's id."""

    structure: Structure
    item_id: str


def change_item(document: Document, item_id: str, **changes: str | int) -> Structure:
    """Change heading, main_point or target_words. Raises `InputProblem("section_target")`."""
    return _with(document, update_item(document.outline, item_id, **changes))


def add_section(document: Document, after: str | None) -> Added:
    """A new section behind the item `after` (first in a chapter), or at the end."""
    outline = document.outline
    words = USUAL_SECTION_WORDS
    if outline.sections:
        words = max(outline.total_words // len(outline.sections) // 10 * 10, MIN_SECTION_WORDS)
    position = len(outline) if after is None else outline.index(after) + 1
    level = _level_behind(outline.items[position - 1]) if position else 1
    section = new_section("New section", "", min(words, 1_000), level)
    return Added(_with(document, levelled(insert_item(outline, position, section))), section.id)


def add_chapter(document: Document, after: str | None) -> Added:
    """A new chapter behind the chapter (or the single section) of `after`, or at the end."""
    outline = document.outline
    chapter = new_chapter("New chapter")
    position = len(outline)
    if after is not None:
        above = outline.chapter_of(after)
        position = outline.block(above.id if above else after)[1]
    return Added(_with(document, insert_item(outline, position, chapter)), chapter.id)


def remove(document: Document, item_id: str) -> Structure:
    """Take an item out, a chapter with all under it. Texts stay in the structure's reach."""
    return _with(document, levelled(remove_item(document.outline, item_id)))


def move_step(document: Document, item_id: str, down: bool) -> Structure:
    """Move an item one place up or down; a section walks into and out of chapters."""
    outline = document.outline
    at = outline.index(item_id)
    if not outline.items[at].is_section:
        return _with(document, levelled(move_by_one(outline, item_id, down)))
    if at == (len(outline) - 1 if down else 0):
        return _with(document, outline)
    if down:
        level, to = _level_behind(outline.items[at + 1]), at + 2
    else:
        above = outline.items[at - 1]
        beside = above if above.is_section else outline.items[at - 2] if at > 1 else None
        level, to = _level_behind(beside) if beside else 1, at - 1
    return move_to(document, item_id, to, level)


def move_to(document: Document, item_id: str, position: int, level: int) -> Structure:
    """Move an item before `position` of the present outline, to stand at `level`."""
    outline = document.outline
    start, end = outline.block(item_id)
    shift = level - outline.items[start].level
    moved = tuple(
        replace(item, level=min(max(item.level + shift, 1), MAX_LEVEL))
        for item in outline.items[start:end]
    )
    shifted = Outline(outline.items[:start] + moved + outline.items[end:])
    return _with(document, levelled(move_item(shifted, item_id, position)))


def split(document: Document, section_id: str, offset: int | None = None) -> Added:
    """Split a section with its text: at the character `offset`, else at the paragraph that is
    nearest to half of its words. The second half's id is returned.

    Raises `InputProblem("section_target")` when a half would be too short.
    """
    section = document.outline.get(section_id)
    present = document.text_of(section_id)
    at = nearest_break(present.text) if offset is None else offset
    head, tail = present.text[:at].rstrip(), present.text[at:].lstrip()
    words = count_words(head) + count_words(tail)
    share = count_words(head) / words if words and head and tail else 0.5
    first = max(round(section.target_words * share / 10) * 10, MIN_SECTION_WORDS)
    first = min(first, max(section.target_words - MIN_SECTION_WORDS, MIN_SECTION_WORDS))
    outline = split_section(document.outline, section_id, first)
    second = outline.items[outline.index(section_id) + 1]
    texts = {
        section_id: replace(
            present,
            text=head,
            take_id=None,
            stop_reason=StopReason.FINISHED if head else None,
        ),
        second.id: replace(present, text=tail, take_id=None),
    }
    return Added(_with(document, outline, texts if present.text.strip() else {}), second.id)


def merge(document: Document, section_id: str) -> Structure:
    """Join a section and its text with the next one. Raises `InputProblem("merge_nothing")`."""
    outline = merge_with_next(document.outline, section_id)
    second = document.outline.items[document.outline.index(section_id) + 1]
    first_text, second_text = document.text_of(section_id), document.text_of(second.id)
    parts = [text.text.strip() for text in (first_text, second_text) if text.text.strip()]
    if not second_text.text.strip():
        joined = first_text
    else:
        joined = SectionText("\n\n".join(parts), None, second_text.stop_reason)
    return _with(document, outline, {section_id: joined})


def fit(document: Document) -> Structure:
    """Scale the targets that are not locked, so that all have the length that was asked for.
    A plan that has it stays as it is.

    Raises `InputProblem`, `rebalance_no_room` or `section_target`, when that cannot be.
    """
    return at_length(document, _with(document, document.outline))


def at_length(document: Document, edited: Structure) -> Structure:
    """An edited plan with its targets fitted to the document's length, as `fit` does it."""
    length = document.target_words
    if edited.outline.total_words == length:
        return edited
    return replace(edited, outline=rebalance(edited.outline, length))


def retarget(document: Document, item_id: str, words: int) -> Structure:
    """Change one section's target; the others that are not locked follow, so that the plan
    has the document's length.

    Raises `InputProblem`, `section_target` or `rebalance_no_room`, when that cannot be.
    """
    outline = update_item(document.outline, item_id, target_words=words)
    return _with(document, rebalance(outline, document.target_words, {item_id}))


def lock(document: Document, item_id: str) -> Structure:
    """Lock a section's target, a chapter's all together; unlock where all are locked."""
    outline = document.outline
    locked = not is_locked(outline, item_id)
    start, end = outline.block(item_id)
    for item in outline.items[start:end]:
        if item.is_section:
            outline = update_item(outline, item.id, locked=locked)
    return _with(document, outline)


def is_locked(outline: Outline, item_id: str) -> bool:
    """Whether a section is locked, or all the sections that a chapter has."""
    start, end = outline.block(item_id)
    sections = [item for item in outline.items[start:end] if item.is_section]
    return bool(sections) and all(section.locked for section in sections)


def nearest_break(text: str) -> int:
    """Offset of the paragraph (else the sentence) that starts nearest to half the words."""
    for pattern in (_PARAGRAPH_BREAK, _SENTENCE_BREAK):
        ends = [match.end() for match in pattern.finditer(text) if match.start() > 0]
        ends = [end for end in ends if text[end:].strip()]
        if ends:
            half = count_words(text) / 2
            return min(ends, key=lambda end: abs(count_words(text[:end]) - half))
    return len(text)


def levelled(outline: Outline) -> Outline:
    """The outline without gaps: nothing stands more than one level under what is above it,
    and only a chapter has something under it.
    """
    items: list[OutlineItem] = []
    chapters: list[int] = []  # levels of the chapters that are open here
    for item in outline:
        level = min(item.level, (chapters[-1] if chapters else 0) + 1)
        chapters = [open_level for open_level in chapters if open_level < level]
        level = (chapters[-1] if chapters else 0) + 1
        level = min(level, MAX_LEVEL)
        items.append(item if item.level == level else replace(item, level=level))
        if item.kind is ItemKind.CHAPTER:
            chapters.append(level)
    return Outline(tuple(items))


def check_not_written(document: Document, item_id: str, being_written: str | None) -> None:
    """Raise `InputProblem("section_being_written")` if the model is at the item right now."""
    if being_written is None:
        return
    start, end = document.outline.block(item_id)
    if any(item.id == being_written for item in document.outline.items[start:end]):
        raise InputProblem("section_being_written")


def _level_behind(item: OutlineItem) -> int:
    """The level of a section that stands right behind `item`."""
    return item.level if item.is_section else item.level + 1


def _with(
    document: Document, outline: Outline, texts: dict[str, SectionText] | None = None
) -> Structure:
    return Structure(outline, MappingProxyType({**document.texts, **(texts or {})}))
