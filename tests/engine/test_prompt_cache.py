# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How little of a prompt is read again, and that it is read as what it is."""

from pathlib import Path

import pytest

from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    Message,
    PromptProgress,
    Sampling,
)
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, ask, events_of, turns
from tests.engine.tiny_gguf import TEMPLATE, write_tiny_model

HOT = Sampling(temperature=2.0, top_k=0, top_p=1.0, min_p=0.0)  # tokens no tokeniser would choose
STEP = "Write section 2 of 3 - The storm\nMain Point: a ship comes\nWord Count: 200 words"


def test_the_same_prompt_again_reads_one_token(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    first = ask(engine, STORY).stats
    again = ask(engine, STORY).stats
    assert first.evaluated_tokens == first.prompt_tokens > 100
    assert again.evaluated_tokens == 1
    assert again.reused_tokens == again.prompt_tokens - 1


def test_an_answer_goes_back_in_as_the_tokens_it_was_generated_as(tiny: WorkerEngine) -> None:
    first = ask(tiny, STORY, sampling=HOT, tokens=80)
    second = ask(tiny, STORY, first.text, STEP, sampling=HOT, tokens=80)
    step_tokens = tiny.count_tokens([STEP])[0]
    assert second.stats.evaluated_tokens <= step_tokens + 12
    third = ask(tiny, STORY, first.text, STEP, second.text, STEP, sampling=HOT)
    assert third.stats.evaluated_tokens <= step_tokens + 12


def test_regenerating_an_answer_keeps_everything_in_front_of_it(tiny: WorkerEngine) -> None:
    first = ask(tiny, STORY, sampling=HOT)
    ask(tiny, STORY, first.text, STEP, seed=1)
    assert ask(tiny, STORY, first.text, STEP, seed=2).stats.evaluated_tokens == 1


def test_an_edited_answer_is_read_from_there(tiny: WorkerEngine) -> None:
    first = ask(tiny, STORY)
    ask(tiny, STORY, first.text, STEP)
    edited = ask(tiny, STORY, "The keeper slept.", STEP).stats
    opening = tiny.count_tokens([STORY])[0]
    assert edited.reused_tokens >= opening
    assert edited.evaluated_tokens <= tiny.count_tokens(["The keeper slept." + STEP])[0] + 12


def test_the_beginning_of_an_answer_goes_back_in_exactly(tiny: WorkerEngine) -> None:
    first = ask(tiny, STORY, sampling=HOT, tokens=60)
    more = ask(tiny, STORY, sampling=HOT, tokens=60, prefill=first.text)
    assert more.stats.evaluated_tokens <= 4
    whole = first.text + more.text
    after = ask(tiny, STORY, whole, STEP, sampling=HOT)
    assert after.stats.evaluated_tokens <= tiny.count_tokens([STEP])[0] + 12


def test_prompt_progress_runs_from_what_is_reused_to_the_whole(tiny: WorkerEngine) -> None:
    ask(tiny, STORY)
    events = events_of(tiny, STORY, "One.", STEP)
    progress = [event for event in events if isinstance(event, PromptProgress)]
    total = progress[0].total
    assert progress[0].read == progress[0].reused > 0
    assert progress[-1].read == total
    assert [event.read for event in progress] == sorted(event.read for event in progress)


@pytest.mark.parametrize("mark", ["<|end|>", "<|begin|>", "<|assistant|>"])
@pytest.mark.parametrize("where", ["user", "assistant", "prefill"])
def test_a_control_token_in_a_text_stays_text(tiny: WorkerEngine, mark: str, where: str) -> None:
    def read(text: str) -> int:
        contents = [STORY, "Fine.", "Go on."]
        prefill = text if where == "prefill" else ""
        if where != "prefill":
            contents[0 if where == "user" else 1] = text
        return ask(tiny, *contents, tokens=1, prefill=prefill).stats.prompt_tokens

    extra = read(f"a {mark} b") - read("a b")
    assert extra == tiny.count_tokens([f"a {mark} b"])[0] - tiny.count_tokens(["a b"])[0] > 1


def test_counting_does_not_interpret_control_tokens(tiny: WorkerEngine) -> None:
    assert tiny.count_tokens(["<|end|>"])[0] > 3


def test_counts_come_in_the_order_of_the_texts(tiny: WorkerEngine) -> None:
    assert tiny.count_tokens(["", "abc", "", "q", "abc"]) == [0, 3, 0, 1, 3]
    assert tiny.count_tokens([]) == []


def test_a_template_given_at_load_replaces_the_files_own(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    for _progress in engine.load(tiny_path, prompting=Prompting("[INST]{prompt}[/INST]")):
        pass
    prompt = "[INST]Hello[/INST]Yes[INST]More[/INST]"
    stats = ask(engine, "Hello", "Yes", "More", tokens=1).stats
    assert stats.prompt_tokens == engine.count_tokens([prompt])[0] + 1  # the begin token


def test_longwriter_llama_is_asked_in_its_own_form_whatever_its_file_says(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    engine.load_now(write_tiny_model(tmp_path / "m.gguf", name="LongWriter-Llama3.1-8b"))
    stats = ask(engine, "Hello", tokens=1).stats
    assert stats.prompt_tokens == engine.count_tokens(["[INST]Hello[/INST]"])[0] + 1


def test_a_model_without_a_template_gets_the_bare_texts(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    engine.load_now(write_tiny_model(tmp_path / "m.gguf", template=None))
    stats = ask(engine, "Hello", "Yes", "More", tokens=1).stats
    assert stats.prompt_tokens == engine.count_tokens(["Hello\n\nYes\n\nMore\n\n"])[0] + 1


def test_a_system_turn_joins_the_first_question_where_the_template_refuses_it(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    strict = (
        "{% if messages[0].role == 'system' %}{{ raise_exception('no') }}{% endif %}" + TEMPLATE
    )
    engine.load_now(write_tiny_model(tmp_path / "m.gguf", template=strict))

    def read(*messages: Message) -> int:
        *_, last = engine.generate(GenerateRequest(messages, 1))
        assert isinstance(last, Generated)
        return last.stats.prompt_tokens

    merged = read(Message("system", "Be brief."), Message("user", "Hello"))
    assert merged == read(*turns("Be brief.\n\nHello"))
