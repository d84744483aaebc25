# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What comes out of the worker: characters, stops, seeds, grammars, limits."""

from pathlib import Path

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Sampling, TextDelta
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, answer, ask, events_of, shown
from tests.engine.tiny_gguf import Shape, write_tiny_model

CHINESE = "灯塔在雾中。🗼 naïve – «ça»!"
LETTERS = "root ::= part{40}\npart ::= [a-z ]{100}"
GREEDY = Sampling(temperature=0.0)


def exactly(text: str) -> str:
    """A grammar with one sentence in its language."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'root ::= "{escaped}"'


def test_characters_of_several_tokens_come_whole(tiny: WorkerEngine) -> None:
    events = events_of(tiny, STORY, tokens=400, grammar=exactly(CHINESE))
    assert answer(events).text == CHINESE
    assert all("\ufffd" not in e.text for e in events if isinstance(e, TextDelta))
    assert shown(events) == CHINESE


def test_half_a_character_at_the_end_is_not_shown(tiny: WorkerEngine) -> None:
    assert ask(tiny, STORY, tokens=4, grammar=exactly("灯塔在")).text == "灯"


@pytest.mark.parametrize("seed", range(4))
def test_a_control_token_never_ends_what_a_grammar_has_not_done_with(
    tiny: WorkerEngine, seed: int
) -> None:
    """To llama.cpp's grammar a control token is the letters that it is spelled with."""
    hot = Sampling(temperature=3.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0)
    grammar = 'root ::= [a-z<>|]{400} "."'
    result = ask(tiny, STORY, tokens=900, sampling=hot, seed=seed, grammar=grammar)
    assert (len(result.text), result.text[-1], result.stop_reason) == (
        401, ".", StopReason.FINISHED,
    )  # fmt: skip


def test_control_tokens_never_stand_in_the_text(tiny: WorkerEngine) -> None:
    hot = Sampling(temperature=3.0, top_k=0, top_p=1.0, min_p=0.0, repeat_penalty=1.0)
    texts = [ask(tiny, STORY, tokens=300, sampling=hot, seed=seed).text for seed in range(4)]
    assert not any(mark in text for mark in ("<|pad|>", "<|user|>") for text in texts)


@pytest.mark.parametrize("stop", ["STOP", "P", "\n\nSTOP", "ÉE", "塔"])
def test_a_stop_string_ends_the_text_and_is_never_shown(tiny: WorkerEngine, stop: str) -> None:
    text = f"One. STO! ÉÉ {stop} Two."
    events = events_of(tiny, STORY, tokens=200, grammar=exactly(text), stop=("never", stop))
    end = text.index(stop)
    assert answer(events).text == text[:end].rstrip()
    assert answer(events).stop_reason is StopReason.FINISHED
    deltas = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert deltas == answer(events).text


def test_what_only_looks_like_a_stop_string_is_shown(tiny: WorkerEngine) -> None:
    events = events_of(tiny, STORY, tokens=99, grammar=exactly("A STO"), stop=("STOP",))
    assert answer(events).text == shown(events) == "A STO"


def test_the_text_has_no_white_space_around_it(tiny: WorkerEngine) -> None:
    events = events_of(tiny, STORY, tokens=99, grammar=exactly("\n  A b.\n\n "))
    assert answer(events).text == shown(events) == "A b."


def test_white_space_behind_a_prefill_is_kept(tiny: WorkerEngine) -> None:
    events = events_of(tiny, STORY, tokens=99, prefill="A", grammar=exactly("\n\nB "))
    assert answer(events).text == shown(events) == "\n\nB"


def test_the_same_seed_writes_the_same_text_and_another_another(tiny: WorkerEngine) -> None:
    hot = Sampling(temperature=1.5)
    ask(tiny, STORY)
    first, again = (ask(tiny, STORY, sampling=hot, seed=5).text for _ in range(2))
    other = ask(tiny, STORY, sampling=hot, seed=6).text
    assert first == again != other


def test_no_temperature_is_greedy_whatever_the_seed(tiny: WorkerEngine) -> None:
    ask(tiny, STORY)
    texts = {ask(tiny, STORY, sampling=GREEDY, seed=seed).text for seed in range(3)}
    assert len(texts) == 1


def test_a_grammar_that_cannot_be_read_is_a_problem_and_the_worker_lives(
    tiny: WorkerEngine,
) -> None:
    with pytest.raises(EngineProblem) as caught:
        ask(tiny, STORY, grammar='root ::= "a" nothing')
    assert caught.value.code == "bad_grammar"
    assert ask(tiny, STORY, grammar=exactly("yes")).text == "yes"


def test_a_text_that_reaches_its_token_limit_says_so(tiny: WorkerEngine) -> None:
    result = ask(tiny, STORY, tokens=12, grammar="root ::= [a-z]*")
    assert result.stop_reason in (StopReason.LENGTH_LIMIT, StopReason.FINISHED)
    result = ask(tiny, STORY, tokens=12, grammar="root ::= [a-z]{50}", loop_guard=False)
    assert result.stop_reason is StopReason.LENGTH_LIMIT
    assert result.stats.generated_tokens == 12


def test_a_full_context_ends_the_text_and_keeps_it(engine: WorkerEngine, tmp_path: Path) -> None:
    engine.load_now(write_tiny_model(tmp_path / "m.gguf", Shape(context=256)))
    info = engine.info
    events = events_of(engine, STORY, tokens=5_000, grammar=LETTERS, loop_guard=False)
    result = answer(events)
    assert result.stop_reason is StopReason.CONTEXT_FULL
    assert result.text == shown(events)
    total = result.stats.prompt_tokens + result.stats.generated_tokens
    assert info.context_tokens <= total <= info.context_tokens + 1


def test_a_prompt_longer_than_the_context_is_a_problem(tiny: WorkerEngine) -> None:
    with pytest.raises(EngineProblem) as caught:
        ask(tiny, "word " * 2_000)
    assert caught.value.code == "prompt_too_long"
    assert caught.value.params["tokens"] > caught.value.params["context"]


def test_an_empty_conversation_is_answered(tiny: WorkerEngine) -> None:
    assert ask(tiny, grammar=exactly("Hm.")).text == "Hm."


def test_text_with_a_lone_surrogate_is_read(tiny: WorkerEngine) -> None:
    assert ask(tiny, "bad \ud800 text", grammar=exactly("Hm.")).text == "Hm."


def test_speed_and_counts_are_reported(tiny: WorkerEngine) -> None:
    stats = ask(tiny, STORY, tokens=30, grammar="root ::= [a-z]{90}", loop_guard=False).stats
    assert stats.generated_tokens == 30
    assert stats.generate_seconds > 0
    assert stats.tokens_per_second > 0
