# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of messages: what happened, and what to do."""

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words.figures import number_ranges, said

# Notices
RESTART = tr("Restart model")
LOAD_AGAIN = tr("Load the model again")
TRY_AGAIN = tr("Try again")
DISMISS = tr("Dismiss")
SHOW_FILE = tr("Show")
OPEN_REPORT = tr("Show the report")
HEADING_PROTECTED = tr("Headings belong to the plan. Change them there; the text follows.")
BEING_WRITTEN = tr("The model is writing this section. Stop it first, then edit.")
TO_PLAN = tr("Go to the plan")
TO_TEXT = tr("Go to the text")
SAVED = tr("Saved")
UNSAVED = tr("Not saved yet")

WHY_STOPPED = {
    StopReason.CANCELLED: tr("Section {n} was stopped at {words:,} of {target:,} words. Continue?"),
    StopReason.LOOP_CUT: tr(
        "The model kept repeating itself, so section {n} was cut at {words:,} of {target:,} words."
        " Continue?"
    ),
    StopReason.CONTEXT_FULL: tr(
        "The model's context was full; section {n} stopped at {words:,} of {target:,} words."
        " Continue?"
    ),
    StopReason.LENGTH_LIMIT: tr(
        "Section {n} was cut at a sentence end at {words:,} of {target:,} words. Continue?"
    ),
}
STOPPED = tr("The model stopped section {n} at {words:,} of {target:,} words. Continue?")


def out_of_view(dropped: list[int], kept: list[int], summarised: list[int]) -> str:
    """Which written sections the model no longer sees word for word."""
    if not summarised:
        return _not_seen(dropped, kept)
    text = tr("The model sees as summaries: {sections}").format(sections=number_ranges(summarised))
    if dropped:
        text += tr("; left out: {sections}").format(sections=number_ranges(dropped))
    if kept:
        text += tr("; word for word: {sections}").format(sections=number_ranges(kept))
    return text


def _not_seen(dropped: list[int], kept: list[int]) -> str:
    if not kept:
        text = plural(
            len(dropped),
            tr("The model no longer sees section {dropped}; it sees the plan."),
            tr("The model no longer sees sections {dropped}; it sees the plan."),
        )
        return text.format(dropped=number_ranges(dropped))
    lost = plural(
        len(dropped),
        tr("The model no longer sees section {dropped}"),
        tr("The model no longer sees sections {dropped}"),
    )
    seen = plural(
        len(kept),
        tr("; it sees the plan and section {kept}."),
        tr("; it sees the plan and sections {kept}."),
    )
    return lost.format(dropped=number_ranges(dropped)) + seen.format(kept=number_ranges(kept))


def stopped_early(number: int, words: int, target: int, reason: StopReason) -> str:
    text = WHY_STOPPED.get(reason, STOPPED)
    return text.format(n=number, words=words, target=target)


def crashed_while(number: int) -> str:
    return tr("The model process ended while writing section {number}. Your text is saved.").format(
        number=number
    )


def exported(name: str, words: int, left_out: int) -> str:
    text = tr("{words:,} words exported to {name}.").format(words=words, name=name)
    if not left_out:
        return text
    rest = plural(
        left_out, tr("{count} section has no text yet."), tr("{count} sections have no text yet.")
    )
    return said(text, rest.format(count=left_out))


def bug_report(path: str) -> str:
    return tr(
        "Something went wrong inside the program. Your text is saved. A report is in {path}"
    ).format(path=path)


def cannot_close(sentence: str) -> str:
    return tr(
        "{sentence} The window stays open. Close it again to leave: what is not saved is lost then."
    ).format(sentence=sentence)
