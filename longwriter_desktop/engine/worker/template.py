# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From a conversation to token ids, through the model's own chat template.

The template is rendered with placeholders where the messages' contents go. What stands
around them is the template's and may hold control tokens; what the writer wrote is only
ever text, so a manuscript with "<|end|>" in it cannot end a turn. An answer that this
process generated goes back in as the very tokens it was generated as.
"""

import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import jinja2
import jinja2.ext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Message
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

LONGWRITER_LLAMA = "[INST]{prompt}[/INST]"
_BAD_TEMPLATE = (  # what a file's template can raise
    jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError,
)  # fmt: skip
_PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")


class _GenerationTags(jinja2.ext.Extension):
    """Reads `{% generation %}` blocks, which mark answers for training, as plain blocks."""

    tags = {"generation"}  # noqa: RUF012 - jinja2's own interface

    def parse(self, parser: Any) -> Any:
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


def choose_template(own: str, name: str, override: str | None) -> str:
    """The template to use: the caller's, LongWriter-llama3.1's known one, or the file's own."""
    if override:
        return override
    lowered = name.lower()
    if "longwriter" in lowered and "llama" in lowered:
        return LONGWRITER_LLAMA
    return own


class ChatTemplate:
    """A chat template: Jinja, a line with `{prompt}` in it, or "" for none.

    Raises `EngineProblem("bad_template")` when it cannot be parsed or refuses a conversation.
    """

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._render = self._renderer(source)
        texts = sorted(vocabulary.specials, key=len, reverse=True)
        special = "|".join(re.escape(text) for text in texts)
        self._special = re.compile(f"({special})") if special else None

    def tokens(
        self,
        messages: Sequence[Message],
        prefill: str,
        known: Callable[[str], Sequence[int] | None],
    ) -> list[int]:
        """Token ids of the prompt, the beginning of the answer (`prefill`) included.

        `known` gives the ids that a text was generated as, or None.
        """
        rendered = self._rendered(messages)
        builder = _PromptBuilder(self.vocabulary)
        for position, part in enumerate(_PLACEHOLDER.split(rendered)):
            if position % 2 == 0:
                self._add_template_text(builder, part)
            else:
                message = messages[int(part)]
                builder.add_content(message, known if message.role == "assistant" else None)
        if prefill:
            builder.add_content(Message("assistant", prefill), known)
        return builder.finish()

    def _add_template_text(self, builder: "_PromptBuilder", text: str) -> None:
        parts = self._special.split(text) if self._special else [text]
        for position, part in enumerate(parts):
            if position % 2:
                builder.add_special(self.vocabulary.specials[part])
            else:
                builder.add_text(part)

    def _rendered(self, messages: Sequence[Message]) -> str:
        turns = [
            {"role": message.role, "content": f"\ue000{position}\ue001"}
            for position, message in enumerate(messages)
        ]
        try:
            return self._render(turns)
        except _BAD_TEMPLATE as error:
            if len(turns) < 2 or turns[0]["role"] != "system":
                raise EngineProblem("bad_template", detail=str(error)) from error
        merged = [{**turns[1], "content": f"{turns[0]['content']}\n\n{turns[1]['content']}"}]
        try:
            return self._render(merged + turns[2:])
        except _BAD_TEMPLATE as error:
            raise EngineProblem("bad_template", detail=str(error)) from error

    def _renderer(self, source: str) -> Callable[[list[dict[str, str]]], str]:
        if not source:
            return _render_plain
        if "{prompt}" in source and "{%" not in source and "{{" not in source:
            return _FormatTemplate(source)
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[_GenerationTags, jinja2.ext.loopcontrols],
        )
        environment.filters["tojson"] = _to_json
        try:
            template = environment.from_string(source)
        except jinja2.TemplateError as error:
            raise EngineProblem("bad_template", detail=str(error)) from error
        return _JinjaTemplate(template, self.vocabulary)


class _FormatTemplate:
    """`[INST]{prompt}[/INST]`: turns simply joined, Llama 2's marks around a system text."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __call__(self, turns: list[dict[str, str]]) -> str:
        text, system = "", ""
        for turn in turns:
            if turn["role"] == "system":
                system = f"<<SYS>>\n{turn['content']}\n<</SYS>>\n\n"
            elif turn["role"] == "user":
                text += self._source.replace("{prompt}", system + turn["content"])
                system = ""
            else:
                text += turn["content"]
        return text


class _JinjaTemplate:
    """A Jinja chat template with the variables that such templates expect."""

    def __init__(self, template: jinja2.Template, vocabulary: Vocabulary) -> None:
        self._template = template
        self._variables = {
            "add_generation_prompt": True,
            "enable_thinking": False,
            "bos_token": vocabulary.text_of(vocabulary.begin_id),
            "eos_token": vocabulary.text_of(vocabulary.end_ids[0] if vocabulary.end_ids else -1),
            "raise_exception": _refuse,
            "strftime_now": datetime.now().strftime,
        }

    def __call__(self, turns: list[dict[str, str]]) -> str:
        return self._template.render(messages=turns, **self._variables)


class _PromptBuilder:
    """Collects special ids, known ids and text; neighbouring texts are tokenised as one."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._ids: list[int] = []
        self._text: list[str] = []

    def add_special(self, token: int) -> None:
        self._close_text()
        self._ids.append(token)

    def add_text(self, text: str) -> None:
        if text:
            self._text.append(text)

    def add_content(
        self, message: Message, known: Callable[[str], Sequence[int] | None] | None
    ) -> None:
        ids = known(message.content) if known is not None else None
        if ids is None:
            self.add_text(message.content)
        else:
            self._close_text()
            self._ids.extend(ids)

    def finish(self) -> list[int]:
        self._close_text()
        begin = self._vocabulary.begin_id
        if self._vocabulary.adds_begin and self._ids[:1] != [begin]:
            self._ids.insert(0, begin)
        return self._ids

    def _close_text(self) -> None:
        self._ids.extend(self._vocabulary.tokenize("".join(self._text)))
        self._text.clear()


def _render_plain(turns: list[dict[str, str]]) -> str:
    return "".join(f"{turn['content']}\n\n" for turn in turns)


def _refuse(reason: str) -> None:
    raise jinja2.TemplateError(reason)


def _to_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
