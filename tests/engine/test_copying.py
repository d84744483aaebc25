# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is guessed of an answer that repeats most of a known text."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.revising import revise_passage
from longwriter_desktop.domain.document import (
    Document,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    LengthGoal,
    Sampling,
)
from longwriter_desktop.domain.revision import Revision, RevisionKind, passage_in
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.worker.cache import BranchCache, ContextFull
from longwriter_desktop.engine.worker.copying import (
    CopyGuesser,
    Experience,
    best_guess_count,
    measure_batches,
)
from longwriter_desktop.engine.worker.generate import Session
from longwriter_desktop.engine.worker.model import ModelLoader
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, ThreadLimit
from tests.engine.asking import STORY, turns
from tests.support.scripted import ScriptedEngine, answering

SOURCE = list(range(100, 160))
GREEDY = Sampling(temperature=0.0, repeat_penalty=1.0, dry_multiplier=0.0)
ENDLESS = LengthGoal(10**6, 10**6 - 1, 10**6 + 1)  # no answer may end before its last token
COSTS = {1: 1.0, 4: 1.65, 8: 2.8, 16: 4.3}


Measure = Callable[[BranchCache], dict[int, float]]


@contextmanager
def loaded(path: Path, measure: Measure, flag: CancelFlag) -> Iterator[Session]:
    """A model in this process."""
    log = NativeLog()
    model = ModelLoader(log, flag).load(protocol.Load(1, str(path), 1_024), lambda _share: None)
    cache = BranchCache(model.context, model.sequences, flag, log, ThreadLimit(), 128)
    with closing(Session(model, cache, flag, measure)) as session:
        yield session


@pytest.fixture
def session(starter_path: Path) -> Iterator[Session]:
    """The starter model, whose batches cost what `COSTS` says: measured, they would cost what
    other programs leave."""
    with loaded(starter_path, lambda _cache: COSTS, CancelFlag()) as session:
        yield session


def written(session: Session, request: GenerateRequest) -> Generated:
    events: list[EngineEvent] = []
    session.generate([request], lambda _number, event: events.append(event), lambda _number: False)
    assert isinstance(events[-1], Generated)
    return events[-1]


def copying(count: int) -> tuple[CopyGuesser, list[int]]:
    """A guesser, and the first `count` tokens of the source as the answer so far."""
    guesser, answer = CopyGuesser(SOURCE, COSTS), SOURCE[:count]
    for end in range(1, count + 1):
        guesser.guesses(answer[:end])
    return guesser, answer


def test_copying_begins_with_the_first_token() -> None:
    assert CopyGuesser(SOURCE, COSTS).guesses(SOURCE[:1])[:3] == SOURCE[1:4]


def test_behind_a_replaced_token_the_text_is_guessed_to_go_on_as_it_was() -> None:
    guesser, answer = copying(10)
    guesser.learn(3, 0)
    assert guesser.guesses([*answer, 7])[:3] == SOURCE[11:14]


def test_behind_several_replaced_tokens_as_many_are_skipped() -> None:
    guesser, answer = copying(10)
    guesser.guesses([*answer, 7])
    guesser.learn(3, 0)
    assert guesser.guesses([*answer, 7, 8])[:3] == SOURCE[12:15]


def test_behind_an_inserted_token_the_place_is_found_again() -> None:
    guesser, answer = copying(10)
    guesser.guesses([*answer, 7])
    guesser.learn(3, 0)
    assert guesser.guesses([*answer, 7, SOURCE[10]])[:3] == SOURCE[11:14]


def test_after_a_right_guess_behind_a_replaced_token_copying_goes_on_from_there() -> None:
    guesser, answer = copying(10)
    made = guesser.guesses([*answer, 7])
    guesser.learn(len(made), 2)
    assert guesser.guesses([*answer, 7, *made[:2], 8])[:3] == SOURCE[14:17]


def test_replaced_tokens_cost_nothing_once_guesses_behind_them_were_never_right() -> None:
    guesser, answer = copying(10)
    made = 1
    for number in range(30):
        answer.append(1000 + number)
        made = len(guesser.guesses(answer))
        guesser.learn(made, 0)
    assert made == 0


def misled(experience: Experience) -> CopyGuesser:
    """A guesser that was never right: behind each token of the source there came another."""
    guesser = CopyGuesser(SOURCE, COSTS, experience)
    answer: list[int] = []
    for number, token in enumerate(SOURCE[:20]):
        for drawn in (token, 1000 + number):
            answer.append(drawn)
            guesser.learn(len(guesser.guesses(answer)), 0)
    return guesser


def test_a_guesser_that_was_always_wrong_rests() -> None:
    guesser = misled(Experience())
    assert guesser.guesses([7, 8, 9]) == []
    assert guesser.rests


def test_a_guesser_of_a_text_that_is_not_found_rests_though_it_was_never_wrong() -> None:
    guesser = CopyGuesser(SOURCE, {1: 1.0, 4: 3.9})  # which pays where nearly all are right only
    answer = list(range(1000, 1030))
    for end in range(1, len(answer) + 1):
        assert guesser.guesses(answer[:end]) == []
    assert guesser.rests


def test_one_that_guesses_does_not_rest() -> None:
    guesser, _answer = copying(10)
    assert not guesser.rests


def tokens_until_guesses(guesser: CopyGuesser, answer: list[int], step: int) -> int:
    """How many tokens of a copied text it takes, if it is asked behind each `step` of them."""
    for end in range(step, len(SOURCE), step):
        if guesser.guesses([*answer, *SOURCE[:end]]):
            return end
    raise AssertionError("nothing was guessed of a text that is copied")


@pytest.mark.parametrize("step", [1, 5])
def test_guesses_begin_again_where_the_answer_copies_again(step: int) -> None:
    answer = [7, 8, 9]
    guesser = misled(Experience())
    guesser.guesses(answer)
    assert tokens_until_guesses(guesser, answer, step) <= 15


def test_what_was_wrong_in_one_answer_is_not_tried_in_the_next() -> None:
    experience = Experience()
    misled(experience)
    assert CopyGuesser(SOURCE, COSTS, experience).guesses(SOURCE[:3]) == []
    assert tokens_until_guesses(CopyGuesser(SOURCE, COSTS, experience), [7], 1) <= 15


def test_guesses_fill_a_batch_of_a_measured_size_at_the_source_s_end_too() -> None:
    for end in range(40, len(SOURCE) + 1):
        guesser, answer = copying(end)
        assert 1 + len(guesser.guesses(answer)) in COSTS


def test_the_count_is_what_yields_most_for_its_cost() -> None:
    assert best_guess_count(0.99, COSTS, first=0.99, most=50) == 15
    assert best_guess_count(0.9, COSTS, first=0.3, most=50) in (3, 7)
    assert best_guess_count(0.2, COSTS, first=0.2, most=50) == 0


def test_much_of_a_copied_text_is_guessed(session: Session) -> None:
    request = GenerateRequest(turns(STORY), 200, sampling=GREEDY, loop_guard=False)
    plain = written(session, request)
    guessed = written(session, replace(request, copied_from=plain.text))
    assert plain.stats.guessed_tokens == 0
    assert guessed.stats.guessed_right > 50


def translation(*takes: str) -> GenerateRequest:
    """What is asked for where a Chinese text is translated into English."""
    when, item = datetime(2026, 1, 1, tzinfo=UTC), new_section("Fires", "the lamp at sea", 80)
    text = "僧侣在海角上点火。海上的人以此辨别方向。夜晚很长。" * 4
    document = Document("d", "Keepers", "Write.", 80, "en", Outline((item,)))
    document = replace(document, texts={item.id: SectionText(text)})
    earlier = [Take(text, item.id, when, TakeOrigin.MODEL, text, 80) for text in takes]
    wish = Revision(RevisionKind.TRANSLATE, wish="en")
    engine = ScriptedEngine([answering("Fires.")])
    list(revise_passage(engine, document, passage_in(item.id, text), wish, takes=earlier))
    return replace(engine.requests[0], sampling=GREEDY, loop_guard=False)


def test_much_of_a_translation_back_is_guessed_from_the_text_of_before(session: Session) -> None:
    plain = written(session, translation())
    back = written(session, translation(plain.text))
    assert plain.stats.guessed_right < 5
    assert back.stats.guessed_right > 10


def test_of_a_text_that_is_not_copied_less_is_guessed_with_every_answer(session: Session) -> None:
    request = GenerateRequest(turns(STORY), 120, sampling=GREEDY, loop_guard=False)
    other = GenerateRequest(turns("Name three ships."), 120, sampling=GREEDY, loop_guard=False)
    other = replace(other, copied_from=written(session, request).text.upper())
    first, second = (written(session, other).stats.guessed_tokens for _ in range(2))
    assert first > second


@pytest.mark.parametrize("seed", range(3))
def test_a_text_whose_second_half_is_copied_is_the_same_with_guesses(
    tiny_path: Path, seed: int
) -> None:
    """Its first half is drawn as if nothing was to be guessed. The tiny model's results do not
    depend on how many tokens are in a batch."""
    warm = Sampling(temperature=0.9, top_k=12)
    request = GenerateRequest(turns(STORY), 600, sampling=warm, seed=seed, length=ENDLESS)
    with loaded(tiny_path, lambda _cache: COSTS, CancelFlag()) as session:
        plain = written(session, request)
        half = plain.text[len(plain.text) // 2 :]
        guessed = written(session, replace(request, copied_from=half))
    assert guessed.text == plain.text
    assert guessed.stats.guessed_right > 10


def test_a_cancel_while_costs_are_measured_ends_the_answer(starter_path: Path) -> None:
    flag = CancelFlag()

    def cancelled(cache: BranchCache) -> dict[int, float]:
        flag.set()
        return measure_batches(cache)

    request = GenerateRequest(turns(STORY), 20, copied_from=STORY)
    with loaded(starter_path, cancelled, flag) as session:
        assert written(session, request).stop_reason is StopReason.CANCELLED


def test_where_there_is_no_room_to_measure_costs_nothing_is_guessed(starter_path: Path) -> None:
    def full(_cache: BranchCache) -> dict[int, float]:
        raise ContextFull

    request = GenerateRequest(turns(STORY), 20, sampling=GREEDY, copied_from=STORY)
    with loaded(starter_path, full, CancelFlag()) as session:
        answer = written(session, request)
    assert answer.stop_reason is StopReason.LENGTH_LIMIT
    assert not answer.stats.guessed_tokens
