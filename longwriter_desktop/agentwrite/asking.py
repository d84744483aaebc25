# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns that ask for sections: as they were asked, and with what changed in the plan since."""

from longwriter_desktop.agentwrite.prompts import step_turn, with_note
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import ContextChoice, Outline, OutlineItem
from longwriter_desktop.domain.plan_format import render_section_line
from longwriter_desktop.domain.told import Told, Turn, plan_changes, untold


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


def turn_before(document: Document, section_id: str) -> str:
    """The turn in front of a section that is already written."""
    turn = _turn_of(told_of(document), document, section_id)
    return turn.words if turn else step_turn(document.outline, section_id)


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
    lines = [_line(outline, item.id) for item in changed if _is_other_section(item, section_id)]
    lines += [f"Left out: {item.heading}" for item in removed if item.is_section]
    changes = "\nThe plan has changed:\n" + "\n".join(lines) if lines else ""
    words = with_note(step_turn(outline, section_id) + changes, note)
    return Turn(words, changed, tuple(item.id for item in removed))


def _turn_of(told: Told, document: Document, section_id: str) -> Turn | None:
    return told.turn_of(section_id, document.text_of(section_id).fingerprint)


def _is_other_section(item: OutlineItem, section_id: str) -> bool:
    return item.is_section and item.id != section_id


def _line(outline: Outline, section_id: str) -> str:
    return render_section_line(outline.get(section_id), outline.number(section_id))
