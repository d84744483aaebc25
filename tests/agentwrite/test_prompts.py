# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The prompts character for character: a model was trained on exactly these."""

from longwriter_desktop.agentwrite.prompts import (
    WritingTask,
    opening_parts,
    opening_turn,
    step_turn,
)
from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem

SECTION = ItemKind.SECTION
OUTLINE = Outline(
    (
        OutlineItem("c", ItemKind.CHAPTER, 1, "Origins", ""),
        OutlineItem("a", SECTION, 2, "Fires", "beacons", 400),
        OutlineItem("b", SECTION, 2, "Pharos", "", 300),
    )
)
OPENING = (
    "Write a document section by section.\n\nInstruction: Write about lamps.\n"
    "Language: German\nTitle: Lamps\n\nPlan:\nChapter 1 - Origins\n"
    "Paragraph 1 - Heading: Fires - Main Point: beacons - Word Count: 400 words\n"
    "Paragraph 2 - Heading: Pharos - Word Count: 300 words\n\n"
    "Answer with the text of one section only: no heading, no remarks, "
    "no conclusion before the last section.\n\n"
    "Write section 1 of 2 - Fires\nMain Point: beacons\nWord Count: 400 words"
)


def test_a_document_without_notes_is_asked_for_in_the_words_of_the_training() -> None:
    task = WritingTask("Write about lamps.", "Lamps", OUTLINE, "de")
    assert opening_turn(task, "a") == OPENING
    assert step_turn(OUTLINE, "b") == "Write section 2 of 2 - Pharos\nWord Count: 300 words"


def test_notes_and_sample_stand_between_plan_and_rules() -> None:
    task = WritingTask("Write about lamps.", "Lamps", OUTLINE, "de", "Oil: dear.", "Short. Dry.")
    extra = "Notes:\nOil: dear.\n\nWrite in the style of this sample:\nShort. Dry.\n\n"
    assert opening_turn(task, "a") == OPENING.replace("Answer with", f"{extra}Answer with")


def test_the_parts_of_the_opening_are_the_opening() -> None:
    task = WritingTask("Write about lamps.", "Lamps", OUTLINE, "en", "Oil: dear.")
    parts = opening_parts(task, "b")
    assert parts.text == opening_turn(task, "b")
    assert parts.step == step_turn(OUTLINE, "b")
    assert parts.style == ""
