# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a section is at, and how its length stands to its target."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.scoring import length_score

TOLERANCE = 0.1  # of the target: nearer than this, a length is as good as met


class State(StrEnum):
    """What a section is at. A chapter has the state of its sections together."""

    PLANNED = "planned"
    WRITING = "writing"
    WRITTEN = "written"
    STOPPED = "stopped"  # the model did not come to the end
    EDITED = "edited"
    STALE = "stale"  # written from something that has changed since


_FIRST = (
    State.WRITING, State.STOPPED, State.STALE, State.PLANNED, State.EDITED, State.WRITTEN,
)  # fmt: skip


UNFINISHED = frozenset({State.PLANNED, State.WRITING, State.STOPPED})  # more is to come


@dataclass(frozen=True)
class SectionStatus:
    """State of a section, and whether its target is locked."""

    state: State
    is_locked: bool = False


def status_of(document: Document, section_id: str, writing: bool, stale: bool) -> SectionStatus:
    """The status of a section of the plan. `writing`: the model is at it now.

    Raises `KeyError` for a section that is not in the plan.
    """
    locked = document.outline.get(section_id).locked
    return SectionStatus(state_of(document, section_id, writing, stale), locked)


def state_of(document: Document, section_id: str, writing: bool, stale: bool) -> State:
    """The state of a section; see `status_of`."""
    text = document.text_of(section_id)
    if writing:
        return State.WRITING
    if text.is_unfinished:
        return State.STOPPED
    if not text.text.strip():
        return State.PLANNED
    if stale:
        return State.STALE
    return State.EDITED if text.is_edited else State.WRITTEN


def together(states: Iterable[State]) -> State:
    """The state to show for several sections: the one that asks most for attention."""
    present = set(states)
    return next((state for state in _FIRST if state in present), State.PLANNED)


class Fit(StrEnum):
    """How a written length stands to its target."""

    NOTHING = "nothing"  # not a word yet
    SHORT = "short"
    GOOD = "good"  # within the tolerance
    LONG = "long"


@dataclass(frozen=True)
class Measure:
    """Words written against words asked for."""

    written: int
    target: int

    @property
    def fit(self) -> Fit:
        if not self.written:
            return Fit.NOTHING
        if abs(self.written - self.target) <= TOLERANCE * self.target:
            return Fit.GOOD
        return Fit.SHORT if self.written < self.target else Fit.LONG

    @property
    def score(self) -> float | None:
        """The length score S_l, 0 to 100; None where there is nothing to score."""
        if not self.written or self.target <= 0:
            return None
        return length_score(self.target, self.written)
