# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The spelling process: reads a dictionary, then answers a line of JSON with a line of JSON.

    {"check": ["light", "lihgt"]}  ->  {"checked": {"light": true, "lihgt": false}}
    {"suggest": "lihgt"}           ->  {"suggest": "lihgt", "words": ["light"]}

A process of its own, because the library is pure Python: in a thread of the window every
look-up would hold up the next key press. It ends when its input does.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from itertools import takewhile
from typing import IO, Protocol

MOST_SUGGESTIONS = 5
SUGGEST_SECONDS = 1.0  # none that comes later is shown
_NICENESS = 5  # the window and the model go first


class Dictionary(Protocol):
    """What is asked of `spylls.hunspell.Dictionary`."""

    def lookup(self, word: str) -> bool: ...

    def suggest(self, word: str) -> Iterator[str]: ...


def serve(dictionary: Dictionary, lines: IO[str], answers: IO[str]) -> None:
    """Answer requests until there are no more."""
    for line in lines:
        request = json.loads(line)
        if "check" in request:
            _answer(answers, checked={word: dictionary.lookup(word) for word in request["check"]})
        else:
            word = request["suggest"]
            _answer(answers, suggest=word, words=suggestions(dictionary, word))


def _answer(answers: IO[str], **answer: object) -> None:
    answers.write(json.dumps(answer) + "\n")
    answers.flush()


def suggestions(dictionary: Dictionary, word: str) -> list[str]:
    """The best suggestions that come in time."""
    until = time.monotonic() + SUGGEST_SECONDS
    found: list[str] = []
    for suggestion in takewhile(lambda _: time.monotonic() < until, dictionary.suggest(word)):
        found.append(suggestion)
        if len(found) == MOST_SUGGESTIONS:
            break
    return found


def main(path: str) -> None:
    """Serve the dictionary whose two files are `path` with ".aff" and ".dic"."""
    from spylls.hunspell import Dictionary as Hunspell

    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    dictionary = Hunspell.from_files(path)
    serve(dictionary, sys.stdin, sys.stdout)
