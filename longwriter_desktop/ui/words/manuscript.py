# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the manuscript, of finding in it, and of takes."""

from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words.figures import number_ranges, said

# Manuscript
MANUSCRIPT_NAME = tr("Manuscript")
UNDO_TYPING = tr("typing")
UNDO_LABELS = {
    "heading": tr("heading"),
    "main_point": tr("main point"),
    "target_words": tr("target"),
    "add_section": tr("adding a section"),
    "add_chapter": tr("adding a chapter"),
    "remove": tr("removing from the plan"),
    "move": tr("moving"),
    "split": tr("splitting a section"),
    "merge": tr("merging sections"),
    "fit": tr("fitting the targets"),
    "lock": tr("locking a target"),
    "length": tr("length of the document"),
    "plan": tr("new plan"),
    "import": tr("imported plan"),
    "write": tr("writing a section"),
}


# Find and replace
FIND = tr("Find…")
REPLACE = tr("Replace…")
FIND_EVERYWHERE = tr("Find in all documents…")
FIND_NEXT = tr("Next match")
FIND_PREVIOUS = tr("Previous match")
FIND_NAME = tr("Find in the document")
REPLACEMENT_NAME = tr("Replace with")
FIND_CLOSE = tr("Close the find bar")
FIND_CASE, FIND_CASE_NAME = "Aa", tr("Match case")
FIND_WORD, FIND_WORD_NAME = tr("Word"), tr("Whole words only")
FIND_EXPRESSION, FIND_EXPRESSION_NAME = ".*", tr("Regular expression")
REPLACE_ONE = tr("Replace")
REPLACE_ALL = tr("Replace all")
UNDO_REPLACE = tr("replacing")
NOT_FOUND = tr("No matches")


def found(total: int, number: int | None) -> str:
    """How many matches there are, and which one the caret is at (from 1)."""
    if number is not None:
        return tr("{number:,} of {total:,}").format(number=number, total=total)
    if not total:
        return NOT_FOUND
    return plural(total, tr("{total:,} match"), tr("{total:,} matches")).format(total=total)


def not_searched(numbers: list[int]) -> str:
    text = plural(
        len(numbers),
        tr("Section {numbers} is left out while the model writes it."),
        tr("Sections {numbers} are left out while the model writes them."),
    )
    return text.format(numbers=number_ranges(numbers))


def replaced(count: int, in_headings: int) -> str:
    """What Replace all did; headings belong to the plan."""
    text = plural(count, tr("{count:,} match replaced."), tr("{count:,} matches replaced."))
    parts = [text.format(count=count)]
    if in_headings:
        left = tr("{count:,} in headings left: change those in the plan.")
        parts.append(left.format(count=in_headings))
    return said(*parts)
