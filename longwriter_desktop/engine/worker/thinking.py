# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How models mark what they think before they answer, and where that begins and ends."""

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


def opened_by(prompt: str) -> str:
    """What closes the thought that the end of a prompt has opened; "" if it has not."""
    text = prompt.rstrip()
    return next((end for begin, end in MARKS if text.endswith(begin)), "")


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
    return True if any(begin.startswith(begins) for begin, _end in MARKS) else None


def thought(text: str, end: str) -> Thought:
    """The thought in `text`, which begins behind the mark that opens it."""
    at = text.find(end)
    if at >= 0:
        return Thought(text[:at].strip(), end, text[at + len(end) :], is_over=True)
    held = next((n for n in range(len(end) - 1, 0, -1) if text.endswith(end[:n])), 0)
    return Thought(text[: len(text) - held].lstrip(), end, held=held)
