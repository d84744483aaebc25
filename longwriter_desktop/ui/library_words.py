# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the library's dialog."""

from datetime import datetime

from longwriter_desktop.domain.ports import DocumentSummary, SearchHit
from longwriter_desktop.ui import words

TITLE = "Your documents"
SEARCH = "Find in titles and texts"
LIST = "Documents"
SHOWN = "Which documents"
SHOWN_NAMES = {"documents": "Documents", "archive": "Archive", "bin": "Bin"}
SORTED = "Order"
SORTED_NAMES = {"changed": "Last changed", "title": "By title", "length": "By length"}
OPEN = "Open"
RENAME = "Rename"
DUPLICATE = "Duplicate"
ARCHIVE = "Archive"
UNARCHIVE = "Back from the archive"
TO_BIN = "Put in the bin"
RESTORE = "Restore"
CLOSE = words.CANCEL
RENAME_NAME = "Title"
EMPTY = {
    "documents": "There are no documents here yet.",
    "archive": "Nothing is archived. Archive what is done: it leaves this list and is still found.",
    "bin": "The bin is empty. What you put there stays until you restore it.",
}
INSTRUCTION = "Instruction"


def title_of(summary: DocumentSummary) -> str:
    return summary.title or words.UNTITLED


def copy_title(title: str) -> str:
    return f"{title or words.UNTITLED} (copy)"


def nothing_fits(query: str) -> str:
    return f"Nothing fits \u201c{query}\u201d."


def detail(summary: DocumentSummary, now: datetime) -> str:
    """Words against target, sections written, and when it was changed or thrown away."""
    parts = [words.words_of(summary.written_words, summary.target_words)]
    if summary.sections:
        parts.append(f"{summary.sections_written} of {summary.sections} sections")
    if summary.deleted is not None:
        parts.append(f"put in the bin {ago(summary.deleted, now)}")
    else:
        parts.append(f"changed {ago(summary.modified, now)}")
    return "  ·  ".join(parts)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, in words; the date from two months on."""
    seconds = max((now - moment).total_seconds(), 0.0)
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if seconds < 60:
        return "just now"
    if seconds < 3_600:
        return _count(int(seconds // 60), "minute")
    if seconds < 12 * 3_600 or days == 0:
        return _count(int(seconds // 3_600), "hour")
    if days == 1:
        return "yesterday"
    if days < 14:
        return _count(days, "day")
    if days < 60:
        return _count(days // 7, "week")
    local = moment.astimezone()
    return f"{local.day} {local:%b %Y}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'} ago"


def found_in_texts(shown: int, places: int) -> str:
    """The caption over what was found in the texts."""
    if shown < places:
        return f"In the texts: the first {shown:,} of {places:,} places"
    return f"In the texts: {places:,} {'place' if places == 1 else 'places'}"


def hit_title(hit: SearchHit) -> str:
    """Where a hit stands."""
    where = INSTRUCTION if hit.part == "instruction" else hit.heading
    title = hit.title or words.UNTITLED
    return f"{title}  \u203a  {where}" if where else title


def hit_count(hit: SearchHit) -> str:
    return f"{hit.count:,} \u00d7" if hit.count > 1 else ""


def share(summary: DocumentSummary) -> str:
    """How much of the document is written, for who hears the list."""
    return f"{100 * summary.written_words // max(summary.target_words, 1)} % written"
