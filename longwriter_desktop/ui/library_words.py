# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the library's dialog."""

from datetime import datetime

from longwriter_desktop.domain.library_port import DocumentSummary, SearchHit
from longwriter_desktop.ui import words, words_notes
from longwriter_desktop.ui.translation import plural, tr

TITLE = tr("Your documents")
SEARCH = tr("Find in titles, texts and notes")
LIST = tr("Documents")
SHOWN = tr("Which documents")
SHOWN_NAMES = {"documents": tr("Documents"), "archive": tr("Archive"), "bin": tr("Bin")}
SORTED = tr("Order")
SORTED_NAMES = {"changed": tr("Last changed"), "title": tr("By title"), "length": tr("By length")}
OPEN = tr("Open")
RENAME = tr("Rename")
DUPLICATE = tr("Duplicate")
ARCHIVE = tr("Archive")
UNARCHIVE = tr("Back from the archive")
TO_BIN = tr("Put in the bin")
RESTORE = tr("Restore")
CLOSE = words.CANCEL
RENAME_NAME = tr("Title")
EMPTY = {
    "documents": tr("There are no documents here yet."),
    "archive": tr(
        "Nothing is archived. Archive what is done: it leaves this list and is still found."
    ),
    "bin": tr("The bin is empty. What you put there stays until you restore it."),
}
INSTRUCTION = tr("Instruction")
NOTE = tr("Note: {which}")
FOR_THE_MODEL = tr("Notes to the model: {heading}")
NOTES_FOR_THE_MODEL = tr("Notes to the model")


def title_of(summary: DocumentSummary) -> str:
    return summary.title or words.UNTITLED


def copy_title(title: str) -> str:
    return tr("{title} (copy)").format(title=title or words.UNTITLED)


def nothing_fits(query: str) -> str:
    return tr("Nothing fits “{query}”.").format(query=query)


def detail(summary: DocumentSummary, now: datetime) -> str:
    """Words against target, sections written, and when it was changed or thrown away."""
    parts = [words.words_of(summary.written_words, summary.target_words)]
    if summary.sections:
        one, many = tr("{written} of {sections} section"), tr("{written} of {sections} sections")
        count = plural(summary.sections, one, many)
        parts.append(count.format(written=summary.sections_written, sections=summary.sections))
    if summary.deleted is not None:
        parts.append(tr("put in the bin {when}").format(when=ago(summary.deleted, now)))
    else:
        parts.append(tr("changed {when}").format(when=ago(summary.modified, now)))
    return "  ·  ".join(parts)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago a moment was, in words; the date from two months on."""
    seconds = max((now - moment).total_seconds(), 0.0)
    days = (now.astimezone().date() - moment.astimezone().date()).days
    if seconds < 60:
        return tr("just now")
    if seconds < 3_600:
        return _count(int(seconds // 60), tr("{n} minute ago"), tr("{n} minutes ago"))
    if seconds < 12 * 3_600 or days == 0:
        return _count(int(seconds // 3_600), tr("{n} hour ago"), tr("{n} hours ago"))
    if days == 1:
        return tr("yesterday")
    if days < 14:
        return _count(days, tr("{n} day ago"), tr("{n} days ago"))
    if days < 60:
        return _count(days // 7, tr("{n} week ago"), tr("{n} weeks ago"))
    return words.date(moment)


def _count(number: int, one: str, many: str) -> str:
    return plural(number, one, many).format(n=number)


def found_in_texts(shown: int, places: int) -> str:
    """The caption over what was found in the texts."""
    if shown < places:
        text = tr("In texts and notes: the first {shown:,} of {places:,} places")
        return text.format(shown=shown, places=places)
    text = plural(
        places,
        tr("In texts and notes: {places:,} place"),
        tr("In texts and notes: {places:,} places"),
    )
    return text.format(places=places)


def hit_title(hit: SearchHit) -> str:
    """Where a hit stands."""
    title, where = hit.title or words.UNTITLED, _place(hit)
    return f"{title}  \u203a  {where}" if where else title


def _place(hit: SearchHit) -> str:
    """The place in its document; of a section without a heading, nothing."""
    if hit.part == "instruction":
        return INSTRUCTION
    if hit.part == "sample":
        return words_notes.SAMPLE
    if hit.part == "must":
        return FOR_THE_MODEL.format(heading=hit.heading) if hit.heading else NOTES_FOR_THE_MODEL
    if hit.note_kind is None:
        return hit.heading
    named = words.listed((words_notes.FILTERS[hit.note_kind], *([hit.heading] * bool(hit.heading))))
    return NOTE.format(which=named)


def hit_count(hit: SearchHit) -> str:
    return f"{hit.count:,} \u00d7" if hit.count > 1 else ""


def share(summary: DocumentSummary) -> str:
    """How much of the document is written, for who hears the list."""
    percent = 100 * summary.written_words // max(summary.target_words, 1)
    return tr("{percent} % written").format(percent=percent)
