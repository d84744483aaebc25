# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The turns that ask for sections: as they were asked, and with what changed in the plan since."""

from longwriter_desktop.agentwrite.prompts import step_turn, with_note
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_format import render_section_line
from longwriter_desktop.domain.told import Told, plan_changes


def told_of(document: Document) -> Told:
    """What the model was told, where the present plan can be told as changes to that; else a
    conversation that begins anew."""
    told = document.told
    if told is not None and plan_changes(told.plan, document.outline) is not None:
        return told
    return Told(document.outline, document.outline)


def turn_before(document: Document, section_id: str) -> str:
    """The turn in front of a section that is already written."""
    told = told_of(document)
    return told.turns.get(section_id) or step_turn(document.outline, section_id)


def turn_to_ask(document: Document, section_id: str) -> str:
    """The turn that asks for a section now."""
    return _step(document, section_id) + _changes(document, section_id)


def after_asking(document: Document, section_id: str, note: str = "") -> Told:
    """What the model was told once a section was asked for, perhaps with a note."""
    turn = with_note(turn_to_ask(document, section_id), note)
    changes = _changes(document, section_id)
    return told_of(document).asked(section_id, turn, changes, document.outline)


def _step(document: Document, section_id: str) -> str:
    return step_turn(document.outline, section_id)


def _changes(document: Document, section_id: str) -> str:
    """What to tell of the plan behind the step: what the section's own turn told when it was
    asked for before, and what has changed since anything was told."""
    told = told_of(document)
    known = told.changes.get(section_id, "")
    changed = plan_changes(told.latest, document.outline)
    if changed is None:  # moved and moved back, say: the first plan is right again
        changed = plan_changes(told.plan, document.outline) or ()
    present = {item.id for item in document.outline}
    lines = [
        _line(document.outline, item.id) if item.id in present else f"Left out: {item.heading}"
        for item in changed
        if item.id != section_id and item.is_section
    ]
    told_now = "\nThe plan has changed:\n" + "\n".join(lines) if lines else ""
    return known + told_now


def _line(outline: Outline, section_id: str) -> str:
    return render_section_line(outline.get(section_id), outline.number(section_id))
