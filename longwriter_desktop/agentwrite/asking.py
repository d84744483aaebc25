# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns that ask for sections: as they were asked, and with what changed in the plan since."""

from collections.abc import Iterable, Sequence

from longwriter_desktop.agentwrite.prompts import step_turn, with_note
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import ContextChoice, Outline, OutlineItem
from longwriter_desktop.domain.plan_format import render_section_line
from longwriter_desktop.domain.told import Told, Turn, moved, plan_changes, untold


def told_of(document: Document) -> Told:
    """What the model was told, where the present plan can be told as changes to that; else a
    conversation that begins anew."""
    told = document.told
    if told is not None and plan_changes(told.plan, document.outline) is not None:
        return told
    return Told(document.outline)


def written_before(document: Document, section_id: str) -> list[str]:
    """Ids of the sections in front of one that have a text which the model may be shown."""
    ids = [section.id for section in document.outline.sections]
    return [
        prior for prior in ids[: ids.index(section_id)]
        if document.text_of(prior).text.strip()
        and document.outline.get(prior).context is not ContextChoice.DROPPED
    ]  # fmt: skip


def turns_before(document: Document, section_ids: Iterable[str]) -> dict[str, str]:
    """The turn in front of each of these sections, which are already written, by id."""
    told = told_of(document)  # once: it compares two plans
    turns = {id_: _turn_of(told, document, id_) for id_ in section_ids}
    outline = document.outline
    return {id_: turn.words if turn else step_turn(outline, id_) for id_, turn in turns.items()}


def turn_to_ask(document: Document, section_id: str) -> str:
    """The turn that asks for a section now."""
    return _asking(document, section_id).words


def after_asking(document: Document, section_id: str, note: str = "") -> Told:
    """What the model was told once a section was asked for, perhaps with a note."""
    turn = _asking(document, section_id, note)
    text = document.text_of(section_id)
    standing = text.fingerprint if text.text.strip() else ""
    return told_of(document).asked(section_id, turn, standing)


def _asking(document: Document, section_id: str, note: str = "") -> Turn:
    """The step, and behind it what the conversation in front has not told of the plan."""
    outline, told = document.outline, told_of(document)
    prior = [_turn_of(told, document, id_) for id_ in written_before(document, section_id)]
    known = told.known(turn for turn in prior if turn is not None)
    changed, removed = untold(known, outline)
    lines = _order_lines(outline, moved(known, outline))
    lines += [_line(outline, item.id) for item in changed if _is_other_section(item, section_id)]
    lines += [f"Left out: {item.heading}" for item in removed if item.is_section]
    changes = "\nThe plan has changed:\n" + "\n".join(lines) if lines else ""
    words = with_note(step_turn(outline, section_id) + changes, note)
    order = tuple(item.id for item in outline)
    present = frozenset(order)
    is_known = order == tuple(id_ for id_ in known if id_ in present)
    gone = tuple(item.id for item in removed)
    return Turn(words, changed, gone, () if is_known else order)


def _order_lines(outline: Outline, items: Sequence[OutlineItem]) -> list[str]:
    """Where moved sections stand now. Turns that were asked before keep the numbers of then, so
    it is said that those are counted anew."""
    if not items:
        return []
    places = [_place(outline, item) for item in items]
    return [*places, "All sections are numbered in the new order."]


def _place(outline: Outline, item: OutlineItem) -> str:
    number = outline.number(item.id)
    before = f"behind {_name(outline.sections[number - 2])}" if number > 1 else "the first of all"
    chapter = outline.chapter_of(item.id)
    under = f", in the chapter {_name(chapter)}" if chapter else ""
    return f"Moved: {_name(item)} is section {number} now, {before}{under}"


def _name(item: OutlineItem) -> str:
    return f'"{" ".join((item.heading or item.main_point).split())}"'


def _turn_of(told: Told, document: Document, section_id: str) -> Turn | None:
    return told.turn_of(section_id, document.text_of(section_id).fingerprint)


def _is_other_section(item: OutlineItem, section_id: str) -> bool:
    return item.is_section and item.id != section_id


def _line(outline: Outline, section_id: str) -> str:
    return render_section_line(outline.get(section_id), outline.number(section_id))
