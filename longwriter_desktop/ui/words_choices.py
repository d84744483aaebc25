# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the dialog that gives out the writer's choices for training."""

from longwriter_desktop.domain.choices import Choices
from longwriter_desktop.ui import words
from longwriter_desktop.ui.translation import plural, tr

ACTION = tr("Export choices for training…")
TITLE = tr("Export choices for training")
WHY = tr(
    "A model can be trained on your own choices. The text that stands in a section counts as"
    " accepted; takes that were written from the same plan and not kept count as refused."
)
WHAT = tr("What goes into the file")
CONTENTS = tr(
    "Of each document that you tick: its title, instruction and plan, pinned notes and style"
    " sample, its whole text, the takes that you did not keep, put away or not, and the names of"
    " the models."
)
STAYS = tr(
    "The file stays on this computer and nothing is sent. Whoever you give it to can read all"
    " of this."
)
DOCUMENTS = tr("Documents")
COLUMNS = (tr("Document"), tr("Accepted texts"), tr("Pairs"))
FILE = words.EXPORT_FILE
BROWSE = words.EXPORT_WHERE
FILES = tr("Choices (*.jsonl)")
WRITE = tr("Write this file")
NOTHING_TICKED = tr("Tick the documents whose choices a model may learn.")


def file_name(title: str) -> str:
    return tr("{title} choices").format(title=title or words.UNTITLED)


def total(texts: int, pairs: int) -> str:
    """Accepted texts, and pairs of an accepted text and a refused one."""
    first = plural(texts, tr("{n:,} accepted text"), tr("{n:,} accepted texts"))
    second = plural(pairs, tr("{n:,} pair"), tr("{n:,} pairs"))
    return words.listed((first.format(n=texts), second.format(n=pairs)))


def left_out(choices: Choices) -> str:
    """Why a document has texts that are not counted; "" where it has none."""
    parts = []
    if choices.unfinished:
        one, many = tr("{n:,} text is unfinished."), tr("{n:,} texts are unfinished.")
        parts.append(plural(choices.unfinished, one, many).format(n=choices.unfinished))
    if choices.changed:
        one = tr("{n:,} text was written before its plan or brief changed.")
        many = tr("{n:,} texts were written before their plan or brief changed.")
        parts.append(plural(choices.changed, one, many).format(n=choices.changed))
    return words.said(tr("Left out:"), *parts) if parts else ""


def written(texts: int, pairs: int, name: str) -> str:
    return tr("{name} is written: {counts}.").format(counts=total(texts, pairs), name=name)
