# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How models mark what they think before they answer, and where that begins and ends."""

import re
from dataclasses import dataclass

# What opens a thought and what closes it, in the families that have such marks.
MARKS: tuple[tuple[str, str], ...] = (
    ("<think>", "</think>"),  # DeepSeek, Qwen, GLM and most others
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),
    ("<mm:think>", "</mm:think>"),
    ("[THINK]", "[/THINK]"),  # Mistral
    ("<|START_THINKING|>", "<|END_THINKING|>"),  # Command
    ("<|channel>thought", "<channel|>"),  # Gemma
)
# Vocabularies have these as control tokens, though a model writes them in its answer.
MARK_TOKENS = frozenset({mark for pair in MARKS for mark in pair} | {"<|channel>"})
# gpt-oss writes a message in each of its channels; the answer is the one in "final".
CHANNEL_TOKENS = frozenset({"<|start|>", "<|channel|>", "<|message|>"})
CHANNELS_END = "<|end|><|start|>assistant<|channel|>final<|message|>"
_ASSISTANT = "<|start|>assistant"
_HEADER = re.compile(
    r"\s*(?:<\|start\|>)?(?:assistant)?<\|channel\|>\s*(\w+)[^<]*(?:<\|constrain\|>[^<]*)?<\|message\|>"
)
_HEADER_BEGINS = ("<|channel|>", f"{_ASSISTANT}<|channel|>", "assistant<|channel|>")
_BODY_END = re.compile(r"<\|(?:end|call|return)\|>|(?=<\|(?:start|channel)\|>)")
_LONGEST_BODY_END = len("<|channel|>")
_LONGEST_HEADER = 120  # characters


def opened_by(prompt: str) -> str:
    """What closes the thought that the end of a prompt has opened; "" if it has not."""
    text = prompt.rstrip()
    if text.endswith("<|channel|>analysis<|message|>"):
        return CHANNELS_END
    return next((end for begin, end in MARKS if text.endswith(begin)), "")


def closing(end: str) -> str:
    """How a thought is closed that `end` closes, up to where the answer begins."""
    return end if end == CHANNELS_END else f"\n{end}\n\n"


def answer_opening(prompt: str) -> str:
    """What is to stand behind a prompt whose answer begins at once, without a thought."""
    if prompt.rstrip().endswith(_ASSISTANT):
        return CHANNELS_END.removeprefix(f"<|end|>{_ASSISTANT}")
    end = opened_by(prompt)
    return closing(end) if end else ""


@dataclass(frozen=True)
class Thought:
    """What stands of a thought in the text so far. `end` closes it; the answer stands `behind`
    that. Before `is_over` the last characters may be the beginning of `end`: these are `held`.
    """

    text: str
    end: str
    behind: str = ""
    is_over: bool = False
    held: int = 0


def begun(text: str) -> Thought | None | bool:
    """The thought that an answer begins with, None for none, True while that is not clear."""
    begins = text.lstrip()
    for begin, end in MARKS:
        if begins.startswith(begin):
            return thought(begins[len(begin) :], end)
    if _HEADER.match(begins):
        return _in_channels(begins)
    if any(begin.startswith(begins) for begin, _end in MARKS):
        return True
    return True if _may_be_header(begins) else None


def thought(text: str, end: str) -> Thought:
    """The thought in `text`, which begins behind the mark that opens it."""
    if end == CHANNELS_END:
        return _in_channels(f"<|channel|>analysis<|message|>{text}")
    at = text.find(end)
    if at >= 0:
        return Thought(text[:at].strip(), end, text[at + len(end) :], is_over=True)
    held = next((n for n in range(len(end) - 1, 0, -1) if text.endswith(end[:n])), 0)
    return Thought(text[: len(text) - held].lstrip(), end, held=held)


def _in_channels(text: str) -> Thought:
    """What stands in the messages in front of the one in the channel "final"."""
    thoughts: list[str] = []
    at = 0
    while (header := _HEADER.match(text, at)) is not None:
        start = header.end()
        if header[1] == "final":
            return Thought(_joined(thoughts), CHANNELS_END, text[start:], is_over=True)
        found = _BODY_END.search(text, start)
        if found is None:
            held = _held(text[start:])
            return Thought(
                _joined([*thoughts, text[start : len(text) - held].lstrip()]),
                CHANNELS_END,
                held=held,
            )
        thoughts.append(text[start : found.start()].strip())
        at = found.end()
    rest = text[at:]
    if not rest or _may_be_header(rest.lstrip()):
        return Thought(_joined(thoughts), CHANNELS_END, held=len(rest))
    return Thought(_joined(thoughts), CHANNELS_END, rest, is_over=True)  # without a channel


def _joined(thoughts: list[str]) -> str:
    return "\n\n".join(filter(None, thoughts))


def _held(text: str) -> int:
    """How many characters at the end may be the beginning of what ends a message."""
    at = text.rfind("<|", max(0, len(text) - _LONGEST_BODY_END))
    return len(text) - at if at >= 0 else int(text.endswith("<"))


def _may_be_header(text: str) -> bool:
    """Whether a header has begun here that is not complete."""
    if any(begin.startswith(text) for begin in _HEADER_BEGINS):
        return True
    return text.startswith(_HEADER_BEGINS) and "\n" not in text and len(text) < _LONGEST_HEADER
