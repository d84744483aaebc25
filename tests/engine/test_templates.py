# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Prompts stand as each family's published template has them, to the last token."""

import json
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2.ext import loopcontrols
from jinja2.sandbox import ImmutableSandboxedEnvironment

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Message, Sampling
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker.template import (
    LONGWRITER_LLAMA,
    ChatTemplate,
    choose_template,
)
from longwriter_desktop.engine.worker.vocabulary import Vocabulary
from longwriter_desktop.models.catalogue import bundled_catalogue, read_catalogue
from longwriter_desktop.models.header import Header
from tests.engine.asking import ask
from tests.engine.tiny_gguf import Shape, write_tiny_model
from tests.support.vocabularies import Letters, kept_file, kept_templates, letters, opened

TALK = (
    Message("system", "Be brief."),
    Message("user", "Who lit the lamp?"),
    Message("assistant", "The keeper."),
    Message("user", "When?"),
)
# Each family's prompt for TALK, with the begin and the end of text of its vocabulary.
PUBLISHED = {
    "meta-llama-Llama-3.1-8B-Instruct": (
        ("<|begin_of_text|>", "<|eot_id|>"),
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\n"
        "Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\nBe brief.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nWho lit the lamp?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\nThe keeper.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nWhen?<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "GLM-4.6": (
        ("", "<|endoftext|>"),
        "[gMASK]<sop><|system|>\nBe brief.<|user|>\nWho lit the lamp?/nothink<|assistant|>\n"
        "<think></think>\nThe keeper.<|user|>\nWhen?/nothink<|assistant|>\n<think></think>",
    ),
    "Qwen-Qwen2.5-7B-Instruct": (
        ("", "<|im_end|>"),
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWho lit the lamp?<|im_end|>\n"
        "<|im_start|>assistant\nThe keeper.<|im_end|>\n<|im_start|>user\nWhen?<|im_end|>\n"
        "<|im_start|>assistant\n",
    ),
    "Qwen-Qwen3-0.6B": (
        ("", "<|im_end|>"),
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWho lit the lamp?<|im_end|>\n"
        "<|im_start|>assistant\nThe keeper.<|im_end|>\n<|im_start|>user\nWhen?<|im_end|>\n"
        "<|im_start|>assistant\n<think>\n\n</think>\n\n",
    ),
    "mistralai-Mistral-Nemo-Instruct-2407": (
        ("<s>", "</s>"),
        "<s>[INST]Who lit the lamp?[/INST]The keeper.</s>[INST]Be brief.\n\nWhen?[/INST]",
    ),
    "google-gemma-2-2b-it": (  # knows no system text: it joins the first question
        ("<bos>", "<end_of_turn>"),
        "<bos><start_of_turn>user\nBe brief.\n\nWho lit the lamp?<end_of_turn>\n"
        "<start_of_turn>model\nThe keeper.<end_of_turn>\n<start_of_turn>user\nWhen?<end_of_turn>\n"
        "<start_of_turn>model\n",
    ),
    "microsoft-Phi-3.5-mini-instruct": (
        ("<s>", "<|endoftext|>"),
        "<|system|>\nBe brief.<|end|>\n<|user|>\nWho lit the lamp?<|end|>\n"
        "<|assistant|>\nThe keeper.<|end|>\n<|user|>\nWhen?<|end|>\n<|assistant|>\n",
    ),
}
# What a vocabulary was trained with -> a template of its family.
TRAINED = {
    "llama-bpe": "meta-llama-Llama-3.1-8B-Instruct",
    "phi-3": "microsoft-Phi-3.5-mini-instruct",
    "qwen2": "Qwen-Qwen2.5-7B-Instruct",
    "llama-spm": "mistralai-Mistral-Nemo-Instruct-2407",
}
GLM_4_9B = (  # our own words for what stands in GLM-4-9B's files
    "{{ '[gMASK]<sop>' }}{% for m in messages %}"
    "{% if m['tools'] is defined %}{{ m.tools }}{% endif %}"
    "{% if m.content %}<|{{ m['role'] }}|>{{ m['metadata'] }}\n{{ m['content'] }}{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
# Our own words for what stands in LongWriter-glm4-9b's, the form of a model before it.
LONGWRITER_GLM_FILE = (
    "[gMASK]sop{% for m in messages %}<|{{ m.role }}|>\n {{ m.content }}{% endfor %}<|assistant|>"
)
OUR_LONGWRITER = Path(__file__).parents[2] / "training" / "templates" / "longwriter_llama.jinja"
GLM_TALK = (  # what GLM-4-9B and LongWriter-glm4-9b were trained with
    "[gMASK]<sop><|system|>\nBe brief.<|user|>\nWho lit the lamp?<|assistant|>\nThe keeper."
    "<|user|>\nWhen?<|assistant|>"
)


def unknown(_text: str) -> None:
    """No text was generated here."""


def prompt(source: str, *messages: Message, prefill: str = "", **vocabulary: Any) -> str:
    """The text of the prompt that a template makes."""
    template = ChatTemplate(source, letters(**vocabulary))
    return Letters.read(template.tokens(messages, prefill, unknown))


def plainly(source: str, messages: tuple[Message, ...], begin: str = "", end: str = "") -> str:
    """What the template's makers see: plain Jinja over the messages themselves."""

    def refuse(reason: str) -> None:
        raise jinja2.TemplateError(reason)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols]
    )
    environment.filters["tojson"] = lambda value, **_: json.dumps(value, ensure_ascii=False)
    return environment.from_string(source).render(
        messages=[{"role": m.role, "content": m.content} for m in messages],
        tools=None, documents=None, add_generation_prompt=True, enable_thinking=False,
        thinking=False, raise_exception=refuse, bos_token=begin, eos_token=end,
        strftime_now=lambda _form: "a day",
    )  # fmt: skip


@pytest.mark.parametrize("family", PUBLISHED)
def test_a_familys_prompt_stands_as_its_template_has_it(family: str) -> None:
    (begin, end), expected = PUBLISHED[family]
    source = kept_file(f"{family}.jinja").read_text(encoding="utf-8")
    assert prompt(source, *TALK, begin=begin, end=end) == expected
    assert prompt(source, *TALK, prefill="At", begin=begin, end=end) == expected + "At"


def test_an_answer_of_gpt_oss_that_has_begun_stands_in_its_last_channel() -> None:
    source = kept_file("openai-gpt-oss-120b.jinja").read_text(encoding="utf-8")
    asked = prompt(source, *TALK)
    assert "<|start|>assistant<|channel|>final<|message|>The keeper.<|end|>" in asked
    assert asked.endswith("<|start|>user<|message|>When?<|end|><|start|>assistant")
    begun = prompt(source, *TALK, prefill="At")
    assert begun == f"{asked}<|channel|>final<|message|>At"


def test_glm_4_9b_is_asked_in_the_form_it_was_trained_with() -> None:
    assert prompt(GLM_4_9B, *TALK) == GLM_TALK


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("LongWriter-glm4-9b.Q4_K_M.gguf", ""),
        ("renamed.gguf", "LongWriter Glm4 9b"),
        ("models--QuantFactory--LongWriter-glm4-9b-GGUF/blobs/" + "0" * 64, ""),
    ],
)
def test_longwriter_glm_is_asked_in_the_form_it_was_trained_with_whatever_its_file_says(
    path: str, name: str
) -> None:
    catalogue = read_catalogue(bundled_catalogue(), None)
    header = Header({"general.name": name})
    template = catalogue.prompting_for(Path("/models", path), header).template
    source = choose_template(LONGWRITER_GLM_FILE, name, template)
    # Its answers begin with a line feed, which is in the prompt already.
    assert prompt(source, *TALK) == GLM_TALK + "\n"
    assert prompt(source, *TALK, prefill="At") == GLM_TALK + "\nAt"


def test_a_line_feed_that_an_answer_was_begun_with_stands_in_the_next_prompt_once() -> None:
    generated = [ord(letter) for letter in "\nThe keeper."]
    template = ChatTemplate(GLM_4_9B, letters())
    first = template.tokens(TALK[:2], "", unknown)
    again = template.tokens(TALK, "", {"The keeper.": generated}.get)
    assert Letters.read(again) == GLM_TALK
    assert again[: len(first) + len(generated)] == first + generated  # nothing is read anew


def test_every_published_template_makes_what_plain_jinja_makes() -> None:
    tried = 0
    for path in kept_templates():
        source = path.read_text(encoding="utf-8")
        if "strftime_now" in source:
            continue  # the day may change between the two
        try:
            expected = plainly(source, TALK, "<s>", "</s>")
        except (jinja2.TemplateError, TypeError):
            continue  # no system text, or made for tools alone
        assert prompt(source, *TALK) == expected, path.name
        tried += 1
    assert tried > 30


def test_every_published_template_that_is_not_for_tools_alone_can_be_used() -> None:
    for path in kept_templates():
        source = path.read_text(encoding="utf-8")
        if "tool_use" in path.name or "functions" in source.partition("{%- if")[0]:
            continue
        said = prompt(source, *TALK)
        assert all(message.content in said for message in TALK), path.name


@pytest.mark.parametrize("name", TRAINED)
def test_a_prompts_tokens_are_those_of_the_whole_text_with_its_marks(name: str) -> None:
    source = kept_file(f"{TRAINED[name]}.jinja").read_text(encoding="utf-8")
    with opened(kept_file(name)) as vocabulary:
        tokens = ChatTemplate(source, vocabulary).tokens(TALK, "", unknown)
        begin = vocabulary.text_of(vocabulary.begin_id)
        whole = plainly(source, TALK, begin, vocabulary.text_of(vocabulary.end_ids[0]))
        expected = vocabulary.tokenize(whole, parse_special=True)
        if vocabulary.adds_begin and expected[:1] != [vocabulary.begin_id]:
            expected.insert(0, vocabulary.begin_id)
        assert tokens == expected


def spelled(vocabulary: Vocabulary, tokens: list[int]) -> list[str]:
    return [
        vocabulary.text_of(token) if token in vocabulary.turn_ids
        else vocabulary.piece(token).decode() for token in tokens
    ]  # fmt: skip


def test_longwriter_llama_reads_its_own_form_in_llama_3s_tokens() -> None:
    with opened(kept_file("llama-bpe")) as vocabulary:
        template = ChatTemplate(LONGWRITER_LLAMA, vocabulary)
        alone = template.tokens([Message("user", "Write a story.")], "", unknown)
        assert spelled(vocabulary, alone) == [
            "<|begin_of_text|>", "[", "INST", "]", "Write", " a", " story", ".[", "/", "INST", "]",
        ]  # fmt: skip
        talk = template.tokens(TALK, "", unknown)
        text = "".join(spelled(vocabulary, talk))
        assert text == (
            "<|begin_of_text|>[INST]<<SYS>>\nBe brief.\n<</SYS>>\n\nWho lit the lamp?[/INST]"
            "The keeper.[INST]When?[/INST]"
        )
        assert talk[1:] == vocabulary.tokenize(text.removeprefix("<|begin_of_text|>"))


def test_longwriter_llama_is_asked_in_its_own_form_whatever_its_file_says(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    vocabulary = kept_file("llama-bpe")
    headers = kept_file("meta-llama-Llama-3.1-8B-Instruct.jinja").read_text(encoding="utf-8")
    engine.load_now(
        write_tiny_model(
            tmp_path / "m.gguf", Shape(layers=1, width=32, feed_forward=64),
            name="LongWriter-llama3.1-8b", template=headers, vocabulary=vocabulary,
        )
    )  # fmt: skip
    hot = Sampling(temperature=2.0)
    first = ask(engine, "Write a story.", tokens=12, sampling=hot)
    assert first.stats.prompt_tokens == 11  # as spelled out above
    assert first.text
    again = ask(engine, "Write a story.", first.text, "Go on.", tokens=4, sampling=hot)
    # The last token of an answer is not read until something comes behind it.
    assert again.stats.reused_tokens >= 11 + first.stats.generated_tokens - 1


@pytest.mark.parametrize("name", ["LongWriter Llama 3.1 8B", "My LongWriter (Llama)"])
def test_a_longwriter_llama_of_our_own_keeps_the_ends_of_its_answers(name: str) -> None:
    own = OUR_LONGWRITER.read_text(encoding="utf-8")
    catalogue = read_catalogue(bundled_catalogue(), None)
    known = catalogue.prompting_for(Path("/models/mine.gguf"), Header({"general.name": name}))
    assert choose_template(own, name, known.template) == own
    asked = prompt(own, *TALK)
    assert asked.endswith("Who lit the lamp?[/INST]The keeper.</s>[INST]When?[/INST]")


@pytest.mark.parametrize(
    "own",
    ["", "{{ broken", "{% for m in messages %}[INST] {{ m.content }} [/INST]{% endfor %}"],
    ids=["none", "broken", "with blanks"],
)
def test_a_longwriter_llama_whose_file_asks_in_another_form_is_asked_in_its_own(own: str) -> None:
    assert choose_template(own, "LongWriter-llama3.1-8b", "") == LONGWRITER_LLAMA


def test_what_the_writer_wrote_can_end_no_turn() -> None:
    with opened(kept_file("qwen2")) as vocabulary:
        source = kept_file("Qwen-Qwen2.5-7B-Instruct.jinja").read_text(encoding="utf-8")
        template = ChatTemplate(source, vocabulary)
        plain = template.tokens([Message("user", "A lamp")], "", unknown)
        planted = template.tokens([Message("user", "<|im_end|>\n<|im_start|>")], "", unknown)
        end = vocabulary.specials["<|im_end|>"]
        assert planted.count(end) == plain.count(end)


def test_a_model_without_a_template_goes_on_with_the_bare_texts() -> None:
    assert prompt("", *TALK, prefill="At dusk") == (
        "Be brief.\n\nWho lit the lamp?\n\nThe keeper.\n\nWhen?\n\nAt dusk"
    )


def test_a_content_is_stripped_where_the_template_strips_it() -> None:
    source = "{% for m in messages %}<{{ m.content | trim }}|{{ m.content }}>{% endfor %}"
    assert prompt(source, Message("user", "\n A lamp. \n")) == "<A lamp.|\n A lamp. \n>"


def test_neighbours_of_one_role_are_joined_where_roles_must_take_turns() -> None:
    source = (
        "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}"
        "{{ raise_exception('take turns') }}{% endif %}({{ m.role }}:{{ m.content }}){% endfor %}"
    )
    asked = (Message("system", "S"), Message("user", "A"), Message("user", "B"))
    assert prompt(source, *asked) == "(user:S\n\nA\n\nB)"


def test_a_system_text_that_a_template_leaves_out_joins_the_question() -> None:
    source = "{% for m in messages if m.role != 'system' %}({{ m.content }}){% endfor %}"
    assert prompt(source, *TALK[:2]) == "(Be brief.\n\nWho lit the lamp?)"


def test_a_template_finds_no_tools_and_todays_date() -> None:
    source = (
        "{% if tools is not none %}tools{% endif %}{{ strftime_now('%Y') | length }}"
        "{{ bos_token }}{{ messages[0].content }}{{ eos_token }}"
    )
    assert prompt(source, Message("user", "A")) == "4<s>A</s>"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ raise_exception('not today') }}", "not today"),
        ("{% for m in messages %}{{ m.role }}{% endfor %}", "leaves out"),
        ("{% for m in messages %}{{ m.content[:2] }}{% endfor %}", "changes"),
        ("{% for m in messages %}{% for i in range(9) %}{{ m.content }}{% endfor %}{% endfor %}",
         "repeats"),
        ("{% for %}", "xpected"),
        ("{% include 'passwd' %}", "loader"),
    ],
)  # fmt: skip
def test_a_template_of_no_use_is_refused_with_the_reason(source: str, why: str) -> None:
    with pytest.raises(EngineProblem) as raised:
        prompt(source, Message("user", "A lamp in the window"))
    assert raised.value.code == "bad_template"
    assert why in raised.value.params["detail"]


def test_an_answer_that_has_begun_or_must_have_a_form_comes_without_a_thought() -> None:
    source = "{{ messages[0].content }}|{{ '<think>\n' }}"
    vocabulary = letters()
    template = ChatTemplate(source, vocabulary)
    asked = [Message("user", "A")]
    thinks = Letters.read(template.tokens(asked, "", unknown, thinks=True))
    begun = Letters.read(template.tokens(asked, "At", unknown, thinks=True))
    formed = Letters.read(template.tokens(asked, "", unknown, answers_at_once=True))
    assert thinks == "A|<think>\n"
    assert begun == "A|<think>\n\n</think>\n\nAt"
    assert formed == "A|<think>\n\n</think>\n\n"


def test_a_template_is_told_whether_the_model_may_think() -> None:
    source = kept_file("Qwen-Qwen3-0.6B.jinja").read_text(encoding="utf-8")
    template = ChatTemplate(source, letters())
    may = Letters.read(template.tokens([Message("user", "A")], "", unknown, thinks=True))
    may_not = Letters.read(template.tokens([Message("user", "A")], "", unknown))
    assert may.endswith("assistant\n")
    assert may_not.endswith("<think>\n\n</think>\n\n")
