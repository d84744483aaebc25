# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document: instruction, plan and the text of each section; and the takes behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from longwriter_desktop.domain.counting import count_words, fingerprint
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.told import Told

MIN_DOCUMENT_WORDS = 50
MAX_DOCUMENT_WORDS = 200_000


class StopReason(StrEnum):
    """Why the writing of a section ended."""

    FINISHED = "finished"  # the model ended it, or it was closed at a sentence end near its target
    LENGTH_LIMIT = "length_limit"  # no sentence end in reach: cut behind the last whole sentence
    LOOP_CUT = "loop_cut"  # the model kept repeating itself after three new tries
    CANCELLED = "cancelled"  # the writer stopped it
    CONTEXT_FULL = "context_full"  # the model's context has no room left
    INTERRUPTED = "interrupted"  # the model process or the program ended in the middle


class TakeOrigin(StrEnum):
    """Who wrote a take or a summary."""

    MODEL = "model"
    WRITER = "writer"


class NoteKind(StrEnum):
    """What a note is about."""

    CHARACTER = "character"
    FACT = "fact"
    SOURCE = "source"
    STYLE = "style"
    OTHER = "other"


@dataclass(frozen=True)
class Note:
    """Something to remember for one document. A pinned note is shown to the model."""

    id: str
    kind: NoteKind
    title: str
    text: str
    pinned: bool = False


@dataclass(frozen=True)
class Provenance:
    """How a model made a take; enough to say so later. Rates are in tokens a second."""

    model_name: str
    model_fingerprint: str
    seed: int
    sampling: Mapping[str, float]
    prompt_hash: str
    written_from: str  # an encoded `staleness.WrittenFrom`
    prompt_tokens: int = 0
    evaluated_tokens: int = 0
    generated_tokens: int = 0
    tokens_per_second: float = 0.0
    seconds: float = 0.0
    note: str = ""  # what the writer asked for, for this take alone
    revises: bool = False  # it changed a text that stood there, instead of writing anew
    alone: bool = False  # in a fast draft: it was shown no other section's text
    in_one: bool = False  # it is a part of one answer that holds several sections


@dataclass(frozen=True)
class Take:
    """One text that a section had, or has. Its text never changes.

    `deleted`: when the writer put it away; it can be had back. A pinned take stands first.
    """

    id: str
    section_id: str
    created: datetime
    origin: TakeOrigin
    text: str
    target_words: int
    stop_reason: StopReason = StopReason.FINISHED
    provenance: Provenance | None = None
    pinned: bool = False
    deleted: datetime | None = None

    @property
    def words(self) -> int:
        return count_words(self.text)

    @property
    def as_text(self) -> "SectionText":
        """What stands in the manuscript when this take is chosen."""
        made = self.provenance
        return SectionText(
            self.text, self.id, self.stop_reason, made.written_from if made else None
        )


@dataclass(frozen=True)
class SectionText:
    """What stands in the manuscript for a section. `take_id` names the take it came from.

    `written_from` is an encoded `staleness.WrittenFrom`: what the model was shown when it wrote
    the section, or what stood there when the writer said that the section may stay as it is.
    None where no model wrote it.
    """

    text: str = ""
    take_id: str | None = None  # None: the writer edited it since, or wrote it
    stop_reason: StopReason | None = None  # of the model's last run; None: it never ran
    written_from: str | None = None

    @cached_property
    def words(self) -> int:
        """Words of the text, counted once."""
        return count_words(self.text)

    @cached_property
    def fingerprint(self) -> str:
        """Tells texts apart by their words."""
        return fingerprint(self.text)

    @property
    def is_edited(self) -> bool:
        return self.take_id is None and bool(self.text.strip())

    @property
    def is_unfinished(self) -> bool:
        """Whether the model stopped before the section was done and can go on. Behind no text
        there is nothing to go on with.
        """
        ended = (None, StopReason.FINISHED, StopReason.LENGTH_LIMIT)
        return self.stop_reason not in ended and bool(self.text.strip())

    def edited(self, text: str) -> "SectionText":
        """The text as the writer changed it: no take's any more. With the last word goes what
        the model had left unfinished; what is typed then is the writer's alone.
        """
        is_done_with = self.stop_reason is not None and not text.strip()
        reason = StopReason.FINISHED if is_done_with else self.stop_reason
        return replace(self, text=text, take_id=None, stop_reason=reason)


EMPTY_TEXT = SectionText()


@dataclass(frozen=True)
class SectionSummary:
    """What the model is shown of a section for which its context has no room.

    `made_from` is the fingerprint of the text that it sums up.
    """

    text: str
    made_from: str
    origin: TakeOrigin
    created: datetime

    def is_stale(self, text: SectionText) -> bool:
        """Whether the section's words have changed since."""
        return self.made_from != text.fingerprint


@dataclass(frozen=True)
class Document:
    """One document of the library, whole. `texts` maps section ids; a missing one is empty.

    `summaries` maps section ids, too, also those of sections that were taken out of the plan.
    `style_sample` is a text whose style the model should imitate; `spelling_words` are spelled
    right in this document, whatever the dictionary says. `planner` makes its plans, where that is
    not the model that writes; `writer` is the model that wrote in it last.
    """

    id: str
    title: str
    instruction: str
    target_words: int
    language: str = "en"  # BCP 47 tag
    outline: Outline = field(default_factory=Outline)
    texts: Mapping[str, SectionText] = field(default_factory=lambda: MappingProxyType({}))
    summaries: Mapping[str, SectionSummary] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Note, ...] = ()
    style_sample: str = ""
    spelling_words: frozenset[str] = frozenset()
    created: datetime | None = None
    modified: datetime | None = None
    planner: ModelChoice | None = None
    writer: ModelChoice | None = None
    told: Told | None = field(default=None, compare=False)  # to the model; kept with its state

    def text_of(self, section_id: str) -> SectionText:
        return self.texts.get(section_id, EMPTY_TEXT)

    @property
    def pinned_notes(self) -> str:
        """The pinned notes as the model reads them, one a line."""
        pinned = [note for note in self.notes if note.pinned]
        return "\n".join(
            ": ".join(part.strip() for part in (note.title, note.text) if part.strip())
            for note in pinned
        )

    @cached_property
    def written_words(self) -> int:
        return sum(self.text_of(item.id).words for item in self.outline.sections)


def check_request(instruction: str, words: int) -> None:
    """Raise `InputProblem` for an empty instruction or an impossible length (words)."""
    if not instruction.strip():
        raise InputProblem("empty_instruction")
    if not MIN_DOCUMENT_WORDS <= words <= MAX_DOCUMENT_WORDS:
        raise InputProblem(
            "document_length", words=words, low=MIN_DOCUMENT_WORDS, high=MAX_DOCUMENT_WORDS
        )
