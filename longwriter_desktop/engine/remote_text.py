# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Text as it comes from a server: what a model only thought, and where an answer goes on."""

import re
from math import ceil

from longwriter_desktop.domain.counting import CJK
from longwriter_desktop.domain.sentences import ends_sentence

_OPEN, _CLOSE = "<think>", "</think>"
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


class Thoughts:
    """Takes a model's thinking, between its tags, out of the beginning of an answer."""

    def __init__(self) -> None:
        self._held = ""
        self._is_thinking = False
        self._has_begun = False
        self.have_come = False

    def feed(self, part: str) -> tuple[bool, str]:
        """Whether all that came before was thinking too, and the new text of the answer."""
        self._held += part
        if self._is_thinking:
            return False, self._behind_close()
        if self._has_begun:
            return self._closed_late()
        begun = self._held.lstrip()
        if begun.startswith(_OPEN):
            self._is_thinking = self.have_come = True
            return False, self._behind_close()
        if _OPEN.startswith(begun[: len(_OPEN)]) and len(begun) < len(_OPEN):
            return False, ""
        self._has_begun = True
        return self._closed_late()

    def rest(self) -> str:
        """What was held back, at the end of the answer."""
        held, self._held = self._held, ""
        return "" if self._is_thinking else held

    def _behind_close(self) -> str:
        before, tag, behind = self._held.partition(_CLOSE)
        if not tag:
            self._held = before[-len(_CLOSE) :]
            return ""
        self._is_thinking, self._has_begun, self._held = False, True, ""
        return behind.lstrip()

    def _closed_late(self) -> tuple[bool, str]:
        """A template may open the thinking in the prompt: then only its end is in the answer."""
        before, tag, behind = self._held.partition(_CLOSE)
        if tag:
            self._held = ""
            self.have_come = True
            return True, behind.lstrip()
        keep = _beginning_of(_CLOSE, before)
        self._held = before[len(before) - keep :]
        return False, before[: len(before) - keep]


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
    if len(_CJK.findall(tail)) > len(tail) // 3:
        more = f"再写大约{words}字。" if words else ""
        return f"请紧接着上文的结尾继续写，结尾是：“{tail}”。只写接下来的内容，不要重复。{more}"
    more = f" Write about {words} more words." if words else ""
    return (
        f"Go on exactly where your text ends. It ends with: \u201c{tail}\u201d"
        f" Write only what comes next, and repeat nothing.{more}"
    )


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
