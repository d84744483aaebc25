# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising a passage: what the writer asks for, and what happens then, in order, as values."""

from dataclasses import dataclass
from enum import StrEnum

from longwriter_desktop.domain.document import Provenance, StopReason
from longwriter_desktop.domain.ports import GenerationStats


class RevisionKind(StrEnum):
    """What is to become of a passage."""

    REWRITE = "rewrite"
    EXPAND = "expand"
    CONDENSE = "condense"
    TONE = "tone"
    SIMPLIFY = "simplify"
    CONTINUE = "continue"  # the passage stays, new text follows it
    TRANSLATE = "translate"
    CUSTOM = "custom"
    JOIN = "join"  # the sentences where two sections meet; asked for by `smooth_joins` only


@dataclass(frozen=True)
class Revision:
    """A wish. `words` is the length asked for, 0 for the usual one of the kind.

    `wish` is the tone, the language (a BCP 47 tag) or the writer's own words.
    """

    kind: RevisionKind
    words: int = 0
    wish: str = ""


@dataclass(frozen=True)
class Passage:
    """The characters [start, end) of a section's text, without white space at both ends."""

    section_id: str
    start: int
    end: int

    def of(self, text: str) -> str:
        """The passage in its section's `text`."""
        return text[self.start : self.end]


def passage_in(section_id: str, text: str, start: int = 0, end: int | None = None) -> Passage:
    """The passage between two offsets of `text`, white space at its ends left out."""
    end = len(text) if end is None else end
    core = text[start:end]
    start += len(core) - len(core.lstrip())
    return Passage(section_id, start, start + len(core.strip()))


@dataclass(frozen=True)
class RevisionStarted:
    """The prompt for a passage is ready. Sizes in tokens; `target_words` 0: as the model likes."""

    passage: Passage
    target_words: int
    prompt_tokens: int


@dataclass(frozen=True)
class RevisionRead:
    """`read` of `total` prompt tokens are read; `reused` were still in the cache."""

    read: int
    total: int
    reused: int


@dataclass(frozen=True)
class RevisionThought:
    """The model thought `text` more before it answers; it is no part of the answer."""

    text: str


@dataclass(frozen=True)
class RevisionGrew:
    """`text` is new. `words` counts the answer so far, `tokens` what was generated for it."""

    text: str
    words: int
    tokens: int


@dataclass(frozen=True)
class RevisionRewound:
    """The answer was cut back to its first `keep` characters."""

    keep: int


@dataclass(frozen=True)
class RevisionEnded:
    """`text` is what should stand in place of the passage; empty where nothing came."""

    passage: Passage
    text: str
    stop_reason: StopReason
    provenance: Provenance
    stats: GenerationStats


@dataclass(frozen=True)
class JoinsSmoothed:
    """The whole new texts of the sections whose ends or beginnings were rewritten, by id."""

    texts: tuple[tuple[str, str], ...]


RevisionEvent = (
    RevisionStarted
    | RevisionRead
    | RevisionThought
    | RevisionGrew
    | RevisionRewound
    | RevisionEnded
    | JoinsSmoothed
)
