# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words for changing the plan by asking, and for reviewing the changes."""

import re

from longwriter_desktop.domain.outline import Outline
from longwriter_desktop.domain.plan_diff import PlanChange, PlanChangeKind
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed

ASK_CHANGE = tr("Change the plan in words…")
WISH_NAME = tr("What should be different about the plan")
WISH_HINT = tr("What should be different? For instance: make the middle shorter, add costs")
ASK = tr("Ask")
STOP = tr("Stop")
RESTART = tr("Restart model")
ASK_KEYS = tr("Enter asks, Esc closes")
ASKING = tr("The model is changing the plan…")
STREAM_NAME = tr("The model's answer")
REVIEW_NAME = tr("Changes to the plan")
ACCEPT = tr("Accept")
REFUSE_ALL = tr("Refuse all")
REVIEW_KEYS = tr("A accepts, R refuses, Space switches, Enter is done, Esc refuses all")
NO_DIFFERENCE = tr("The model gave the same plan again. Say your wish in other words.")
UNDO_CHANGE = tr("changing the plan")
ACCEPTED = tr("accepted")
REFUSED = tr("refused")
NOW_FIRST = tr("now at the beginning")
_KINDS = {
    PlanChangeKind.ADDED: tr("Added"),
    PlanChangeKind.REMOVED: tr("Removed"),
    PlanChangeKind.CHANGED: tr("Changed"),
}
_FIELD_WORDS = {"heading": tr("new heading"), "main_point": tr("new main point")}
_MOVED = tr("Moved")
_MOVED_TOO = tr("Changed and moved")
_CHAPTER = tr("chapter")
_LABEL = re.compile(r"^(Paragraph|Chapter|New Chapter|New)(?: (\d+))?")
_FIELDS = re.compile(r" - (?:(?:Heading|Main Point|Word Count): ?)?")


def kind(change: PlanChange) -> str:
    """What happens to an item, in a word or two."""
    word = _KINDS[change.kind]
    if change.moved:
        word = _MOVED_TOO if change.fields else _MOVED
    return word if change.item.is_section else f"{word}  ·  {_CHAPTER}"


def words(count: int) -> str:
    return plural(count, tr("{n:,} word"), tr("{n:,} words")).format(n=count)


def text_leaves(count: int) -> str:
    """What a section that goes takes along."""
    text = plural(
        count,
        tr("{n:,} word would leave the document; it stays in the library"),
        tr("{n:,} words would leave the document; they stay in the library"),
    )
    return text.format(n=count)


def place(outline: Outline, item_id: str) -> str:
    """Where an item stands now."""
    at = outline.index(item_id)
    if not at:
        return NOW_FIRST
    before = outline.items[at - 1]
    return tr("now behind “{heading}”").format(heading=before.heading or before.main_point)


def total_becomes(total: int) -> str:
    return tr("The whole becomes {n:,} words").format(n=total)


def accept(count: int, total: int) -> str:
    if count == total:
        return plural(total, tr("Accept it"), tr("Accept all {n}")).format(n=total)
    return tr("Accept {n} of {total}").format(n=count, total=total)


def summary(before: int, after: int) -> str:
    """The length of the plan, as it was and as it would be."""
    if before == after:
        return tr("{n:,} words, as before").format(n=before)
    return tr("{before:,} → {after:,} words").format(before=before, after=after)


def changed(count: int) -> str:
    one, many = tr("{n} change to the plan made."), tr("{n} changes to the plan made.")
    return plural(count, one, many).format(n=count)


def counted(changes: tuple[PlanChange, ...]) -> str:
    """How many items are new, gone and changed."""
    kinds = [change.kind for change in changes]
    parts = (
        (PlanChangeKind.ADDED, tr("{n} added")),
        (PlanChangeKind.REMOVED, tr("{n} removed")),
        (PlanChangeKind.CHANGED, tr("{n} changed")),
    )
    return listed(text.format(n=kinds.count(one)) for one, text in parts if one in kinds)


def spoken_row(change: PlanChange, is_accepted: bool, words_lost: int = 0) -> str:
    """A row as a screen reader says it."""
    state = ACCEPTED if is_accepted else REFUSED
    heading = change.item.heading or change.item.main_point
    details = [_FIELD_WORDS[name] for name in change.fields if name != "target_words"]
    if change.before and change.after and "target_words" in change.fields:
        before, after = change.before.target_words, change.after.target_words
        details.append(tr("{before:,} to {after:,} words").format(before=before, after=after))
    elif change.item.is_section:
        details.append(words(change.item.target_words))
    if words_lost:
        details.append(text_leaves(words_lost))
    return listed([f"{kind(change)}: {heading}", *details, state])


def answer_line(line: str, outline: Outline) -> str:
    """One line of the model's answer for a reader, empty while there is nothing in it yet."""
    named = _LABEL.match(line)
    if named is None:
        return ""
    rest = _FIELDS.sub("  ·  ", line[named.end() :]).strip(" ·")
    if named[2] is None:
        return tr("new: {text}").format(text=rest)
    same = [item for item in outline if item.is_section == (named[1] == "Paragraph")]
    at = int(named[2]) - 1
    heading = (same[at].heading or same[at].main_point) if at < len(same) else ""
    if rest == "Keep":
        return tr("{heading}  ·  stays").format(heading=heading)
    return f"{heading}  →  {rest}" if rest else heading
