# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words for revising a selection or a section."""

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.revision import RevisionKind
from longwriter_desktop.ui.translation import plural, tr

REVISE = tr("Revise")
SELECTION_BAR = tr("Revise the selection")
CARD = tr("The model's answer")
ANSWER_TEXT = tr("Changes: Tab goes to the next, A accepts, R refuses")
KINDS = {
    RevisionKind.REWRITE: tr("Rewrite"),
    RevisionKind.CONDENSE: tr("Shorter"),
    RevisionKind.EXPAND: tr("Longer"),
    RevisionKind.SIMPLIFY: tr("Simpler"),
    RevisionKind.TONE: tr("Tone"),
    RevisionKind.CONTINUE: tr("Continue"),
    RevisionKind.TRANSLATE: tr("Translate"),
    RevisionKind.CUSTOM: tr("Ask\u2026"),
    RevisionKind.JOIN: tr("Smooth the join"),
}
CONDENSE_TO = tr("To a length\u2026")
TONES = (
    ("formal", tr("Formal")),
    ("plain", tr("Plain")),
    ("warm", tr("Warm")),
    ("vivid", tr("Vivid")),
    ("confident", tr("Confident")),
    ("humorous", tr("Humorous")),
)
LANGUAGES = (
    ("en", tr("English")),
    ("zh", tr("Chinese")),
    ("de", tr("German")),
    ("fr", tr("French")),
    ("es", tr("Spanish")),
    ("it", tr("Italian")),
    ("pt", tr("Portuguese")),
    ("ja", tr("Japanese")),
    ("ru", tr("Russian")),
)
ASK_NAME = tr("What should change?")
ASK_HINT = tr("Say what should change, for instance: name the island")
LENGTH_NAME = tr("Length in words")
WORDS_SUFFIX = tr(" words")
GO = tr("Go")
STOP = tr("Stop")
ACCEPT_ALL = tr("Accept all")
REFUSE = tr("Refuse")
AGAIN = tr("Try again")
KEEP = tr("Keep as a take")
CLOSE = tr("Close")
STARTING = tr("Starting\u2026")
READING = tr("Reading\u2026")
THINKING = tr("Thinking\u2026")
NOTHING = tr("The model gave the same text again. Try again, or ask in other words.")
HOW_TO = tr("Tab goes to the next change, A accepts it, R refuses it.")
CHANGED_TOO = tr(
    "The passage has changed meanwhile: these are the changes against the text as it is now."
)
GONE = tr(
    "The passage and the text around it were changed meanwhile, so nothing is put in."
    " You can keep the answer as a take."
)
NO_TEXT = tr("There is no text to revise in this section yet.")
NO_SECTION = tr("Put the caret into a section first.")
WRITING_IT = tr("This section is being written. Stop it first, then revise it.")
REFUSED = tr("The text stays as it was.")
STATES = (tr("open"), tr("accepted"), tr("refused"))
UNDO = tr("revising")

_LONGEST_WISH = 36  # characters of it that fit into the card's head


def keys_tip(text: str, keys: str) -> str:
    return tr("{text} ({keys})").format(text=text, keys=keys)


def title(kind: RevisionKind, wish: str, number: int, is_whole: bool) -> str:
    """What was asked for, and where."""
    what = KINDS[kind].rstrip("\u2026")
    if len(wish) > _LONGEST_WISH:
        wish = wish[: _LONGEST_WISH - 1] + "\u2026"
    named = dict(TONES) | dict(LANGUAGES)
    if kind is RevisionKind.CUSTOM:
        what = tr("\u201c{wish}\u201d").format(wish=wish)
    elif wish:
        what = tr("{kind}: {wish}").format(kind=what, wish=named.get(wish, wish))
    where = tr("section {n}") if is_whole else tr("selection in section {n}")
    return tr("{what} \u00b7 {where}").format(what=what, where=where.format(n=number))


def join_title(first: int, second: int) -> str:
    return tr("Smooth the join \u00b7 sections {first} and {second}").format(
        first=first, second=second
    )


def lengths(before: int, after: int) -> str:
    """Words of the passage, and of the answer."""
    return tr("{before:,} \u2192 {after:,} words").format(before=before, after=after)


def growing(words: int, target: int) -> str:
    if not target:
        return plural(words, tr("{n:,} word"), tr("{n:,} words")).format(n=words)
    return tr("{n:,} of about {target:,} words").format(n=words, target=target)


def reading(read: int, total: int) -> str:
    return tr("Reading {read:,} of {total:,} tokens").format(read=read, total=total)


def changes(count: int, accepted: int, refused: int) -> str:
    """How many changes there are, and how they were decided."""
    said = [plural(count, tr("{n:,} change"), tr("{n:,} changes")).format(n=count)]
    if accepted:
        said.append(tr("{n:,} accepted").format(n=accepted))
    if refused:
        said.append(tr("{n:,} refused").format(n=refused))
    return " \u00b7 ".join(said)


def accept_some(taken: int, count: int) -> str:
    return tr("Accept {taken:,} of {count:,}").format(taken=taken, count=count)


def change_said(number: int, count: int, state: str, removed: str, added: str) -> str:
    """One change for a screen reader."""
    return tr("Change {n} of {count}, {state}: \u201c{removed}\u201d becomes \u201c{added}\u201d")\
        .format(n=number, count=count, state=state, removed=removed, added=added)  # fmt: skip


def stopped(reason: StopReason) -> str:
    """Why an answer is not whole, empty where it is."""
    if reason is StopReason.CANCELLED:
        return tr("Stopped by you: this is what had come.")
    if reason is StopReason.INTERRUPTED:
        return tr("The model ended in the middle: this is what had come.")
    if reason is StopReason.CONTEXT_FULL:
        return tr("The model's context was full: this is what had come.")
    if reason is StopReason.LOOP_CUT:
        return tr("The model began to repeat itself: the repetition was removed.")
    return ""


def clipped(number: int) -> str:
    return tr(
        "A revision stays inside one section: only the part of the selection in section {n}"
        " is revised."
    ).format(n=number)


def kept(count: int) -> str:
    return plural(
        count, tr("The answer is a take of the section now."),
        tr("The answers are takes of their sections now."),
    )  # fmt: skip
