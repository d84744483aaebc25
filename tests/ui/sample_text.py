# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document for pictures of the window: a plan in chapters, some of it written."""

from dataclasses import replace

from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText, StopReason
from longwriter_desktop.domain.outline import (
    ContextChoice,
    Outline,
    new_chapter,
    new_section,
    update_item,
)

INSTRUCTION = (
    "Write a popular history of lighthouse keepers: how they lived, what they feared, and why"
    " so many of them stayed. For readers who like the sea and distrust romance."
)
PLAN = """Title: The Keepers of the Light
Paragraph 1 - Heading: Fires on headlands - Main Point: who lit the first beacons, and for whom - Word Count: 150 words
Paragraph 2 - Heading: The tower at Pharos - Main Point: a mirror, a fire and forty days of fame - Word Count: 150 words
Paragraph 3 - Heading: A night on watch - Main Point: the hours of a keeper from dusk to dawn - Word Count: 200 words
Paragraph 4 - Heading: What they feared - Main Point: fog, fire, illness and the relief boat that"""  # noqa: E501

CHANGED_PLAN = """Chapter 1 - Keep
Paragraph 1 - Keep
Chapter 2 - Keep
Paragraph 3 - Heading: A night on watch - Main Point: the hours of a keeper, told in one night - Word Count: 180 words
Paragraph 5 - Keep
Paragraph 4 - Word Count: 200 words
New - Heading: What it cost - Main Point: oil, wages and towers, and who paid for them - Word Count: 250 words
Chapter 3 - Keep
Paragraph 6 - Heading: The last watch of all - Main Point: the day the key was turned, and by whom - Word Count: 220 words
"""  # noqa: E501

FIRES = """Before there were towers there were fires. A monk or a fisherman's widow carried wood to the edge of the land, and in the evening, when the boats were late, somebody lit it. Nobody had asked them to. The fire stood for a harbour that could not be seen, and for people on the shore who were still awake.

The cost was counted in wood. A winter's burning could strip a headland, and on the low islands of the north, where no tree grows, they burned seaweed, then coal, then the timber of the ships that had not seen the light in time. It was a hard arithmetic, and every coast learned it for itself."""  # noqa: E501

PHAROS = """The tower at Alexandria was built by a king who wanted to be remembered and by an engineer who wanted to be right. It was higher than anything near it, and its fire, doubled by a mirror of polished bronze, could be seen so far out that sailors disputed the distance for a thousand years.

What we know of its keepers is almost nothing. Somebody led the animals up the long ramp with fuel. Somebody swept the ash. Their names were not cut into the stone, and when the tower fell, in one earthquake after another, it was the king whom the guidebooks mourned."""  # noqa: E501

NEW_PHAROS = """A king wanted a monument and an engineer wanted a light, and on the island of Pharos they built both at once. The tower stood in three stages, square, then eight-sided, then round, and at the top a fire burned before a mirror of polished bronze. Sailors met it a day before they met the land.

Of the people who fed it nobody wrote. They drove the animals up the long ramp with wood on their backs, raked out the ash, and watched the harbour wake below them. When the earthquakes took the tower, stage by stage, the guidebooks mourned the king."""  # noqa: E501

WATCH = """The watch began at dusk with a match and a habit. The keeper wound the clockwork that turned the lens, wrote the hour in the log, trimmed the wick to the width of a thumbnail, and sat down where he could see the flame without looking at it. Every four hours another man came up the stairs. Between those two sounds, the match and the boots, lay the whole of the work: to stay awake, and to let nothing happen.

They read, of course. The inspectors left a box of books at each rock, forty at a time, and took away the last forty with candle grease on them. Some men"""  # noqa: E501

OLD_WATCH = (
    "A night on watch was long, and the keeper had little to do but look at his lamp. He read"
    " what there was to read, and when that was done he read it again."
)

WHOLE_WATCH = WATCH.removesuffix(" Some men")

LONG_WATCH = WHOLE_WATCH.replace(
    "Every four hours another man came up the stairs.",
    "He was long at it, and had little to do but look. He read what there was to read.",
)


def keepers() -> Document:
    """Three chapters of six sections; two are written, one was stopped, one is next."""
    items = (
        new_chapter("Before the towers", "beacons, monks and wreckers", 1),
        new_section("Fires on headlands", "who lit the first beacons, and for whom", 120, 2),
        new_section("The tower at Pharos", "a mirror, a fire and a thousand years of fame", 110, 2),
        new_chapter("The keepers", "their days and nights", 1),
        new_section("A night on watch", "the hours of a keeper from dusk to dawn", 250, 2),
        new_section("What they feared", "fog, fire, illness, and the boat that could not land",
                    300, 2),
        new_section("Why they stayed", "pay, pride, silence, and a garden in a crack of rock",
                    250, 2),
        new_chapter("The lamp without a man", "what the machines took over", 1),
        new_section("The last watch", "the day the key was turned, and by whom", 220, 2),
    )  # fmt: skip
    texts = {
        items[1].id: SectionText(FIRES, None, StopReason.FINISHED),
        items[2].id: SectionText(PHAROS, "pharos", StopReason.FINISHED),
    }
    return Document("keepers", "The Keepers of the Light", INSTRUCTION, 1_500, "en",
                    Outline(items), texts)  # fmt: skip


def with_notes() -> Document:
    """The keepers with notes, a style sample, one section pinned and one left out."""
    document = keepers()
    first, second, third, *_rest = document.outline.sections
    outline = update_item(document.outline, first.id, context=ContextChoice.PINNED)
    outline = update_item(outline, second.id, context=ContextChoice.DROPPED)
    notes = (
        Note("hale", NoteKind.CHARACTER, "Thomas Hale", "Keeper of the rock from 1811. Limps."
             " Never says what he fears.", pinned=True),
        Note("oil", NoteKind.FACT, "Oil", "Whale oil until about 1850, then colza, then paraffin.",
             pinned=True),
        Note("account", NoteKind.SOURCE, "Stevenson 1824",
             "An Account of the Bell Rock Light-House, chapter 4"),
        Note("tone", NoteKind.STYLE, "No romance", "No moonlight, no heroes."),
    )  # fmt: skip
    texts = {**document.texts, third.id: SectionText(WATCH, None, StopReason.FINISHED)}
    return replace(document, outline=outline, texts=texts, notes=notes, style_sample=PHAROS)


SUMMARIES = (
    "Before there were towers, monks and widows lit fires on headlands, unasked. They came to owe"
    " the sea a light.",
    "A king and an engineer built the tower at Alexandria. It stood for sixteen centuries and gave"
    " every lighthouse its name.",
)
