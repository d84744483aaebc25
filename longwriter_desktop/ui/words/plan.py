# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the plan."""

from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words.figures import duration

# Plan
PLAN = tr("Plan")
OUTLINE_NAME = tr("Plan of the document")
HEADING_NAME = tr("Heading")
POINT_NAME = tr("Main point")
TARGET_NAME = tr("Target in words")
ADD_SECTION = tr("Add section")
ADD_CHAPTER = tr("Add chapter")
NEW_SECTION = tr("New section")
NEW_CHAPTER = tr("New chapter")
REMOVE = tr("Remove")
MOVE_UP = tr("Move up")
MOVE_DOWN = tr("Move down")
SPLIT = tr("Split")
MERGE = tr("Merge with the next")
EDIT_HEADING = tr("Edit heading")
EDIT_POINT = tr("Edit main point")
EDIT_TARGET = tr("Edit target")
LOCK = tr("Lock target")
UNLOCK = tr("Unlock target")
LOCKED = tr("locked")
REBALANCE = tr("Rebalance")
REBALANCE_TIP = tr(
    "Keep the total: when a target or the length changes, the targets that are not locked follow"
)
MORE = tr("More")
NO_PLAN_TITLE = tr("No plan yet")
NO_PLAN = tr(
    "A plan lists the sections, each with its main point and a number of words. "
    "Let the model make one above, choose a ready structure, or add a section yourself."
)
PLANNING = tr("The model is planning…")
PLANNING_NAME = tr("The plan as the model writes it")


def untitled_section(number: int) -> str:
    return tr("Section {number}").format(number=number)


def empty_section_hint(main_point: str) -> str:
    return main_point or tr("Not written yet")


def target(words: int) -> str:
    return plural(words, tr("{words:,} word"), tr("{words:,} words")).format(words=words)


def targets_total(total: int) -> str:
    return tr("{total:,} words in all").format(total=total)


def targets_differ(total: int, asked: int) -> str:
    return tr("{total:,} of {asked:,} words").format(total=total, asked=asked)


def fit_to(words: int) -> str:
    return tr("Fit to {words:,} words").format(words=words)


def section_of(number: int, sections: int) -> str:
    return tr("section {number} of {sections}").format(number=number, sections=sections)


def to_write(sections: int, words: int) -> str:
    text = plural(
        sections,
        tr("{sections} section to write, {words:,} words"),
        tr("{sections} sections to write, {words:,} words"),
    )
    return text.format(sections=sections, words=words)


def forecast(sections: int, words: int, seconds: float, server: str = "") -> str:
    """What Write all would do, and how long that takes here or with a server of this name."""
    here = plural(
        sections,
        tr("{sections} section, {words:,} words, about {time} on this computer"),
        tr("{sections} sections, {words:,} words, about {time} on this computer"),
    )
    there = plural(
        sections,
        tr("{sections} section, {words:,} words, about {time} with {server}"),
        tr("{sections} sections, {words:,} words, about {time} with {server}"),
    )
    text = there if server else here
    return text.format(sections=sections, words=words, time=duration(seconds), server=server)
