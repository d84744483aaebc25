# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What happens while a plan is made or a section is written, in order, as values."""

from dataclasses import dataclass
from enum import StrEnum

from longwriter_desktop.domain.document import Provenance, StopReason
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import GenerationStats
from longwriter_desktop.domain.told import Told


class PlanDetail(StrEnum):
    """How much of the plan a prompt shows; less, where the context is small."""

    FULL = "full"
    CHAPTER = "chapter"  # every chapter's line, and the sections of the present chapter
    NEAR = "near"  # the sections right around the present one


class WriteMode(StrEnum):
    """Start the section anew, or go on behind the text that it has."""

    FRESH = "fresh"
    CONTINUE = "continue"


@dataclass(frozen=True)
class PlanGrew:
    """The model wrote `text` more of its plan."""

    text: str


@dataclass(frozen=True)
class PlanThought:
    """The model thought `text` more before it writes the plan; it is no part of it."""

    text: str


@dataclass(frozen=True)
class PlanReady:
    """The plan, its targets fitted to the length that was asked for."""

    plan: Plan


@dataclass(frozen=True)
class SectionStarted:
    """A section's prompt is ready. `dropped` are the sections that no longer fit in it, but for
    those in `summarised`, which stand in it as their summaries. `told` is what the model knows
    of the plan with this prompt; `provenance` is who writes, for text that is kept although its
    end is never told.
    """

    section_id: str
    target_words: int
    prompt_tokens: int
    dropped: tuple[str, ...] = ()
    detail: PlanDetail = PlanDetail.FULL
    summarised: tuple[str, ...] = ()
    told: Told | None = None
    provenance: Provenance | None = None


@dataclass(frozen=True)
class PromptRead:
    """`read` of `total` prompt tokens are read; `reused` were still in the cache."""

    section_id: str
    read: int
    total: int
    reused: int


@dataclass(frozen=True)
class SectionGrew:
    """`text` is new. `words` counts the section so far, `tokens` this run's tokens."""

    section_id: str
    text: str
    words: int
    tokens: int


@dataclass(frozen=True)
class SectionThought:
    """The model thought `text` more before it writes the section; it is no part of the text."""

    section_id: str
    text: str


@dataclass(frozen=True)
class SectionRewound:
    """The section was cut back to its first `keep` characters (a loop, for instance). `reason` and
    `ended` are those of `TextRewound`; behind `TOO_LONG` a shorter text comes, or the section's
    end.
    """

    section_id: str
    keep: int
    reason: str
    ended: StopReason | None = None


@dataclass(frozen=True)
class SectionEnded:
    """The section's whole text, continued part included, and why it ended."""

    section_id: str
    text: str
    stop_reason: StopReason
    provenance: Provenance
    stats: GenerationStats


PlanEvent = PlanGrew | PlanThought | PlanReady
WriteEvent = (
    SectionStarted | PromptRead | SectionThought | SectionGrew | SectionRewound | SectionEnded
)
