# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The document that the engine's benches write."""

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.outline import Outline, new_section

SECTIONS, SECTION_WORDS = 20, 500


def lighthouse() -> Document:
    """A plan of 20 sections of 500 words, none of them written."""
    topics = ("harbour", "lamp", "keeper", "storm", "letter", "village", "boat", "winter", "bell",
              "return")  # fmt: skip
    sections = tuple(
        new_section(
            f"The {topics[at % 10]}, part {at // 10 + 1}",
            f"how the {topics[at % 10]} looked to those who came by sea, and what it meant to "
            f"the people who had lived beside the {topics[(at + 3) % 10]} for a long time",
            SECTION_WORDS,
        )
        for at in range(SECTIONS)
    )
    instruction = "Write the history of a lighthouse and of the people around it."
    return Document(
        "bench", "The light", instruction, SECTIONS * SECTION_WORDS, outline=Outline(sections)
    )
