# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of summaries, which the model reads where a section's text has no room."""

from longwriter_desktop.domain.document import TakeOrigin
from longwriter_desktop.ui.translation import tr

SUMMARISE = tr("Summarise now")
SUMMARISE_AGAIN = tr("Summarise again")
SUMMARISE_TIP = tr(
    "Let the model sum this section up in two or three sentences (S). It never replaces a summary"
    " that you wrote."
)
WRITE = tr("Write it yourself…")
EDIT = tr("Edit summary…")
WRITE_TIP = tr("Write what the model should know of this section (E)")

UNDO_SUMMARISE = tr("summing a section up")
UNDO_WRITE = tr("the summary of a section")

DIALOG_TITLE = tr("Summary")
HINT = tr(
    "The model reads the summary where it has no room for the section's text. Two or three"
    " sentences are best. Without a text there is no summary."
)
SUMMARY_NAME = tr("Summary")
SUMMARY_HINT = tr("What happens or is said, the names and facts, what has changed")
TEXT_NAME = tr("Text of the section")
SAVE = tr("Save")
DISCARD = tr("Discard")
OUTDATED = tr("The section's text has changed since.")
_ORIGINS = {
    TakeOrigin.MODEL: tr("Written by the model."),
    TakeOrigin.WRITER: tr("Written by you; the model never replaces it."),
}


def of_section(number: int, heading: str) -> str:
    if not heading:
        return tr("Summary of section {number}").format(number=number)
    return tr("Summary of section {number}: {heading}").format(number=number, heading=heading)


def state(origin: TakeOrigin, is_outdated: bool) -> str:
    """Who wrote a summary, and whether its section is still as it says."""
    who = _ORIGINS[origin]
    return tr("{who} {outdated}").format(who=who, outdated=OUTDATED) if is_outdated else who
