# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which step is looked at, and its prompt as rows."""

from dataclasses import replace

from longwriter_desktop.app.seeing import (
    BlockKind,
    BlockState,
    rows_of,
    see,
    step_to_see,
    whole_prompt,
)
from longwriter_desktop.domain.document import Document, SectionText, StopReason
from longwriter_desktop.domain.outline import ContextChoice, Outline, new_section, update_item
from tests.support.scripted import ScriptedEngine, sentences

COUNT = ScriptedEngine([]).count_tokens


def document_of(written: int) -> Document:
    outline = Outline(tuple(new_section(f"Part {n}", "a point", 100) for n in range(1, 5)))
    texts = {s.id: SectionText(sentences(100)) for s in outline.sections[:written]}
    return Document("d", "Lamps", "Write about lamps.", 400, outline=outline, texts=texts)


def test_the_section_with_the_caret_is_looked_at() -> None:
    document = document_of(2)
    first = document.outline.sections[0].id
    assert step_to_see(document, first) == first


def test_else_the_next_section_without_a_text_is() -> None:
    document = document_of(2)
    assert step_to_see(document, None) == document.outline.sections[2].id
    assert step_to_see(document_of(4), None) is None


def test_each_part_is_one_row_in_the_order_of_the_prompt() -> None:
    document = document_of(3)
    rows = rows_of(see(document, document.outline.sections[3].id, COUNT, 4096))
    assert [row.kind.value for row in rows] == [
        "instruction", "plan", "section", "section", "section", "step", "step",
        "marks", "answer", "free",
    ]  # fmt: skip
    assert [row.is_earlier for row in rows if row.kind is BlockKind.STEP] == [True, False]
    assert "section 4 of 4" in next(r.text for r in rows if r.kind is BlockKind.STEP
                                    and not r.is_earlier)  # fmt: skip
    assert sum(row.tokens for row in rows) == 4096


def test_what_is_left_out_stands_last_and_cannot_be_dropped_again() -> None:
    document = document_of(3)
    second = document.outline.sections[1].id
    outline = update_item(document.outline, second, context=ContextChoice.DROPPED)
    document = replace(document, outline=outline)
    last = rows_of(see(document, document.outline.sections[3].id, COUNT, 4096))[-1]
    assert (last.section_id, last.state) == (second, BlockState.DROPPED)
    assert not last.is_sent
    assert not last.can_be_dropped
    assert last.can_be_pinned


def test_a_stopped_section_shows_its_beginning_as_part_of_the_prompt() -> None:
    document = document_of(1)
    second = document.outline.sections[1].id
    begun = SectionText("The lamp was", None, StopReason.CANCELLED)
    document = replace(document, texts={**document.texts, second: begun})
    view = see(document, second, COUNT, 4096)
    assert view.beginning == "The lamp was"
    assert any(row.kind is BlockKind.BEGINNING for row in rows_of(view))
    assert whole_prompt(view).endswith("[assistant]\nThe lamp was")


def test_a_finished_section_is_looked_at_as_if_it_were_written_anew() -> None:
    document = document_of(2)
    assert see(document, document.outline.sections[1].id, COUNT, 4096).beginning == ""
