# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising a passage: what the model is shown, how long the answer may be, what is answered."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from longwriter_desktop.agentwrite.conversation import build_conversation
from longwriter_desktop.agentwrite.passage_length import fitted, goal_of
from longwriter_desktop.agentwrite.revising import revise_passage, smooth_joins
from longwriter_desktop.domain.document import (
    Document,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.errors import EngineProblem, InputProblem
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.revision import (
    JoinsSmoothed,
    Passage,
    Revision,
    RevisionEnded,
    RevisionGrew,
    RevisionKind,
    RevisionStarted,
    passage_in,
)
from tests.support.scripted import ScriptedEngine, answering, failing_after, sentences

SEA = "Monks lit fires on the headlands. Men at sea steered by them. The nights were long."
TOWER = "The tower stood for centuries. It fell in an earthquake. Nobody rebuilt it again."
HALL = "A keeper lived below the lamp. His days were short. His logs are still read."


def document(*texts: str) -> Document:
    items = tuple(new_section(f"Part {n}", f"point {n}", 60) for n, _ in enumerate(texts, 1))
    held = {item.id: SectionText(text) for item, text in zip(items, texts, strict=True)}
    return Document("d", "Keepers", "Write about keepers.", 200, "en", Outline(items), held)


def passage_of(doc: Document, number: int, part: str = "") -> Passage:
    section = doc.outline.sections[number - 1].id
    text = doc.text_of(section).text
    start = text.index(part)
    return passage_in(section, text, start, start + len(part) if part else None)


def run(engine: ScriptedEngine, doc: Document, passage: Passage, wish: Revision) -> list[object]:
    return list(revise_passage(engine, doc, passage, wish, seed=7))


def drain(answer: Iterator[object], into: list[object]) -> None:
    for event in answer:
        into.append(event)


def ended(events: list[object]) -> RevisionEnded:
    last = events[-1]
    assert isinstance(last, RevisionEnded)
    return last


def test_the_answer_streams_and_ends_with_the_text_that_stands_there_then() -> None:
    doc = document(SEA)
    engine = ScriptedEngine([answering("Sailors took their bearings from them.")])
    passage = passage_of(doc, 1, "Men at sea steered by them.")
    events = run(engine, doc, passage, Revision(RevisionKind.REWRITE))
    assert isinstance(events[0], RevisionStarted)
    grown = "".join(event.text for event in events if isinstance(event, RevisionGrew))
    assert grown == ended(events).text == "Sailors took their bearings from them."
    assert ended(events).provenance.seed == 7


def test_the_wish_is_the_last_turn_behind_the_sections_own_conversation() -> None:
    doc = document(SEA, TOWER)
    engine = ScriptedEngine([answering("It fell.")])
    passage = passage_of(doc, 2, "It fell in an earthquake.")
    run(engine, doc, passage, Revision(RevisionKind.REWRITE))
    messages = engine.requests[0].messages
    own = build_conversation(doc, passage.section_id, engine.count_tokens, 4_096)
    assert messages[:-2] == own.messages
    assert (messages[-2].role, messages[-2].content) == ("assistant", TOWER)
    assert "It fell in an earthquake." in messages[-1].content


def test_the_model_is_shown_the_text_around_the_passage() -> None:
    doc = document(SEA)
    engine = ScriptedEngine([answering("x")])
    passage = passage_of(doc, 1, "Men at sea steered by them.")
    run(engine, doc, passage, Revision(RevisionKind.REWRITE))
    turn = engine.requests[0].messages[-1].content
    assert "Before the passage: ...Monks lit fires on the headlands." in turn
    assert "After the passage: The nights were long...." in turn


def test_a_whole_section_is_not_shown_twice() -> None:
    doc = document(SEA)
    engine = ScriptedEngine([answering(SEA)])
    run(engine, doc, passage_of(doc, 1), Revision(RevisionKind.REWRITE))
    turns = [message.content for message in engine.requests[0].messages]
    assert sum(SEA in turn for turn in turns) == 1
    assert "the whole section above" in turns[-1]


def test_a_section_that_leaves_no_room_is_asked_for_with_the_passage_alone() -> None:
    doc = document(sentences(900) + " Men at sea steered by them.")
    engine = ScriptedEngine([answering("x")], context_tokens=700)
    passage = passage_of(doc, 1, "Men at sea steered by them.")
    run(engine, doc, passage, Revision(RevisionKind.REWRITE))
    (message,) = engine.requests[0].messages
    assert "Write about keepers." in message.content
    assert "Main Point: point 1" in message.content
    assert engine.count_tokens([message.content])[0] < 700


def test_a_passage_longer_than_the_context_is_refused_with_a_sentence() -> None:
    doc = document(sentences(900))
    with pytest.raises(InputProblem) as problem:
        run(ScriptedEngine([], 700), doc, passage_of(doc, 1), Revision(RevisionKind.REWRITE))
    assert problem.value.code == "passage_too_long"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Revision(RevisionKind.TONE, wish="formal"), "in this tone: formal."),
        (Revision(RevisionKind.TRANSLATE, wish="zh"), "Translate the passage into Chinese."),
        (Revision(RevisionKind.CUSTOM, wish="Name the island."), "Task: Name the island."),
        (Revision(RevisionKind.SIMPLIFY), "simple words"),
        (Revision(RevisionKind.CONDENSE, 9), "Word Count: 9 words"),
    ],
    ids=["tone", "translate", "custom", "simplify", "condense"],
)
def test_the_wish_is_said_to_the_model(wish: Revision, said: str) -> None:
    doc = document(SEA)
    engine = ScriptedEngine([answering("x")])
    run(engine, doc, passage_of(doc, 1), wish)
    assert said in engine.requests[0].messages[-1].content


@pytest.mark.parametrize(
    ("wish", "target"),
    [
        (Revision(RevisionKind.REWRITE), 100),
        (Revision(RevisionKind.TONE, wish="warm"), 100),
        (Revision(RevisionKind.SIMPLIFY), 100),
        (Revision(RevisionKind.EXPAND), 150),
        (Revision(RevisionKind.EXPAND, 220), 220),
        (Revision(RevisionKind.CONDENSE), 50),
        (Revision(RevisionKind.CONDENSE, 30), 30),
        (Revision(RevisionKind.TRANSLATE, wish="de"), 100),
        (Revision(RevisionKind.TRANSLATE, wish="zh"), 170),
    ],
)
def test_the_length_follows_the_passage_or_the_number_asked_for(wish, target) -> None:
    goal = goal_of(wish, sentences(100))
    assert goal is not None
    assert goal.target == target
    assert goal.low <= target <= goal.high


def test_the_writers_own_words_leave_the_length_to_the_model() -> None:
    assert goal_of(Revision(RevisionKind.CUSTOM, wish="In verse."), SEA) is None


def test_a_piece_of_a_sentence_may_end_anywhere() -> None:
    goal = goal_of(Revision(RevisionKind.REWRITE), "the old stone tower")
    assert goal is not None
    assert goal.low == 1


def test_continue_goes_on_behind_the_passage_with_the_text_as_prefill() -> None:
    doc = document(SEA)
    engine = ScriptedEngine([answering(" Then came the tower.")])
    passage = passage_of(doc, 1, "Men at sea steered by them.")
    events = run(engine, doc, passage, Revision(RevisionKind.CONTINUE, 20))
    assert engine.requests[0].prefill.endswith("Men at sea steered by them.")
    assert ended(events).text == "Men at sea steered by them. Then came the tower."
    goal = engine.requests[0].length
    assert goal is not None
    assert goal.target == 12 + 20


@pytest.mark.parametrize(
    ("passage", "answer", "stands"),
    [
        ("One line.", '"Another line."', "Another line."),
        ('"Halt!"', '"Stop!"', '"Stop!"'),
        ("One line.", "Two.\n\nLines.", "Two. Lines."),
        ("- one\n- two", "- eins\n- zwei\n", "- eins\n- zwei"),
        ("> quoted\n> text", "> said\n> words", "> said\n> words"),
        ("\u706f\u5854\u3002", "\u201c\u9ad8\u5854\u3002\u201d", "\u9ad8\u5854\u3002"),
        ("One line.", "  \n", ""),
    ],
)
def test_the_answer_is_made_to_stand_where_the_passage_stood(passage, answer, stands) -> None:
    assert fitted(RevisionKind.REWRITE, passage, answer) == stands


def test_what_came_before_the_engine_failed_is_an_answer() -> None:
    doc = document(SEA)
    engine = ScriptedEngine([failing_after("Sailors took their bearings from the fires there.")])
    events: list[object] = []
    answer = revise_passage(engine, doc, passage_of(doc, 1), Revision(RevisionKind.REWRITE))
    with pytest.raises(EngineProblem):
        drain(answer, events)
    assert ended(events).stop_reason is StopReason.INTERRUPTED
    assert ended(events).text.startswith("Sailors took their bearings")


def test_smoothing_rewrites_only_the_sentences_where_two_sections_meet() -> None:
    doc = document(SEA, TOWER)
    engine = ScriptedEngine([answering("Nights were dark."), answering("A tower rose.")])
    ids = [section.id for section in doc.outline.sections]
    last = list(smooth_joins(engine, doc, ids))[-1]
    assert last == JoinsSmoothed(
        (
            (ids[0], "Monks lit fires on the headlands. Men at sea steered by them."
             " Nights were dark."),
            (ids[1], "A tower rose. It fell in an earthquake. Nobody rebuilt it again."),
        )
    )  # fmt: skip


def test_the_beginning_is_smoothed_against_the_new_end() -> None:
    doc = document(SEA, TOWER)
    engine = ScriptedEngine([answering("Nights were dark."), answering("A tower rose.")])
    list(smooth_joins(engine, doc, [section.id for section in doc.outline.sections]))
    assert "The tower stood" in engine.requests[0].messages[-1].content
    assert "Nights were dark." in engine.requests[1].messages[-1].content


def test_every_join_of_the_sections_named_is_smoothed() -> None:
    doc = document(SEA, TOWER, HALL)
    engine = ScriptedEngine([answering(f"New {n}.") for n in range(4)])
    ids = [section.id for section in doc.outline.sections]
    last = list(smooth_joins(engine, doc, ids))[-1]
    assert isinstance(last, JoinsSmoothed)
    middle = dict(last.texts)[ids[1]]
    assert middle == "New 1. It fell in an earthquake. New 2."


def test_a_section_of_one_sentence_is_rewritten_once() -> None:
    doc = document(SEA, "One sentence only.", HALL)
    engine = ScriptedEngine([answering(f"New {n}.") for n in range(3)])
    ids = [section.id for section in doc.outline.sections]
    last = list(smooth_joins(engine, doc, ids))[-1]
    assert isinstance(last, JoinsSmoothed)
    assert dict(last.texts)[ids[1]] == "New 1."
    assert engine.scripts == []


FEUER = "Mönche entzündeten Feuer auf den Landzungen. Seeleute richteten sich danach."
FEUER_NOW = "Mönche entzündeten Feuer auf hohen Landzungen. Seeleute richteten sich danach."
HUO = "僧侣在海角上点火。海上的人以此辨别方向。夜晚很长。"


@pytest.mark.parametrize(
    ("now", "language", "takes", "copied"),
    [
        (HUO, "en", (SEA, HUO), SEA),
        (HUO, "en", (TOWER, SEA, HUO), SEA),
        (SEA, "zh", (HUO, TOWER, SEA), HUO),
        (FEUER_NOW, "en-GB", (SEA, FEUER), SEA),
        (SEA, "zh", (TOWER, SEA, " \n"), SEA),
        (HUO, "ja", (SEA, HUO), HUO),
        (HUO, "en", (), HUO),
    ],
    ids=["back", "newest", "script", "edited", "none in it", "other script", "no takes"],
)
def test_a_translation_is_guessed_from_an_earlier_take_in_its_language(
    now: str, language: str, takes: tuple[str, ...], copied: str
) -> None:
    doc, engine = document(now), ScriptedEngine([answering(SEA)])
    earlier = taken(doc, *takes)
    wish = Revision(RevisionKind.TRANSLATE, wish=language)
    list(revise_passage(engine, doc, passage_of(doc, 1), wish, takes=earlier))
    assert engine.requests[0].copied_from == copied


def test_what_is_no_translation_is_guessed_from_the_passage() -> None:
    doc, engine = document(SEA), ScriptedEngine([answering(SEA)])
    wish = Revision(RevisionKind.REWRITE)
    list(revise_passage(engine, doc, passage_of(doc, 1), wish, takes=taken(doc, TOWER)))
    assert engine.requests[0].copied_from == SEA


def taken(doc: Document, *texts: str) -> list[Take]:
    when, section = datetime(2026, 1, 1, tzinfo=UTC), doc.outline.sections[0].id
    return [
        Take(str(number), section, when, TakeOrigin.WRITER, text, 60)
        for number, text in enumerate(texts)
    ]
