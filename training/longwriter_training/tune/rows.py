# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Conversations from JSONL files: checked line by line, mixed in a given share."""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_training.problems import Refused

_HALF_LETTER = re.compile("[\ud800-\udfff]")
# Zero-width characters that crept into the answers of LongWriter-6k.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
CONVERSATION = ("messages", "conversation", "conversations")  # names of a row's list of turns
_ROLES = {"human": "user", "gpt": "assistant", "user": "user", "assistant": "assistant",
          "system": "system"}  # fmt: skip


class RowRefused(Refused):
    """A line of a file is no conversation; the message says which line, and what is wrong."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        unit = "row" if path.suffix == ".json" else "line"  # which may be one list of all rows
        super().__init__(f"{path}, {unit} {line}: {why}")


@dataclass(frozen=True)
class Row:
    """One conversation, as chat templates take it: dictionaries with `role` and `content`."""

    messages: tuple[dict[str, str], ...]


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers, from 1; blank ones are left out.

    Raises:
        RowRefused: a line that is no UTF-8.
        OSError: the file cannot be read.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                text = line.decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise RowRefused(path, number, f"it is no UTF-8 text ({error.reason})") from error
            if text.strip():
                yield number, text


def numbered_values(path: Path) -> Iterator[tuple[int, Any]]:
    """The JSON values of a file with their numbers, from 1: a line each, or those of a `.json`
    file's one list.

    Raises:
        RowRefused: a line that is no JSON.
        OSError: the file cannot be read.
    """
    listed = _listed(path) if path.suffix == ".json" else None
    if listed is not None:
        yield from enumerate(listed, 1)
        return
    for number, line in numbered_lines(path):
        try:
            yield number, json.loads(line)
        except ValueError as error:
            raise RowRefused(path, number, f"it is no JSON ({error})") from error


def _listed(path: Path) -> list[Any] | None:
    try:
        whole = json.loads(path.read_bytes())
    except ValueError:
        return None  # then it is a value a line, or the faulty line is told
    return whole if isinstance(whole, list) else None


def read_rows(path: Path) -> Iterator[Row]:
    """The conversations of a JSONL file, a line each: `messages` with `role` and `content`, or
    `conversation(s)` with `from` and `value`, as WildChat and ShareGPT files have them.

    Raises:
        RowRefused: a line that is no conversation of user and assistant, an empty answer.
    """
    for number, value in numbered_values(path):
        try:
            yield Row(tuple(in_turns(turns_of(value))))
        except ValueError as error:
            raise RowRefused(path, number, str(error)) from error


def turns_of(row: Any) -> Iterator[dict[str, str]]:
    """The turns of a row's conversation. Raises `ValueError`."""
    if not isinstance(row, dict):
        raise ValueError("it is no JSON object")
    return turns_in(next((row[name] for name in CONVERSATION if row.get(name)), None))


def turns_in(turns: Any) -> Iterator[dict[str, str]]:
    """The turns of a list as chat templates take them, one by one. Raises `ValueError`."""
    if not isinstance(turns, list) or not turns:
        raise ValueError("it has no list of messages")
    for place, turn in enumerate(turns, 1):
        known = turn if isinstance(turn, dict) else {}
        role = _ROLES.get(str(known.get("role") or known.get("from")))
        text = known.get("content", known.get("value"))
        if role is None or not isinstance(text, str):
            raise ValueError(f"message {place} has no role or no text")
        if _HALF_LETTER.search(text):
            raise ValueError(f"message {place} holds half a letter (a lone surrogate): mend it")
        yield {"role": role, "content": text}


def in_turns(turns: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The turns of a whole conversation: user and assistant by turns, behind what the system says,
    up to an answer. Raises `ValueError` where they are not."""
    expected, answers = "user", 0
    for place, turn in enumerate(turns, 1):
        role, text = turn["role"], turn["content"]
        if role == "system" and place == 1:
            yield turn
            continue
        if role != expected:
            raise ValueError(f"message {place} is the {role}'s where the {expected}'s is due")
        if role == "assistant":
            text = _INVISIBLE.sub("", text)
            answers += 1
        if not text.strip():
            raise ValueError(f"message {place} is empty")
        expected = "assistant" if role == "user" else "user"
        yield {"role": role, "content": text}
    if expected != "user" or not answers:
        raise ValueError("the last message is not the assistant's")


def mix(long: Sequence[Row], general: Sequence[Row], share: float, seed: int) -> list[Row]:
    """All of `long` and so many of `general` that these are `share` of all, in random order.

    Raises:
        ValueError: a share outside of 0 to 1, or one that needs more general rows than there are.
    """
    if not 0 <= share < 1:
        raise ValueError(f"general_share {share} is no share: 0 up to, not including, 1")
    wanted = round(len(long) * share / (1 - share))
    if wanted > len(general):
        raise ValueError(
            f"general_share {share} needs {wanted} general rows beside {len(long)} long ones; "
            f"there are {len(general)}"
        )
    draw = random.Random(seed)
    rows = [*long, *draw.sample(list(general), wanted)]
    draw.shuffle(rows)
    return rows
