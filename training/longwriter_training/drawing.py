# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Draws samples from books until there are enough; what is too long is cut after a whole turn.

`Encode` is how a stage keeps a conversation: it gives None for one that is too long.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from longwriter_desktop.domain.ports import Message
from longwriter_training.conversations import TRIES, Builder, NothingFits
from longwriter_training.plan_samples import plan_sample

Made = TypeVar("Made")
Encode = Callable[[Sequence[Message]], Made | None]
Drawn = tuple[Made, list[Message]]


def whole_turns(messages: Sequence[Message], encode: Encode[Made]) -> Drawn[Made] | None:
    """As many whole turns from the start as fit; None if not one does."""
    for turns in range(len(messages), 0, -2):
        made = encode(messages[:turns])
        if made is not None:
            return made, list(messages[:turns])
    return None


def conversations(
    builder: Builder, encode: Encode[Made], number: int
) -> Iterator[tuple[Made, list[Message]]]:
    """At least `number` conversations, a turn a section; of one that is too long a second, which
    begins at the section that found no room.

    Raises:
        NothingFits: one passage after another has not even one turn that fits.
    """
    drawn = missed = 0
    while drawn < number:
        passage = builder.passage()
        first, before = 0, drawn
        while first < len(passage.task.outline.sections) and drawn - before < 2:
            found = whole_turns(builder.conversation(passage, first), encode)
            if found is None:
                break
            drawn += 1
            yield found
            first += len(found[1]) // 2
        missed = 0 if drawn > before else missed + 1
        if missed == TRIES:
            raise NothingFits(f"of {TRIES} passages none has a turn that fits: allow longer rows")


def plans(
    builder: Builder, encode: Encode[Made], number: int
) -> Iterator[tuple[Made, list[Message]]]:
    """Requests for a plan with their answers: `number`, without those that are too long.

    Raises:
        NothingFits: the books are too short to cut a plan from.
    """
    for _ in range(number):
        messages = plan_sample(builder)
        made = encode(messages)
        if made is not None:
            yield made, messages
