# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every text of the page of takes and of the field for a note to the model."""

from longwriter_desktop.app.messages import STOP_SENTENCES
from longwriter_desktop.app.takes import NumberedTake, score_of
from longwriter_desktop.domain.document import StopReason, Take, TakeOrigin
from longwriter_desktop.ui import words
from longwriter_desktop.ui.translation import plural, tr

PAGE = tr("Takes")
LIST_NAME = tr("Takes of this section")
TEXT_NAME = tr("Text of the take")
NO_SECTION = tr("Put the caret into a section, or choose one in the plan, to see its takes.")
EMPTY = tr(
    "Each text that the model writes here is kept as a take, and your own words are kept before"
    " something replaces them. Nothing is ever lost.\n\nWrite several takes, read them side by"
    " side with your text, and choose one."
)
YOURS_UNKEPT = tr("The text here is yours and in no take yet.")
KEEP = tr("Keep it as a take")
NOTE = tr("Rewrite with a note…")
NOTE_FIELD = tr("Note to the model, for this once")
NOTE_EXAMPLE = tr("What should be different this time?")
REWRITE = tr("Rewrite")
CLOSE = tr("Close")
MORE = tr("More ways to write this section")
SHOW_TEXT, SHOW_CHANGES = tr("Text"), tr("Changes")
SHOW_TEXT_TIP = tr("The take as it is")
SHOW_CHANGES_TIP = tr("The take against the text that stands here now")
USE, PIN, UNPIN, DELETE, RESTORE, COPY = (
    tr("Use this take"), tr("Pin"), tr("Unpin"), tr("Delete"), tr("Restore"), tr("Copy the text"),
)  # fmt: skip
NOW, PINNED = tr("now"), tr("pinned")
KEEP_IT = tr("Keep it")
SAME = tr("This is the text that stands here now.")
WAITING = tr("waiting")
UNDO_CHOSEN, UNDO_WRITTEN = tr("choosing a take"), tr("writing takes")
BEING_WRITTEN = tr("The model is writing this section. Choose a take when it is done, or stop it.")
ENDED = tr("The model process ended while writing takes. What had come is kept as takes.")
ALONE = tr("Written in a fast draft, without knowing the other sections\u2019 text.")
_WHO = {TakeOrigin.MODEL: tr("model"), TakeOrigin.WRITER: tr("yours")}
_REVISION, _DRAFT = tr("revision by {model}"), tr("fast draft by {model}")
_IN_ONE = tr("{model}, in one go")
_STOPS = {
    StopReason.FINISHED: "",
    StopReason.LENGTH_LIMIT: tr("cut at its limit"),
    StopReason.LOOP_CUT: tr("a loop was cut out"),
    StopReason.CANCELLED: tr("stopped by you"),
    StopReason.CONTEXT_FULL: tr("no room left"),
    StopReason.INTERRUPTED: tr("interrupted"),
}
_FAST = 100  # tokens/s; from there a fraction says nothing
_SEPARATOR = "  ·  "


def several(count: int) -> str:
    return tr("Write {count} takes").format(count=count)


def section(number: int, heading: str) -> str:
    return f"{number}  {heading}".rstrip()


def title(number: int) -> str:
    return tr("Take {number}").format(number=number)


def words_written(count: int) -> str:
    return plural(count, tr("{count:,} word"), tr("{count:,} words")).format(count=count)


def score(take: Take) -> str:
    return tr("length {score:.0f}").format(score=score_of(take))


def score_tip(take: Take) -> str:
    text = tr("Length score {score:.0f} of 100: {words:,} words for a target of {target:,}")
    return text.format(score=score_of(take), words=take.words, target=take.target_words)


def who(take: Take) -> str:
    """The model by its name, and whether it revised a text or drafted it fast; else whose the
    text is."""
    made = take.provenance
    if made is None or not made.model_name:
        return _WHO[take.origin]
    if made.alone:
        return _DRAFT.format(model=made.model_name)
    if made.revises:
        return _REVISION.format(model=made.model_name)
    return _IN_ONE.format(model=made.model_name) if made.in_one else made.model_name


def speed(take: Take) -> str:
    made = take.provenance
    if made is None or not made.tokens_per_second:
        return ""
    rate = made.tokens_per_second
    text = tr("{rate:.1f} tokens/s") if rate < _FAST else tr("{rate:,.0f} tokens/s")
    return text.format(rate=rate)


def made_by(take: Take) -> str:
    """Who wrote a take and how fast."""
    return _joined(who(take), speed(take))


def made_when(take: Take) -> str:
    """When a take was made and why it ended, if it was not simply finished."""
    return _joined(words.when(take.created), _STOPS[take.stop_reason])


def row_name(row: NumberedTake, is_current: bool) -> str:
    """The whole row in words, for those who hear it."""
    take = row.take
    marks = [NOW] * is_current + [PINNED] * take.pinned
    return words.listed((title(row.number), *marks, words_written(take.words), *_details(take)))


def row_tip(take: Take) -> str:
    lines = [score_tip(take)]
    if STOP_SENTENCES[take.stop_reason]:
        lines.append(STOP_SENTENCES[take.stop_reason])
    if take.provenance is not None and take.provenance.note:
        lines.append(note_of(take.provenance.note))
    if take.provenance is not None and take.provenance.alone:
        lines.append(ALONE)
    return "\n".join(lines)


def note_of(note: str) -> str:
    return tr("Note: {note}").format(note=note)


def pinned_delete(number: int) -> str:
    return tr(
        "You pinned take {number}. Delete it? You can restore it from the deleted takes."
    ).format(number=number)


def changes(number: int, added: int, removed: int) -> str:
    text = tr("Take {number} against the text: {added:,} added, {removed:,} removed")
    return text.format(number=number, added=added, removed=removed)


def deleted(count: int) -> str:
    return tr("Deleted takes ({count})").format(count=count)


def writing(number: int, written: int, target: int) -> str:
    return tr("Take {number}: {written:,} of {target:,} words").format(
        number=number, written=written, target=target
    )


def condensing(number: int, written: int, target: int) -> str:
    """A take came out too long, and the model writes it once more; `written` words are there."""
    text = tr("Take {number}: too long, being condensed: {written:,} of {target:,} words")
    return text.format(number=number, written=written, target=target)


def reading(number: int, read: int, total: int) -> str:
    return tr("Take {number}: reading {read:,} of {total:,} tokens").format(
        number=number, read=read, total=total
    )


def waiting(number: int) -> str:
    return tr("Take {number}: waiting").format(number=number)


def thinking(number: int) -> str:
    return tr("Take {number}: thinking").format(number=number)


def stop_one(number: int) -> str:
    return tr("Stop take {number}").format(number=number)


def _details(take: Take) -> list[str]:
    parts = [score(take), who(take), speed(take), words.when(take.created)]
    return [part for part in (*parts, _STOPS[take.stop_reason]) if part]


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(part for part in parts if part)
