# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What differs between two texts, word by word, as hunks to accept or refuse one by one."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word, a run of white space, one CJK character, or one sign.
_PIECE = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\W_]+(?:['\u2019-][^\W_]+)*|\s+|.",
    re.DOTALL,
)


@dataclass(frozen=True)
class Hunk:
    """A stretch of both texts: alike where `removed == added`. `start` (characters) is where
    `removed` begins in the first text."""

    start: int
    removed: str
    added: str

    @property
    def is_change(self) -> bool:
        return self.removed != self.added


def word_diff(before: str, after: str) -> tuple[Hunk, ...]:
    """The whole of both texts in hunks, alike and changed ones in turn.

    Changes with nothing but white space between them are one hunk.
    """
    first, second = _PIECE.findall(before), _PIECE.findall(after)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    hunks: list[Hunk] = []
    for tag, low, high, other_low, other_high in matcher.get_opcodes():
        removed, added = "".join(first[low:high]), "".join(second[other_low:other_high])
        _append(hunks, removed, added, tag != "equal")
    return tuple(hunks)


def merged(hunks: Sequence[Hunk], accepted: Collection[int]) -> str:
    """The text with the changes at the indices `accepted` made, the others not."""
    return "".join(hunk.added if at in accepted else hunk.removed for at, hunk in enumerate(hunks))


def _append(hunks: list[Hunk], removed: str, added: str, is_change: bool) -> None:
    start = hunks[-1].start + len(hunks[-1].removed) if hunks else 0
    if is_change and len(hunks) > 1 and not hunks[-1].is_change and hunks[-1].removed.isspace():
        blank, change = hunks.pop(), hunks.pop()
        hunks.append(
            Hunk(
                change.start,
                change.removed + blank.removed + removed,
                change.added + blank.added + added,
            )
        )
        return
    hunks.append(Hunk(start, removed, added))
