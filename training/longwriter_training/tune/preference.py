# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Preference pairs: answers to one prompt, scored, the best against a random other."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share
from longwriter_desktop.domain.sentences import ends_sentence
from longwriter_training.tune.rows import (
    RowRefused,
    in_turns,
    numbered_values,
    turns_in,
    turns_of,
)

_REPEATED_HALF = 0.05  # share of repeated 8-grams that halves the proxy of quality
_BROKEN_OFF = 0.7  # of the proxy is left to a text that ends in mid-sentence
_STEP_WORDS = re.compile(r"Word Count: (\d+) words\s*\Z")
_SIDES = ("chosen", "rejected")
_NEAR = 1.0  # of 100: two scores that are closer say nothing


@dataclass(frozen=True)
class Task:
    """What was asked: the conversation up to the answer, and the words it should have (0: open)."""

    messages: tuple[dict[str, str], ...]
    words: int = 0

    @property
    def question(self) -> str:
        """The user's last turn."""
        return self.messages[-1]["content"]


@dataclass(frozen=True)
class Scored:
    """One answer with its score, 0 to 100."""

    text: str
    words: int
    score: float


@dataclass(frozen=True)
class Pair:
    """A task with the answer that is to become likelier and the one that is to become rarer."""

    task: Task
    chosen: Scored
    rejected: Scored


def proxy_quality(text: str) -> float:
    """What can be told of a text's quality without a judge, 0 to 100: it does not go round in
    circles, and it ends with a sentence."""
    if not text.strip():
        return 0.0
    whole = 1.0 if ends_sentence(text.strip()) else _BROKEN_OFF
    return 100.0 * whole * _REPEATED_HALF / (_REPEATED_HALF + repeated_ngram_share(text))


def scored(task: Task, text: str, quality: float | None = None) -> Scored:
    """An answer's score: the mean of its length score S_l, where a length was asked for, and a
    judge's `quality`, else its proxy; as LongWriter's S is the mean of S_l and S_q."""
    words, quality = count_words(text), proxy_quality(text) if quality is None else quality
    if not task.words:
        return Scored(text, words, quality)
    return Scored(text, words, (length_score(task.words, words) + quality) / 2)


def choose(task: Task, answers: Sequence[Scored], draw: random.Random) -> Pair | None:
    """The best answer against a random other (arXiv 2408.07055, section 3.3); None where the
    other is as good, or there is no other."""
    if len(answers) < 2:
        return None
    best = max(range(len(answers)), key=lambda place: answers[place].score)
    other = draw.choice([place for place in range(len(answers)) if place != best])
    if answers[best].score - answers[other].score < _NEAR:
        return None
    return Pair(task, answers[best], answers[other])


def read_tasks(path: Path) -> Iterator[tuple[Task, tuple[str, ...]]]:
    """Tasks of a JSONL file: `messages` (or `prompt`), `words` (or `target`), and `answers` where
    some are there already. A conversation that ends with an answer is a task for each answer.

    Raises:
        RowRefused: a line without a question.
    """
    for number, value in numbered_values(path):
        try:
            yield from list(_tasks(value))
        except (ValueError, TypeError) as error:
            raise RowRefused(path, number, str(error)) from error


def _tasks(row: Any) -> Iterator[tuple[Task, tuple[str, ...]]]:
    has_prompt = isinstance(row, dict) and "prompt" in row and not row.get("messages")
    turns = _said(row["prompt"], "prompt", "user") if has_prompt else list(turns_of(row))
    answers = [at for at, turn in enumerate(turns) if turn["role"] == "assistant"]
    # How long a plan is says nothing of how good it is.
    words = 0 if row.get("kind") == "plan" else int(row.get("words") or row.get("target") or 0)
    if turns[-1]["role"] != "assistant":
        yield _task(turns, words), _given(row.get("answers") or [])
    elif len(answers) == 1:
        yield _task(turns[:-1], words), (turns[-1]["content"],)
    else:
        for at in answers:
            yield _task(turns[:at], _step_words(turns[at - 1])), (turns[at]["content"],)


def _given(answers: Any) -> tuple[str, ...]:
    if not isinstance(answers, list) or not all(isinstance(one, str) for one in answers):
        raise ValueError("its answers are no list of texts")
    return tuple(_said(one, "answer", "assistant")[0]["content"] for one in answers)


def _task(turns: Sequence[dict[str, str]], words: int) -> Task:
    if not turns or turns[-1]["role"] != "user" or not turns[-1]["content"].strip():
        raise ValueError("its last message is not a question of the user's")
    return Task(tuple(turns), words)


def _step_words(turn: dict[str, str]) -> int:
    """The words that one of the app's turns asks for, which is how it ends; 0 for another's."""
    found = _STEP_WORDS.search(turn["content"])
    return int(found[1]) if found else 0


def as_row(pair: Pair) -> dict[str, object]:
    """A pair as trl takes it, with what it was chosen by."""
    return {
        "prompt": list(pair.task.messages),
        "chosen": [{"role": "assistant", "content": pair.chosen.text}],
        "rejected": [{"role": "assistant", "content": pair.rejected.text}],
        "words": pair.task.words,
        "scores": [pair.chosen.score, pair.rejected.score],
    }


def read_pairs(path: Path) -> Iterator[dict[str, object]]:
    """The pairs of a JSONL file, as `as_row` writes them and the app exports them, or in another
    of trl's forms.

    Raises:
        RowRefused: a line without a prompt, or without one of the two answers, or in which the
            turns of user and assistant do not alternate.
    """
    for number, value in numbered_values(path):
        try:
            yield _pair(value)
        except ValueError as error:
            raise RowRefused(path, number, str(error)) from error


def _pair(row: Any) -> dict[str, object]:
    """A pair in one of trl's forms: texts or messages, the prompt by itself or in front of both."""
    missing = [name for name in _SIDES if not isinstance(row, dict) or name not in row]
    if missing:
        raise ValueError(f"it has no {' and no '.join(missing)}")
    sides = [_said(row[name], name, "assistant") for name in _SIDES]
    if any(side[0]["role"] == "assistant" for side in sides):
        if not row.get("prompt"):
            raise ValueError("it has no prompt")
        prompt = _said(row["prompt"], "prompt", "user")
    else:
        shared = _shared(*sides)
        if not shared:
            raise ValueError("its two conversations have no prompt in common")
        prompt, sides = sides[0][:shared], [side[shared:] for side in sides]
    for name, side in zip(_SIDES, sides, strict=True):
        if not side[-1]["content"].strip():
            raise ValueError(f"its {name} answer is empty")
        try:
            list(in_turns([*prompt, *side]))
        except ValueError as error:
            raise ValueError(f"its prompt with its {name} answer: {error}") from error
    if sides[0] == sides[1]:
        raise ValueError("its two answers are the same")
    return {"prompt": prompt, **dict(zip(_SIDES, sides, strict=True))}


def _said(value: Any, name: str, role: str) -> list[dict[str, str]]:
    """A text as a message, or a list of messages."""
    if not isinstance(value, str | list):
        raise ValueError(f"its {name} is no text and no list of messages")
    turns = [{"role": role, "content": value}] if isinstance(value, str) else value
    try:
        return list(turns_in(turns))
    except ValueError as error:
        raise ValueError(f"its {name}: {error}") from error


def _shared(chosen: Sequence[dict[str, str]], rejected: Sequence[dict[str, str]]) -> int:
    """How many messages two conversations begin with alike; the last of each is its own."""
    most = min(len(chosen), len(rejected)) - 1
    return next((at for at in range(most) if chosen[at] != rejected[at]), most)


def length_statistics(rows: Sequence[dict[str, object]]) -> dict[str, float]:
    """Words of chosen and rejected answers. A model learns to be longer, or shorter, where one
    kind is: what has to be looked at before a run."""
    sides = {
        side: [count_words(row[side][-1]["content"]) for row in rows]  # type: ignore[index]
        for side in _SIDES
    }
    longer = [a > b for a, b in zip(sides["chosen"], sides["rejected"], strict=True)]
    return {
        "pairs": len(rows),
        "chosen_words": mean(sides["chosen"]),
        "rejected_words": mean(sides["rejected"]),
        "chosen_is_longer": mean(longer),
    }
