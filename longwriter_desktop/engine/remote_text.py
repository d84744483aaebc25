# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text as it comes from a server: what a model only thought, and where an answer goes on."""

import re
from dataclasses import dataclass
from math import ceil

from longwriter_desktop.domain.counting import CJK, count_words
from longwriter_desktop.domain.sentences import ends_sentence
from longwriter_desktop.engine.worker.thinking import CHANNELS_END, MARKS, Thought, begun

_OPEN, _CLOSE = "<think>", "</think>"
_BREAK = "\n\n"  # between two thoughts
# What is left of a thought in channels where a server leaves all marks out.
_BARE_ANALYSIS, _BARE_FINAL = "analysis", "assistantfinal"
_BARE_CHANNELS = re.compile(rf"\s*{_BARE_ANALYSIS}(?=[A-Z])")
_ANSWER_ENDS = ("<|return|>", "<|end|>", "<|start|>", "<|channel|>", "<|call|>")
_ANSWER_END = re.compile("|".join(map(re.escape, _ANSWER_ENDS)))
_LATIN_CHARACTERS = 3.6  # that make a token in English prose, on the careful side
_OTHER_CHARACTERS = 2.0
_CJK = re.compile(f"[{CJK}]")
_LEAST_REPEAT = 8  # characters; fewer may be chance
_SEAM = 240  # characters of a continuation that are looked at for what it repeats
_LEADING = " \t\n\u2026"
_TAIL = 160  # characters that a model is shown of what it is to go on behind


def estimate_tokens(text: str) -> int:
    """About how many tokens a text has, rather more than fewer: no tokenizer was asked."""
    cjk = len(_CJK.findall(text))
    latin = sum(1 for character in text if character < "\u0250")
    other = len(text) - cjk - latin
    return ceil(cjk + latin / _LATIN_CHARACTERS + other / _OTHER_CHARACTERS)


@dataclass(frozen=True)
class Told:
    """New text of an answer, and of the thought in front of it. `was_thought`: all that was taken
    for the answer until now is part of the thought."""

    text: str = ""
    thought: str = ""
    was_thought: bool = False


class Thoughts:
    """Tells a model's thinking, between its marks, from the answer behind it.

    It may think several times before the answer, and once more in its middle.
    """

    def __init__(self) -> None:
        self._held = ""
        self._end = ""  # closes the thought that is open
        self._gap = ""  # between the thought before and the next
        self._is_answer = False
        self._said: list[str] = []  # of the answer
        self._channels: Channels | None = None

    def feed(self, part: str) -> Told:
        """What new text from the server holds of both."""
        self._held += part
        told, goes_on = Told(), True
        while goes_on:
            before = len(self._held)
            found = self._next()
            text = found.text if found.was_thought else told.text + found.text
            was_thought = told.was_thought or found.was_thought
            told = Told(text, told.thought + found.thought, was_thought)
            goes_on = 0 < len(self._held) < before
        return told

    def rest(self) -> Told:
        """What was held back, at the end of the answer; a thought may never have been closed."""
        held, self._held = self._held, ""
        if self._channels is not None:
            return self._channels.rest()
        return Told(thought=self._gapped(held.rstrip())) if self._end else Told(held)

    def _next(self) -> Told:
        """What is held up to the end of a thought, or all of it."""
        if self._channels is not None:
            held, self._held = self._held, ""
            return self._channels.feed(held)
        if self._end:
            return self._thought()
        if self._is_answer:
            return self._closed_late()
        if _BARE_CHANNELS.match(self._held):
            self._end, self._held = _BARE_FINAL, self._held.lstrip()[len(_BARE_ANALYSIS) :]
            return self._thought()
        if _BARE_ANALYSIS.startswith(self._held.lstrip()):
            return Told()
        found = begun(self._held)
        if isinstance(found, Thought) and found.end == CHANNELS_END:
            self._channels = Channels()
            return self._next()
        if isinstance(found, Thought):
            begin = next(begin for begin, end in MARKS if end == found.end)
            self._end = found.end
            self._held = self._held.lstrip()[len(begin) :].lstrip()
            return self._thought()
        if found is True:
            return Told()
        self._is_answer = True
        return self._closed_late()

    def _thought(self) -> Told:
        before, mark, behind = self._held.partition(self._end)
        if not mark:
            keep = _beginning_of(self._end, before) or len(before) - len(before.rstrip())
            self._held = before[len(before) - keep :]
            return Told(thought=self._gapped(before[: len(before) - keep]))
        self._end, self._held = "", behind.lstrip()
        told = Told(thought=self._gapped(before.rstrip()))
        self._gap = _BREAK
        return told

    def _closed_late(self) -> Told:
        """A template may open the thought in the prompt: then only its end is in the answer."""
        before, mark, behind = self._held.partition(_CLOSE)
        if mark:
            text, _open, thought = "".join((*self._said, before)).rpartition(_OPEN)
            self._held, self._said = behind.lstrip(), [text]
            self._is_answer = bool(text.strip())
            told = Told(text, self._gapped(thought.strip()), was_thought=True)
            self._gap = _BREAK
            return told
        keep = _beginning_of(_CLOSE, before)
        self._held = before[len(before) - keep :]
        self._said.append(before[: len(before) - keep])
        return Told(self._said[-1])

    def _gapped(self, thought: str) -> str:
        """A piece of a thought, apart from the thought before."""
        gap = self._gap if thought else ""
        self._gap = "" if thought else self._gap
        return gap + thought


class Channels:
    """Tells the channel that holds the answer from those in front of it (gpt-oss)."""

    def __init__(self) -> None:
        self._text = ""  # up to the answer
        self._sent = 0  # characters of the thought
        self._is_answer = False
        self._is_over = False
        self._held = ""

    def feed(self, part: str) -> Told:
        """What new text from the server holds of both."""
        if self._is_answer:
            return Told(self._answer(part))
        self._text += part
        found = begun(self._text)
        assert isinstance(found, Thought)
        text = found.text if found.is_over else found.text.rstrip()
        new, self._sent = text[self._sent :], len(text)
        if not found.is_over:
            return Told(thought=new)
        self._is_answer = True
        return Told(self._answer(found.behind.lstrip()), new)

    def rest(self) -> Told:
        """What was held back, at the end of the answer."""
        return Told(self._held)

    def _answer(self, part: str) -> str:
        """The answer without the mark that ends it, and what a server sends behind that."""
        if self._is_over:
            return ""
        self._held += part
        end = _ANSWER_END.search(self._held)
        if end is not None:
            self._is_over = True
        keep = 0 if end else max(_beginning_of(mark, self._held) for mark in _ANSWER_ENDS)
        text = self._held[: end.start() if end else len(self._held) - keep]
        self._held = self._held[len(text) :] if end is None else ""
        return text


class Seam:
    """Joins what a model was asked to go on with to the text before it."""

    def __init__(self, before: str) -> None:
        self._before = before
        self._held = ""
        self._is_joined = False

    def feed(self, part: str) -> str:
        """The text to put behind what there is."""
        if self._is_joined:
            return part
        self._held += part
        return self.rest() if len(self._held) >= _SEAM else ""

    def rest(self) -> str:
        """What was held back, joined."""
        if self._is_joined:
            return ""
        self._is_joined = True
        new = without_repeat(self._before, self._held)
        return f"{_joint(self._before, new)}{new}" if new else ""


def without_repeat(before: str, new: str) -> str:
    """`new` without what it repeats of the end of `before`, and without white space before."""
    new = new.lstrip(_LEADING)
    end = before.rstrip()
    for size in range(min(len(new), len(end)), _LEAST_REPEAT - 1, -1):
        if end.endswith(new[:size]):
            return new[size:].lstrip()
    return new


def tail_of(text: str) -> str:
    """The end of a text, from the beginning of a word on, as a model is shown it."""
    text = text.rstrip()
    tail = text[-_TAIL:]
    cut = tail.find(" ") if len(text) > _TAIL else -1
    return tail[cut + 1 :]


def go_on_prompt(before: str, words: int) -> str:
    """Asks a model to go on behind a text; `words` 0: as long as it likes."""
    tail = tail_of(before)
    if is_mostly_cjk(tail):
        more = f"再写大约{words}字。" if words else ""
        return f"请紧接着上文的结尾继续写，结尾是：“{tail}”。只写接下来的内容，不要重复。{more}"
    more = f" Write about {words} more words." if words else ""
    return (
        f"Go on exactly where your text ends. It ends with: \u201c{tail}\u201d"
        f" Write only what comes next, and repeat nothing.{more}"
    )


def condense_prompt(text: str, words: int) -> str:
    """Asks a model for the text that it has just written once more, in so many words."""
    written = count_words(text)
    if is_mostly_cjk(text):
        return (
            f"这一节写了大约{written}字，但应为{words}字左右。请把整节重写为大约{words}字："
            "保留要点、顺序、文风和结尾，删去次要的内容。只写这一节的正文。"
        )
    return (
        f"That is about {written} words, but the section is to have {words}. Write the whole"
        f" section once more in about {words} words: keep its points, their order, its style and"
        " its ending, and leave out what matters least. Write only the section."
    )


def is_mostly_cjk(text: str) -> bool:
    """Whether a text is counted by its characters rather than by its words."""
    return len(_CJK.findall(text)) > len(text) // 3


def _joint(before: str, new: str) -> str:
    """What stands between the end of a text and what goes on behind it."""
    end = before.rstrip()
    if not end or new[:1] in ",.;:!?)\u2019\u201d\uff0c\u3002\uff1b\uff1a\uff01\uff1f":
        return ""
    if len(end) < len(before):
        return ""  # white space is there already
    if ends_sentence(end):
        return "\n\n"
    return "" if _CJK.match(end[-1]) or _CJK.match(new) else " "


def _beginning_of(tag: str, text: str) -> int:
    """How many characters at the end of `text` may be the beginning of a tag."""
    for size in range(min(len(tag) - 1, len(text)), 0, -1):
        if tag.startswith(text[-size:]):
            return size
    return 0
