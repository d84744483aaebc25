# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From a conversation to token ids, through the model's own chat template.

The template is rendered with placeholders where the messages' contents go. What stands
around them is the template's and may hold control tokens; what the writer wrote is only
ever text, so a manuscript with "<|end|>" in it cannot end a turn. An answer that this
process generated goes back in as the very tokens it was generated as.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Message
from longwriter_desktop.engine.worker.sandbox import SandboxedTemplate
from longwriter_desktop.engine.worker.thinking import answer_opening
from longwriter_desktop.engine.worker.vocabulary import Vocabulary

LONGWRITER_LLAMA = "[INST]{prompt}[/INST]"
_ASKED = "?"  # in a template that is tried
_EDGE = "\u205f"  # a space that only a template which strips the content takes away
_PLACEHOLDER = re.compile(f"({_EDGE}?)\ue000([0-9]+)\ue001({_EDGE}?)")
_MOST_COPIES = 4  # of every message, so that a template cannot multiply a whole document

_Turn = dict[str, str]
_Render = Callable[[list[_Turn], bool], str]


def choose_template(own: str, name: str, override: str) -> str:
    """The template to use: the caller's, LongWriter-llama3.1's known one, or the file's own.

    Files of LongWriter-llama3.1 have the headers of Llama 3, which it was not trained with. A file
    of that name whose own template asks in LongWriter's form keeps it: it tells besides what ends
    an answer.
    """
    lowered = name.lower()
    is_longwriter = "longwriter" in lowered and "llama" in lowered
    wanted = override or (LONGWRITER_LLAMA if is_longwriter else own)
    return own if wanted == LONGWRITER_LLAMA and _asks_as_longwriter(own) else wanted


def _asks_as_longwriter(source: str) -> bool:
    asked = [{"role": "user", "content": _ASKED}]
    names = {"add_generation_prompt": True, "bos_token": "", "eos_token": ""}
    try:
        rendered = SandboxedTemplate(source).render(asked, names)
    except EngineProblem:
        return False
    return rendered == LONGWRITER_LLAMA.replace("{prompt}", _ASKED)


class ChatTemplate:
    """A chat template: Jinja, a line with `{prompt}` in it, or "" for a plain completion.

    Raises `EngineProblem("bad_template")` when it cannot be parsed or refuses a conversation.
    """

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._render = self._renderer(source)
        texts = sorted(vocabulary.specials, key=len, reverse=True)
        special = "|".join(re.escape(text) for text in texts)
        self._special = re.compile(f"({special})") if special else None

    def check(self) -> None:
        """Try it with a question, so that a template of no use is met when a model is loaded."""
        self._rendered([Message("user", "")], False)

    def tokens(
        self,
        messages: Sequence[Message],
        prefill: str,
        known: Callable[[str], Sequence[int] | None],
        thinks: bool = False,
        answers_at_once: bool = False,
    ) -> list[int]:
        """Token ids of the prompt, the beginning of the answer (`prefill`) included.

        `known` gives the ids that a text was generated as, or None. `thinks`: the model may
        think first, where its template leaves the choice; `answers_at_once`: it may not, whatever
        the template says, because the answer has begun or must have a form.
        """
        rendered = self._rendered(messages, thinks and not answers_at_once)
        if answers_at_once or prefill:
            rendered += answer_opening(rendered)
        builder = _PromptBuilder(self.vocabulary)
        text, *contents = _PLACEHOLDER.split(rendered)
        self._add_template_text(builder, text)
        for at in range(0, len(contents), 4):
            left, number, right, text = contents[at : at + 4]
            message = _stripped(messages[int(number)], bool(left), bool(right))
            builder.add_content(message, known if message.role == "assistant" else None)
            self._add_template_text(builder, text)
        if prefill:
            builder.add_content(Message("assistant", prefill), known)
        return builder.finish()

    def raw_tokens(self, text: str, known: Callable[[str], Sequence[int] | None]) -> list[int]:
        """Token ids of a text that the model is to go on with, without any template."""
        builder = _PromptBuilder(self.vocabulary)
        builder.add_content(Message("assistant", text), known)
        return builder.finish()

    def _add_template_text(self, builder: "_PromptBuilder", text: str) -> None:
        parts = self._special.split(text) if self._special else [text]
        specials = [self.vocabulary.specials[part] for part in parts[1::2]]
        for position, part in enumerate(parts):
            at, is_special = divmod(position, 2)
            if is_special:
                builder.add_special(specials[at])
                continue
            # As the tokenizer does that the model was trained with (Phi-3's "<|user|>\n").
            if at and specials[at - 1] in self.vocabulary.strips_right:
                part = part.lstrip()
            if at < len(specials) and specials[at] in self.vocabulary.strips_left:
                part = part.rstrip()
            builder.add_text(part)

    def _rendered(self, messages: Sequence[Message], thinks: bool) -> str:
        problem: EngineProblem | None = None
        for turns in _forms(messages):
            try:
                text = self._render(turns, thinks)
                _check_contents(text, len(messages))
                return text
            except EngineProblem as refused:
                problem = problem or refused
        assert problem is not None
        raise problem

    def _renderer(self, source: str) -> _Render:
        if not source:
            return _render_plain
        if "{prompt}" in source and "{%" not in source and "{{" not in source:
            return _FormatTemplate(source)
        template, vocabulary = SandboxedTemplate(source), self.vocabulary
        names = {
            "add_generation_prompt": True,
            "bos_token": vocabulary.text_of(vocabulary.begin_id),
            "eos_token": vocabulary.text_of(vocabulary.end_ids[0] if vocabulary.end_ids else -1),
        }

        def render(turns: list[_Turn], thinks: bool) -> str:
            # Two names for one thing: Qwen's and GLM's, and DeepSeek's.
            return template.render(turns, {**names, "enable_thinking": thinks, "thinking": thinks})

        return render


class _FormatTemplate:
    """`[INST]{prompt}[/INST]`: turns simply joined, Llama 2's marks around a system text."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __call__(self, turns: list[_Turn], _thinks: bool) -> str:
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
            self._leave_out(self._vocabulary.blank_begin(ids))
            self._close_text()
            self._ids.extend(ids)

    def _leave_out(self, blank: str) -> None:
        """Take back the line feed that a template puts in front of an answer, where the model
        began this one with it: it stands there once, as it was read."""
        text = "".join(self._text)
        if blank and text.endswith(blank):
            self._text = [text.removesuffix(blank)]

    def finish(self) -> list[int]:
        self._close_text()
        begin = self._vocabulary.begin_id
        if self._vocabulary.adds_begin and self._ids[:1] != [begin]:
            self._ids.insert(0, begin)
        return self._ids

    def _close_text(self) -> None:
        self._ids.extend(self._vocabulary.tokenize("".join(self._text)))
        self._text.clear()


def _render_plain(turns: list[_Turn], _thinks: bool) -> str:
    return "".join(f"{turn['content']}\n\n" for turn in turns)


def _forms(messages: Sequence[Message]) -> Iterator[list[_Turn]]:
    """The conversation with a placeholder for each content; then as templates want it that
    know no system text, and as those want it where question and answer must take turns."""
    turns = [
        {"role": message.role, "content": f"{_EDGE}\ue000{number}\ue001{_EDGE}"}
        for number, message in enumerate(messages)
    ]
    merged = turns
    if len(turns) > 1 and turns[0]["role"] == "system":
        system, first, *rest = turns
        merged = [{**first, "content": _joined(system, first)}, *rest]
    tried: list[list[_Turn]] = []
    for form in (turns, _alternating(turns), merged, _alternating(merged)):
        if form not in tried:
            tried.append(form)
            yield form


def _alternating(turns: list[_Turn]) -> list[_Turn]:
    """The conversation with neighbours of one role made one."""
    joined: list[_Turn] = []
    for turn in turns:
        if joined and joined[-1]["role"] == turn["role"]:
            joined[-1] = {**turn, "content": _joined(joined[-1], turn)}
        else:
            joined.append(turn)
    return joined


def _joined(first: _Turn, second: _Turn) -> str:
    return f"{first['content']}\n\n{second['content']}"


def _stripped(message: Message, keeps_left: bool, keeps_right: bool) -> Message:
    """The message with its content stripped where the template stripped the placeholder."""
    content = message.content if keeps_left else message.content.lstrip()
    return Message(message.role, content if keeps_right else content.rstrip())


def _check_contents(text: str, messages: int) -> None:
    """Raise `EngineProblem("bad_template")` unless every message stands in the prompt, whole,
    and not over and over."""
    around, *contents = _PLACEHOLDER.split(text)
    numbers = [int(number) for number in contents[1::4]]
    rest = around + "".join(contents[3::4])
    if "\ue000" in rest or "\ue001" in rest or any(n >= messages for n in numbers):
        raise EngineProblem("bad_template", detail="it changes what was written")
    if len(set(numbers)) < messages:
        raise EngineProblem("bad_template", detail="it leaves out what was written")
    if len(numbers) > _MOST_COPIES * messages:
        raise EngineProblem("bad_template", detail="it repeats what was written")
