# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about sections that were taken out of the plan."""

from datetime import datetime

from longwriter_desktop.domain.library_port import RemovedSection
from longwriter_desktop.ui import library_words, words
from longwriter_desktop.ui.translation import plural, tr

ACTION = tr("Removed sections…")
TITLE = tr("Removed sections")
HINT = tr("Sections that you took out of the plan, with their texts. What you put back comes"
          " behind the section that you are in.")  # fmt: skip
TEXT_NAME = tr("Text of the removed section")
PUT_BACK = tr("Put back")
CLOSE = tr("Close")
NONE = tr("No section with a text was removed from this plan.")


def row(section: RemovedSection, now: datetime) -> str:
    """A section in the list, in two lines."""
    heading = " ".join(section.item.heading.split()) or words.UNTITLED
    number = section.text.words
    count = plural(number, tr("{n:,} word"), tr("{n:,} words")).format(n=number)
    when = tr("removed {when}").format(when=library_words.ago(section.removed, now))
    return f"{heading}\n{count}  \u00b7  {when}"
