# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the dialog that makes a plan from something else."""

from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed

TITLE = tr("New plan from…")
SOURCES = tr("Where the plan comes from")
FROM_TEXT = tr("Text or file")
FROM_STRUCTURE = tr("Structure")
FROM_MODEL = tr("Model")
TEXT_HINT = tr("Paste a plan, an outline or a draft with headings, or open a file.")
TEXT_NAME = tr("Plan, outline or draft")
TEXT_EXAMPLE = tr(
    "# Origins\n- Fires on headlands (300 words)\n- The tower at Pharos: how it was built\n\n"
    "or Paragraph 1 - Main Point: first fires - Word Count: 400 words"
)
OPEN_FILE = tr("Open a file…")
DROP_HINT = tr("or drop one here: Markdown, Word, OPML, text")
FORGET_FILE = tr("Use the text instead of the file")
FILES = tr("Outlines and drafts (*.md *.markdown *.txt *.text *.docx *.opml);;All files (*)")
STRUCTURE_HINT = tr("A ready structure of the length that you asked for.")
STRUCTURE_NAME = tr("Structure")
MODEL_HINT = tr(
    "The model plans the document from your instruction and length. You see the plan as it is"
    " written, and can edit all of it."
)
MODEL_WRITES = tr("The model writes the outline; it appears in the plan.")
PREVIEW = tr("Preview")
PREVIEW_NAME = tr("The plan as it will be")
NOTHING_YET = tr("The outline is shown here.")
HEADING, TARGET = tr("Heading"), tr("Words")
WRITTEN_STAY = tr("Sections that have a text stay, in front of the new ones.")
USE = tr("Use this plan")
LET_PLAN = tr("Let the model plan")
CANCEL = tr("Cancel")


def bring_text(words: int) -> str:
    one, many = tr("Bring the text along ({n:,} word)"), tr("Bring the text along ({n:,} words)")
    return plural(words, one, many).format(n=words)


def request(instruction: str, words: int) -> str:
    """What a model is asked to plan."""
    length = tr("{n:,} words").format(n=words)
    return f"{instruction.strip()}\n\n{length}" if instruction.strip() else ""


def totals(outline: Outline) -> str:
    """What a plan has: chapters, sections, words."""
    sections = len(outline.sections)
    chapters = len(outline) - sections
    parts = [
        plural(sections, tr("{n:,} section"), tr("{n:,} sections")).format(n=sections),
        tr("{n:,} words").format(n=outline.total_words),
    ]
    if chapters:
        many = plural(chapters, tr("{n:,} chapter"), tr("{n:,} chapters"))
        parts.insert(0, many.format(n=chapters))
    return listed(parts)
