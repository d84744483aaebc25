# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Conversations from JSONL files: checked line by line, mixed in a given share."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_training.problems import Refused

# Zero-width characters that crept into the answers of LongWriter-6k.
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_ROLES = {"human": "user", "gpt": "assistant", "user": "user", "assistant": "assistant",
          "system": "system"}  # fmt: skip


class RowRefused(Refused):
    """A line of a file is no conversation; the message says which line, and what is wrong."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path}, line {line}: {why}")


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


def read_rows(path: Path) -> Iterator[Row]:
    """The conversations of a JSONL file, a line each: `messages` with `role` and `content`, or
    `conversation(s)` with `from` and `value`, as WildChat and ShareGPT files have them.

    Raises:
        RowRefused: a line that is no conversation of user and assistant, an empty answer.
    """
    for number, line in numbered_lines(path):
        try:
            yield Row(tuple(_messages(json.loads(line))))
        except (ValueError, TypeError, AttributeError) as error:
            raise RowRefused(path, number, str(error)) from error


def _messages(value: Any) -> Iterator[dict[str, str]]:
    turns = value.get("messages") or value.get("conversation") or value.get("conversations")
    if not isinstance(turns, list) or not turns:
        raise ValueError("it has no list of messages")
    expected = "user"
    for place, turn in enumerate(turns, 1):
        role = _ROLES.get(str(turn.get("role") or turn.get("from")))
        text = turn.get("content", turn.get("value"))
        if role is None or not isinstance(text, str):
            raise ValueError(f"message {place} has no role or no text")
        if role == "system" and place == 1:
            yield {"role": role, "content": text}
            continue
        if role != expected:
            raise ValueError(f"message {place} is the {role}'s where the {expected}'s is due")
        if role == "assistant":
            text = _INVISIBLE.sub("", text)
        if not text.strip():
            raise ValueError(f"message {place} is empty")
        expected = "assistant" if role == "user" else "user"
        yield {"role": role, "content": text}
    if expected != "user":
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
