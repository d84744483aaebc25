# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A note to the model for one writing of a section."""

import pytest

from longwriter_desktop.agentwrite.writer import WriteOptions, write_section
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import SectionEnded
from tests.agentwrite.test_conversation import document_of
from tests.support.scripted import ScriptedEngine, answering, sentences


def test_a_note_stands_behind_the_last_turn_and_the_turns_before_it_stay_the_same() -> None:
    document = document_of(3, 2)
    section = document.outline.sections[2]
    plain, noted = (ScriptedEngine([answering(sentences(300))]) for _ in range(2))
    list(write_section(plain, document, section.id, WriteOptions()))
    events = list(write_section(noted, document, section.id, WriteOptions(note="less \n weather")))
    asked, before = noted.requests[0].messages, plain.requests[0].messages
    assert asked[:-1] == before[:-1]
    assert asked[-1].content == before[-1].content + "\nNote: less weather"
    ended = events[-1]
    assert isinstance(ended, SectionEnded)
    assert ended.provenance.note == "less weather"


def test_where_the_context_is_full_the_note_takes_its_room_from_the_answer() -> None:
    document = document_of(3, 2)
    section = document.outline.sections[2]
    note = "word " * 60
    for context in range(700, 4_096, 50):
        engine = ScriptedEngine([answering(sentences(300))], context)
        try:
            list(write_section(engine, document, section.id, WriteOptions(note=note)))
        except InputProblem:
            continue
        request = engine.requests[0]
        prompt = sum(engine.count_tokens([turn.content for turn in request.messages]))
        assert prompt + request.max_tokens <= context


def test_a_note_that_leaves_no_room_is_refused() -> None:
    document = document_of(1, 0)
    engine = ScriptedEngine([answering(sentences(300))], 900)
    options = WriteOptions(note="word " * 700)
    with pytest.raises(InputProblem, match="context_too_small"):
        list(write_section(engine, document, document.outline.sections[0].id, options))
