# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a writer accepted and refused, section by section: what a model can be trained on.

Accepted is what stands in a section, be it a take, or the writer's own wording. Two kinds of
section are left out: those that the model did not finish, and those whose line of the plan or
brief has changed since they were written, as their text answers another question. (A section
that the writer said may stay as it is counts.)

Refused is a take of the same section that was written from the same prompt, same target, and
same note, came to its end and is not kept; one that was put away, too. It has to differ from what
stands in a tenth of its words: so the take that the writer edited counts as refused where the
edit is substantial, and one that they only mended does not. A pinned take is never refused, nor
is the writer's own wording, a revision, or a part of an answer that holds several sections.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from longwriter_desktop.domain.counting import words_of
from longwriter_desktop.domain.document import (
    Document,
    Provenance,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.domain.staleness import staleness, written_from

_SUBSTANTIAL = 0.1  # share of words
_WHOLE = (StopReason.FINISHED, StopReason.LENGTH_LIMIT)
TakesOf = Callable[[str], Sequence[Take]]


@dataclass(frozen=True)
class Refused:
    """A take that was not kept, and the name of the model that wrote it."""

    text: str
    model: str


@dataclass(frozen=True)
class Choice:
    """One section whose text was accepted; the text itself stands in the document.

    `by_writer`: the text is the writer's wording; `model` is what wrote the take behind it, ""
    for none. `note` and `alone` say how it was asked for, as in `Provenance`; `prompt_hash` is
    that of the prompt then, "" where no model was asked.
    """

    section_id: str
    by_writer: bool
    model: str = ""
    note: str = ""
    alone: bool = False
    prompt_hash: str = ""
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True)
class Choices:
    """The choices in a document, and how many texts are left out, for which reason."""

    found: tuple[Choice, ...] = ()
    unfinished: int = 0
    changed: int = 0

    @property
    def pairs(self) -> int:
        """Pairs of an accepted text and a refused one."""
        return sum(len(choice.refused) for choice in self.found)


def choices_of(document: Document, takes_of: TakesOf) -> Choices:
    """All choices in a document; `takes_of` gives a section's takes, oldest first."""
    found: list[Choice] = []
    unfinished = changed = 0
    for section in document.outline.sections:
        text = document.text_of(section.id)
        then = staleness(document, section.id)
        if not text.text.strip():
            continue
        if text.is_unfinished:
            unfinished += 1
        elif then.brief or then.plan:
            changed += 1
        else:
            found.append(_choice(document, section, takes_of(section.id)))
    return Choices(tuple(found), unfinished, changed)


def shared_words(first: str, second: str) -> float:
    """The share (0 to 1) of both texts' words that stands in the other too, wherever."""
    one, other = words_of(first.casefold()), words_of(second.casefold())
    common = (Counter(one) & Counter(other)).total()
    return 2 * common / max(len(one) + len(other), 1)


def _choice(document: Document, section: OutlineItem, takes: Sequence[Take]) -> Choice:
    text = document.text_of(section.id)
    standing = _standing(text, takes)
    by_writer = standing is None or standing.origin is TakeOrigin.WRITER
    answers = [(take, take.provenance) for take in takes if take.provenance is not None]
    answers = [(take, made) for take, made in answers if not (made.revises or made.in_one)]
    origin = next((made for take, made in answers if take is standing), None)
    if origin is None:  # the writer's wording, or a revision: made from the take most like it
        shown = text.written_from or written_from(document, section.id).encode()
        alike = {
            shared_words(take.text, text.text): made
            for take, made in answers
            if made.written_from == shown
        }
        if not alike:
            model = standing.provenance.model_name if standing and standing.provenance else ""
            return Choice(section.id, by_writer, _bare(model))
        origin = alike[max(alike)]
    refused = [
        Refused(take.text, _bare(made.model_name))
        for take, made in answers
        if _asked(made) == _asked(origin)
        and take.target_words == section.target_words
        and _can_be_refused(take)
        and shared_words(take.text, text.text) <= 1 - _SUBSTANTIAL
    ]
    return Choice(
        section.id, by_writer, _bare(origin.model_name), origin.note, origin.alone,
        origin.prompt_hash, tuple(dict.fromkeys(refused)),
    )  # fmt: skip


def _standing(text: SectionText, takes: Sequence[Take]) -> Take | None:
    """The take that stands in a section: by its id, else the last one with the same text."""
    own = [take for take in takes if take.id == text.take_id]
    found = own or [take for take in takes if take.text == text.text]
    return found[-1] if found else None


def _asked(made: Provenance) -> tuple[str, str, bool]:
    return made.written_from, made.note, made.alone


def _can_be_refused(take: Take) -> bool:
    is_whole = take.stop_reason in _WHOLE and bool(take.text.strip())
    return is_whole and not take.pinned and take.origin is TakeOrigin.MODEL


def _bare(model: str) -> str:
    """A model's name without the folders that some servers put in front of it."""
    is_path = model.startswith(("/", "~", ".")) or "\\" in model or model[1:3] == ":/"
    return model.replace("\\", "/").rsplit("/", 1)[-1] if is_path else model
