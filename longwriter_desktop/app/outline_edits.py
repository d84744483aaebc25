# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Edits of a plan together with the texts that hang on it, as values for one undo step each."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from longwriter_desktop.app.session import Structure
from longwriter_desktop.domain import outline_moves
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.library_port import RemovedSection
from longwriter_desktop.domain.outline import (
    MIN_SECTION_WORDS,
    Outline,
    copy_of,
    insert_item,
    merge_with_next,
    new_chapter,
    new_section,
    remove_item,
    split_section,
    update_item,
)
from longwriter_desktop.domain.outline_moves import levelled
from longwriter_desktop.domain.rebalance import USUAL_BOUNDS, Bounds, rebalance
from longwriter_desktop.domain.staleness import regrouped, under_line

USUAL_SECTION_WORDS = 400
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?…。！？])\s*(?=\S)")


@dataclass(frozen=True)
class Added:
    """An edit that made an item: the new state and the item's id."""

    structure: Structure
    item_id: str


@dataclass(frozen=True)
class Copied:
    """An edit that made copies: the new state and the ids of the outermost."""

    structure: Structure
    ids: tuple[str, ...]


def change_item(document: Document, item_id: str, **changes: str | int) -> Structure:
    """Change heading, main_point or target_words. Raises `InputProblem("section_target")`."""
    return _with(document, update_item(document.outline, item_id, **changes))


def add_section(document: Document, after: str | None, heading: str) -> Added:
    """A new section behind the item `after` (first in a chapter), or at the end."""
    outline = document.outline
    words = USUAL_SECTION_WORDS
    if outline.sections:
        words = max(outline.total_words // len(outline.sections) // 10 * 10, MIN_SECTION_WORDS)
    position = len(outline) if after is None else outline.index(after) + 1
    level = outline_moves.level_behind(outline.items[position - 1]) if position else 1
    section = new_section(heading, "", min(words, 1_000), level)
    return Added(_with(document, levelled(insert_item(outline, position, section))), section.id)


def add_chapter(document: Document, after: str | None, heading: str) -> Added:
    """A new chapter behind the chapter `after` or that of the section, or at the end."""
    outline = document.outline
    if after is None:
        chapter, position = new_chapter(heading), len(outline)
    else:
        item = outline.get(after)
        beside = (outline.chapter_of(after) or item) if item.is_section else item
        chapter = new_chapter(heading, level=beside.level)
        position = outline.block(beside.id)[1]
    return Added(_with(document, insert_item(outline, position, chapter)), chapter.id)


def remove(document: Document, ids: Collection[str]) -> Structure:
    """Take items out, a chapter with all under it. Texts stay in the structure's reach."""
    outline = document.outline
    for item_id in outline_moves.tops(outline, ids):
        outline = remove_item(outline, item_id)
    return _with(document, levelled(outline))


def put_back(document: Document, removed: Sequence[RemovedSection], after: str | None) -> Structure:
    """Sections that were taken out, with their texts, behind the item `after` or at the end."""
    outline = document.outline
    position = len(outline) if after is None else outline.index(after) + 1
    level = outline_moves.level_behind(outline.items[position - 1]) if position else 1
    for section in reversed(removed):
        outline = insert_item(outline, position, replace(section.item, level=level))
    texts = {section.item.id: section.text for section in removed}
    return _with(document, levelled(outline), texts)


def duplicate(document: Document, ids: Collection[str]) -> Copied:
    """Copy items, chapters with all under them, to stand right behind what they are copies
    of; neighbours are copied together. A copied text is the writer's own: no take made it.
    """
    outline, texts, summaries = document.outline, {}, {}
    copies: dict[str, str] = {}  # id of the original: id of its copy
    chosen = outline_moves.tops(outline, ids)
    for start, end in reversed(_runs(outline, chosen)):
        block = tuple(copy_of(item) for item in outline.items[start:end])
        for original, copy in zip(outline.items[start:end], block, strict=True):
            copies[original.id] = copy.id
            text = document.text_of(original.id)
            if text.text.strip():
                texts[copy.id] = replace(text, take_id=None, written_from=None)
            if original.id in document.summaries:
                summaries[copy.id] = document.summaries[original.id]
        outline = Outline(outline.items[:end] + block + outline.items[end:])
    made = tuple(copies[item_id] for item_id in chosen)
    structure = _with(document, levelled(outline), texts)
    return Copied(replace(structure, summaries=summaries), made)


def move_step(document: Document, ids: Collection[str], down: bool) -> Structure:
    """Move items one place up or down; a section walks into and out of chapters."""
    return _with(document, outline_moves.step(document.outline, ids, down))


def move_to(document: Document, ids: Collection[str], position: int, level: int) -> Structure:
    """Move items before `position` of the present outline, to stand at `level`."""
    return _with(document, outline_moves.move(document.outline, ids, position, level))


def indent(document: Document, ids: Collection[str]) -> Structure:
    """Let items go into the chapter right above. Raises `InputProblem`, `indent_nothing` or
    `outline_depth`, when that cannot be.
    """
    return _with(document, outline_moves.indent(document.outline, ids))


def outdent(document: Document, ids: Collection[str]) -> Structure:
    """Let items come out of their chapter. Raises `InputProblem("outdent_nothing")`."""
    return _with(document, outline_moves.outdent(document.outline, ids))


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
        second.id: under_line(replace(present, text=tail, take_id=None), section, second),
    }
    if not present.text.strip():
        return Added(_with(document, outline, _renumbered(document, outline, {})), second.id)
    parts = {key: half.text for key, half in texts.items() if half.text}
    same = regrouped(document, [section_id], parts)
    same = {**same, **_renumbered(document, outline, same)}
    return Added(_with(document, outline, {**same, **texts}), second.id)


def _renumbered(
    document: Document, outline: Outline, texts: Mapping[str, SectionText]
) -> dict[str, SectionText]:
    """The texts of sections whose heading got another number, which means nothing to them."""
    found = {}
    for was in document.outline.sections:
        now, text = outline.get(was.id), texts.get(was.id) or document.texts.get(was.id)
        if was.heading != now.heading and text is not None:
            found[was.id] = under_line(text, was, now)
    return found


def merge(document: Document, section_ids: Sequence[str]) -> Structure:
    """Join sections that follow one another, and their texts, under the id of the first.

    Raises `InputProblem("merge_nothing")` where they do not, or where there is only one.
    """
    first_id, *others = section_ids
    outline = merge_with_next(document.outline, first_id)
    second = document.outline.items[document.outline.index(first_id) + 1]
    if others[:1] != [second.id]:
        raise InputProblem("merge_nothing")
    texts = {id_: document.text_of(id_) for id_ in (first_id, second.id)}
    parts = {id_: text.text.strip() for id_, text in texts.items() if text.text.strip()}
    changed = {first_id: texts[first_id]}
    if second.id in parts:
        joined = SectionText("\n\n".join(parts.values()), None, texts[second.id].stop_reason)
        same = regrouped(document, parts, {first_id: joined.text})
        changed = {**same, first_id: joined}
    merged = _with(document, outline, changed)
    if len(others) == 1:
        return merged
    joined_here = replace(document, outline=merged.outline, texts=merged.texts)
    return merge(joined_here, (first_id, *others[1:]))


def fit(document: Document, bounds: Bounds = USUAL_BOUNDS) -> Structure:
    """Scale the targets that are not locked, so that all have the length that was asked for.
    A plan that has it stays as it is.

    Raises `InputProblem`, `rebalance_no_room` or `length_out_of_reach`, when that cannot be.
    """
    return at_length(document, _with(document, document.outline), bounds)


def at_length(document: Document, edited: Structure, bounds: Bounds = USUAL_BOUNDS) -> Structure:
    """An edited plan with its targets fitted to the document's length, as `fit` does it."""
    length = document.target_words
    if edited.outline.total_words == length:
        return edited
    return replace(edited, outline=rebalance(edited.outline, length, bounds=bounds))


def retarget(
    document: Document, item_id: str, words: int, follow: bool, bounds: Bounds = USUAL_BOUNDS
) -> Structure:
    """Give a section another target, or a chapter, whose sections that are not locked share
    it. With `follow` the sections outside follow, so that the plan has the document's length.

    Raises `InputProblem`, `section_target` or as `fit` does, when that cannot be.
    """
    outline = document.outline
    start, end = outline.block(item_id)
    inside = {item.id for item in outline.items[start:end] if item.is_section}
    if outline.items[start].is_section:
        outline = update_item(outline, item_id, target_words=words)
    else:
        shared = rebalance(Outline(outline.items[start:end]), words, bounds=bounds)
        outline = Outline(outline.items[:start] + shared.items + outline.items[end:])
    if follow:
        outline = rebalance(outline, document.target_words, inside, bounds)
    return _with(document, outline)


def lock(document: Document, ids: Collection[str]) -> Structure:
    """Lock the targets of sections, a chapter's all together; unlock where all are locked."""
    outline = document.outline
    locked = not is_locked(outline, ids)
    for section_id in _sections(outline, ids):
        outline = update_item(outline, section_id, locked=locked)
    return _with(document, outline)


def is_locked(outline: Outline, ids: Collection[str]) -> bool:
    """Whether all the sections that items are or have are locked, and there is one."""
    sections = _sections(outline, ids)
    return bool(sections) and all(outline.get(section_id).locked for section_id in sections)


def nearest_break(text: str) -> int:
    """Offset of the paragraph (else the sentence) that starts nearest to half the words."""
    for pattern in (_PARAGRAPH_BREAK, _SENTENCE_BREAK):
        ends = [match.end() for match in pattern.finditer(text) if match.start() > 0]
        ends = [end for end in ends if text[end:].strip()]
        if ends:
            half = count_words(text) / 2
            return min(ends, key=lambda end: abs(count_words(text[:end]) - half))
    return len(text)


def check_not_written(document: Document, ids: Collection[str], being_written: str | None) -> None:
    """Raise `InputProblem("section_being_written")` if the model is at an item right now."""
    if being_written in _sections(document.outline, ids):
        raise InputProblem("section_being_written")


def _sections(outline: Outline, ids: Collection[str]) -> list[str]:
    """Ids of the sections among items and under them."""
    blocks = [outline.block(item_id) for item_id in outline_moves.tops(outline, ids)]
    return [item.id for block in blocks for item in outline.items[slice(*block)] if item.is_section]


def _runs(outline: Outline, chosen: Collection[str]) -> list[tuple[int, int]]:
    """Ranges of positions of items that stand side by side on one level."""
    runs: list[tuple[int, int]] = []
    for item_id in chosen:
        start, end = outline.block(item_id)
        level = outline.items[start].level
        if runs and runs[-1][1] == start and outline.items[runs[-1][0]].level == level:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _with(
    document: Document, outline: Outline, texts: dict[str, SectionText] | None = None
) -> Structure:
    return Structure(outline, MappingProxyType({**document.texts, **(texts or {})}))
