# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""When a text may end, and where it is closed."""

from pathlib import Path

import pytest

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker import length
from longwriter_desktop.engine.worker.length import Favoured, LengthControl, Phase
from tests.engine.asking import STORY, answer, ask, events_of, shown
from tests.support.vocabularies import kept_file, opened

GOAL = LengthGoal(target=10, low=8, high=14)


def grown(text: str, prefill: str = "", goal: LengthGoal = GOAL) -> tuple[int | None, Phase]:
    """Feed a text word by word up to where it closes: the offset, and the phase then."""
    control = LengthControl(goal, prefill)
    so_far = ""
    for part in text.replace(" ", "\x00 ").replace("\n", "\x00\n").split("\x00"):
        so_far += part
        control.feed(part, len(so_far))
        offset = control.closing_offset(so_far)
        if offset is not None:
            return offset, control.phase
    return None, control.phase


@pytest.mark.parametrize(
    ("words", "phase"),
    [(0, Phase.HOLD), (7, Phase.HOLD), (8, Phase.FAVOUR), (9, Phase.FAVOUR),
     (10, Phase.CLOSE), (13, Phase.CLOSE), (14, Phase.CUT)],
)  # fmt: skip
def test_the_phase_follows_the_words(words: int, phase: Phase) -> None:
    control = LengthControl(GOAL, "")
    control.feed(" word" * words, 5 * words)
    assert control.phase is phase


def test_a_short_text_is_never_closed() -> None:
    assert grown("A b c. D e.\n\nF") == (None, Phase.HOLD)


def test_a_paragraph_near_the_target_is_the_end() -> None:
    text = "One two three four five six seven eight."
    assert grown(text + "\n\nNine") == (len(text), Phase.FAVOUR)


def test_a_sentence_in_front_of_the_target_is_not_the_end() -> None:
    text = "One two three four five six seven eight. Nine ten."
    assert grown(text + " Eleven")[0] == len(text)


def test_from_the_target_the_next_sentence_end_is_the_end() -> None:
    text = "One two three. Four five six seven eight nine ten eleven twelve."
    assert grown(text + " Thirteen") == (len(text), Phase.CLOSE)


@pytest.mark.parametrize("quotes", ['""', "\u201c\u201d", "''", "()"])
def test_a_closing_quote_goes_with_the_sentence(quotes: str) -> None:
    text = f"He said, {quotes[0]}one two three four five six seven eight nine ten.{quotes[1]}"
    assert grown(text + " Then he left")[0] == len(text)


def test_an_abbreviation_is_no_sentence_end() -> None:
    text = "One two three four five six seven eight nine ten Dr. Smith came."
    assert grown(text + " Then")[0] == len(text)


def closed(text: str, goal: LengthGoal = GOAL) -> str | None:
    """Feed a text character by character; what there is of it when it closes."""
    control = LengthControl(goal, "")
    for size in range(1, len(text) + 1):
        control.feed(text[size - 1], size)
        offset = control.closing_offset(text[:size])
        if offset is not None:
            return text[:offset]
    return None


@pytest.mark.parametrize(
    "text",
    ["他说：“灯塔在雾中亮着光呢。”", "他說：「燈塔在霧中亮著光呢！」",
     "他說：『燈塔在霧中亮著光呢？』",
     "他说：“灯塔在雾中亮着光呢”。", "点灯塔上的灯火（每晚都要点。）",
     "灯塔在雾中亮着光，一直亮着……"],
)  # fmt: skip
def test_a_chinese_sentence_closes_with_its_quote(text: str) -> None:
    assert closed(text + "然后他走了") == text


@pytest.mark.parametrize(
    "text",
    ["He said, \u201cOne two three. Four five six seven eight nine ten. And so on.\u201d",
     'He said, "One two three. Four five six seven eight nine ten. And so on."',
     "Il dit\u00a0: \u00abUn deux trois. Quatre cinq six sept huit neuf. Et voil\u00e0.\u00bb",
     "他说：“灯塔亮着光呢。船都回来了。我们走。”", "他說：「燈塔亮著光呢。船都回來了。我們走。」"],
)  # fmt: skip
def test_a_quotation_of_several_sentences_is_not_left_open(text: str) -> None:
    assert closed(text + " Then he left") == text


@pytest.mark.parametrize(
    "text",
    ["- Light the lamp each night\n- Clean the glass\n- Watch the sea well",
     "1. Light the lamp each night\n2. Clean the glass",
     "1. Light the lamp each night, not by day\n2. Clean the glass.",
     "- 点亮灯塔的灯\n- 擦干净玻璃窗户", "1、点亮灯塔的灯\n2、擦干净玻璃窗户",
     "1. 点亮灯塔的灯。\n2. 擦干净玻璃窗户。"],
)  # fmt: skip
def test_a_list_closes_behind_an_item(text: str) -> None:
    assert closed(text + "\n- 4 more things and more") == text


def test_the_number_of_an_item_is_no_sentence_end() -> None:
    text = "One two three four five six seven eight nine ten:\n\n1. Light the lamp."
    assert closed(text + "\nThen go") == text


NINE = "One two three four five six seven eight nine "


@pytest.mark.parametrize(
    "text",
    ["as Smith et al. say in it.", "the bound of Eq. 3 holds.", "wir fahren am 3. Mai nach Rom.",
     "er sagte „Komm.“ und ging.", "and so (as she said. It was late) we left.",
     "**This is bold. It goes on** and ends.", "‘I am tired. I want to go,’ he said.",
     "she asked 'Why? Tell me' and left.", "the 6\" pipe broke.", "as noted.[12]",
     "\n\n| A | B |\n|---|---|\n| Rome | Big. Old. |", "\n\n1. Do this. Then do that.",
     "\n\n> To be. Or not to be.", "\n\n一、第一件事情", "\n\n```python\n# Do it. Now\ngo()\n```"],
)  # fmt: skip
def test_a_text_is_not_closed_in_the_middle_of_what_it_has_begun(text: str) -> None:
    end = "\n\nMore came." if "\n" in text else " More came."
    goal = LengthGoal(target=10, low=8, high=40)
    assert closed(NINE + text + end, goal) == NINE + text


def test_a_quotation_begun_in_front_of_the_answer_is_not_left_open() -> None:
    prefill = "“One two three four five six seven eight nine"
    control = LengthControl(LengthGoal(10, 8, 40), prefill)
    text = " ten. Go on.” Then"
    control.feed(text[:5], 5)
    control.feed(text[5:], len(text))
    assert control.closing_offset(text) == text.index(" Then")


def test_a_paragraph_that_leaves_program_text_open_is_not_the_end() -> None:
    assert closed("```python\n# One two three four five six seven eight.\n\nprint(1") is None


def test_a_chinese_semicolon_is_no_sentence_end() -> None:
    text = "灯塔在雾中亮着光，一直亮着；船回来了。"
    assert closed(text + "然后") == text


def test_the_middle_of_a_word_is_never_looked_at() -> None:
    control = LengthControl(GOAL, "")
    control.feed("one two three four five six seven eight. Ni", 43)
    assert control.bias == (Favoured.END, 0.0)


@pytest.mark.parametrize("prefill", ["", " word" * 30])
def test_tokens_that_nobody_looks_at_do_not_reach_the_length(prefill: str) -> None:
    control, text = LengthControl(LengthGoal(400, 380, 420), prefill), ""
    while control.is_far:
        run = " of" * (2 * control.free_tokens)  # words
        for at in range(0, len(run), 3):
            text += run[at : at + 3]
            control.feed(run[at : at + 3], len(text))
        assert count_words(prefill + text) <= 380
    assert count_words(prefill + text) > 300


def test_what_was_written_before_counts() -> None:
    assert LengthControl(GOAL, "one two three four five six seven eight").phase is Phase.FAVOUR


def test_a_text_without_a_sentence_end_is_cut_behind_its_last_whole_sentence() -> None:
    control = LengthControl(GOAL, "")
    text = "One two three four five six seven eight. Nine ten eleven twelve thirteen fourteen"
    control.feed(text, len(text))
    assert control.phase is Phase.CUT
    assert text[: control.cut_offset(text)].endswith("eight.")


def test_a_text_is_cut_where_it_leaves_nothing_open_if_that_leaves_enough() -> None:
    control = LengthControl(GOAL, "")
    text = "One two three four five six seven eight. Nine (ten. Eleven twelve thirteen fourteen"
    control.feed(text, len(text))
    assert text[: control.cut_offset(text)].endswith("eight.")
    unclosed = "(" + text
    assert unclosed[: control.cut_offset(unclosed)].endswith("ten.")


def test_a_text_is_not_cut_to_much_less_than_was_asked_for() -> None:
    control = LengthControl(GOAL, "")
    text = "One two. Three four five six seven eight nine ten eleven twelve thirteen fourteen"
    control.feed(text, len(text))
    assert text[: control.cut_offset(text)].endswith("thirteen")


def test_the_end_is_favoured_more_the_nearer_the_target_is() -> None:
    control = LengthControl(GOAL, "")
    control.feed("one two three four five six seven eight.", 40)
    kind, first = control.bias
    control.feed(" Nine.", 46)
    assert 0 < first < control.bias[1]
    assert kind is control.bias[0] is Favoured.END


def test_the_end_is_not_favoured_in_the_middle_of_a_sentence() -> None:
    control = LengthControl(GOAL, "")
    control.feed("one two three four five six seven eight", 39)
    assert control.bias == (Favoured.END, 0.0)


def test_a_sentence_that_does_not_end_is_helped_to_from_the_target_on() -> None:
    control = LengthControl(GOAL, "")
    found = []
    for words in (9, 1, 1, 2):
        control.feed(" word" * words, 5 * words)
        found.append(control.bias)
    before, *behind = found
    assert before == (Favoured.END, 0.0)
    assert {kind for kind, _logits in behind} == {Favoured.MARK}
    logits = [logits for _kind, logits in behind]
    assert 0 < logits[0] < logits[1] < logits[2]


def test_what_is_favoured_is_worked_out_once_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def look(line: str) -> tuple[str, ...]:
        looks.append(line)
        return ()

    monkeypatch.setattr(length, "open_marks", look)
    control = LengthControl(GOAL, "one two three four five six seven eight nine ten")
    for at, part in enumerate((" light", "hou", "se", "s", " s", "tood", ",", "灯")):
        control.feed(part, at)
        assert control.bias[0] is Favoured.MARK
    assert [line.split()[-1] for line in looks] == ["light", "s", "stood,", "stood,灯"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [('"One two', Favoured.QUOTE), ('"One" two', Favoured.MARK), ("“One two", Favoured.QUOTE),
     ('"One\ntwo', Favoured.MARK), ("»One two", Favoured.END), ("(One two", Favoured.END),
     ("| One two", Favoured.END), ("```\nOne two", Favoured.END)],
)  # fmt: skip
def test_in_a_quotation_its_end_is_what_is_helped(text: str, kind: Favoured) -> None:
    control = LengthControl(GOAL, "")
    control.feed(text, len(text))
    control.feed(" word" * 9, len(text) + 45)
    assert control.bias[0] is kind


@pytest.mark.parametrize("name", ["starter", "llama-bpe", "llama-spm", "qwen2"])
def test_marks_that_end_a_sentence_are_found_in_every_vocabulary(
    name: str, starter_path: Path
) -> None:
    with opened(starter_path if name == "starter" else kept_file(name)) as vocabulary:
        plain, quoted = (
            {vocabulary.piece(token).decode() for token in tokens} for tokens in vocabulary.mark_ids
        )
    assert {".", "!", "?"} <= plain
    assert '"' in quoted
    assert all(text.strip()[-1] in ".!?。！？" for text in plain)
    assert all(text.strip()[-1] in '"”»」』' for text in quoted)


def test_texts_of_a_model_that_does_not_end_its_sentences_are_not_cut_in_the_middle(
    engine: WorkerEngine, starter_path: Path
) -> None:
    engine.load_now(starter_path)
    reasons = [
        ask(engine, STORY, tokens=400, seed=seed, length=LengthGoal.around(60)).stop_reason
        for seed in range(12)
    ]
    assert reasons.count(StopReason.FINISHED) >= 10  # without help five, as measured


def test_behind_a_sentence_of_an_item_the_end_is_favoured() -> None:
    control = LengthControl(GOAL, "")
    control.feed("1. One two three four five six seven eight nine ten.", 52)
    assert control.bias[0] is Favoured.END
    assert control.bias[1] > 0


def test_in_a_quotation_the_end_is_not_favoured() -> None:
    control = LengthControl(GOAL, "")
    control.feed("“One two three four five six seven eight.", 41)
    assert control.bias == (Favoured.END, 0.0)


def test_counting_starts_again_behind_a_rewind() -> None:
    control = LengthControl(GOAL, "one two")
    control.feed(" word" * 9, 45)
    control.restart(" word" * 2)
    assert control.phase is Phase.HOLD


PROMPT = (
    "Write a document section by section.\n\nInstruction: A story about the sea\n\n"
    "Write section 1 of 2 - The storm\nMain Point: a storm comes\nWord Count: {} words"
)


@pytest.mark.parametrize(("target", "seed"), [(60, 1), (60, 2), (200, 3), (400, 4)])
def test_the_starter_keeps_to_a_length(starter: WorkerEngine, target: int, seed: int) -> None:
    events = events_of(
        starter, PROMPT.format(target), tokens=1_000, seed=seed, length=LengthGoal.around(target)
    )
    result = answer(events)
    assert length_score(target, count_words(result.text)) >= 90
    assert repeated_ngram_share(result.text) < 0.05
    assert result.text == shown(events) == result.text.strip()
    assert result.stop_reason in (StopReason.FINISHED, StopReason.LENGTH_LIMIT)


def test_a_model_that_wants_to_end_goes_on_in_a_new_paragraph(tiny: WorkerEngine) -> None:
    # Random weights draw a control token every few hundred tokens; none of them ends the text.
    result = ask(tiny, PROMPT, tokens=2_000, length=LengthGoal(10_000, 9_000, 11_000), seed=3)
    assert result.stop_reason is StopReason.LENGTH_LIMIT
    assert "\n\n" in result.text


def test_a_stop_string_in_a_text_that_is_too_short_is_taken_out(starter: WorkerEngine) -> None:
    events = events_of(
        starter, PROMPT, tokens=300, stop=(" the",), length=LengthGoal.around(60), seed=4
    )
    assert count_words(answer(events).text) >= 50
    assert shown(events) == answer(events).text


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_a_section_held_to_a_length_is_not_read_again(starter: WorkerEngine, seed: int) -> None:
    goal = LengthGoal.around(80)
    first = ask(starter, PROMPT, tokens=300, length=goal, seed=seed)
    second = ask(starter, PROMPT, first.text, "Go on.", tokens=300, length=goal, seed=seed)
    third = ask(starter, PROMPT, first.text, "Go on.", second.text, "Go on.", tokens=1)
    assert second.stats.evaluated_tokens < 16
    assert third.stats.evaluated_tokens < 16
