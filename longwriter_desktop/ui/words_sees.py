# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of the page that shows what the model sees."""

from collections.abc import Mapping

from longwriter_desktop.app.seeing import BlockKind, BlockState, PromptView, SeenRow
from longwriter_desktop.domain.ports import ReadingCost
from longwriter_desktop.ui.translation import tr
from longwriter_desktop.ui.words import duration, listed, number_ranges

_LITTLE = 32  # tokens
_MOMENT = 2.5  # seconds

TITLE = tr("Sees")
BAR_NAME = tr("What the model sees, as a bar")
LIST_NAME = tr("Parts of the prompt")
TEXT_NAME = tr("Exact text")
TEXT_HINT = tr("Choose a part above to read its exact text.")
NO_TEXT = {
    BlockKind.MARKS: tr(
        "Kept for what the model's chat format puts around each turn. It often takes less."
    ),
    BlockKind.ANSWER: tr("Kept for the text that the model will write."),
    BlockKind.FREE: tr("Nothing stands here yet. Sections that come fill it."),
}
WHOLE = tr("Whole prompt")
WHOLE_TIP = tr("Show everything as it will be sent. Each turn stands under its role in [brackets].")
PIN = tr("Pin")
UNPIN = tr("Unpin")
PIN_TIP = tr("A pinned section leaves the model's view last (P)")
DROP = tr("Leave out")
LET_IN = tr("Show again")
DROP_TIP = tr("The model is not shown this (D). It stays in your document.")
LEFT_OUT = tr("Not shown to the model")
EMPTY_NO_MODEL = tr("There is no model yet.\nOpen one, and this page shows what it reads"
                    " before it writes.")  # fmt: skip
EMPTY_NO_PLAN = tr("There is no plan yet.\nMake one, and this page shows what the model reads"
                   " for each section.")  # fmt: skip
EMPTY_NOTHING = tr("Every section is written.\nPut the caret into one to see what the model"
                   " would read to write it again.")  # fmt: skip
WAITING = tr("The model is at work; this is from before.")
WAITING_FIRST = tr("The model is at work. This page shows what it reads when it has finished.")
RESTING = tr("The model is unloaded. The next use of it loads it again.")
LOADING = tr("The model is being loaded.")
COUNTING = tr("Counting…")
SAMPLE_NOTE = tr("Style sample")

UNDO_PIN = tr("pinning a section")
UNDO_DROP = tr("what the model sees")

KINDS = {
    BlockKind.INSTRUCTION: tr("Instruction"),
    BlockKind.PLAN: tr("Plan"),
    BlockKind.NOTES: tr("Pinned notes"),
    BlockKind.STYLE: tr("Style sample"),
    BlockKind.SUMMARY: tr("Summary"),
    BlockKind.SECTION: tr("Section"),
    BlockKind.STEP: tr("This step"),
    BlockKind.BEGINNING: tr("What it has so far"),
    BlockKind.MARKS: tr("Turn marks"),
    BlockKind.ANSWER: tr("Room for the answer"),
    BlockKind.FREE: tr("Free"),
}
EARLIER_STEPS = tr("Earlier steps")
STATES = {
    BlockState.SHOWN: "",
    BlockState.PINNED: tr("pinned"),
    BlockState.CUT: tr("cut to fit"),
    BlockState.SUMMARISED: tr("as a summary"),
    BlockState.OUTDATED: tr("older summary"),
    BlockState.NO_ROOM: tr("no room"),
    BlockState.DROPPED: tr("left out"),
}
_REASONS = {BlockState.NO_ROOM: tr("no room"), BlockState.DROPPED: tr("left out by you")}
_STATE_TIPS = {
    BlockState.SHOWN: "",
    BlockState.PINNED: tr("You pinned it: it leaves last."),
    BlockState.CUT: tr("It is longer than the model has room for, so it ends at an earlier"
                       " sentence."),
    BlockState.SUMMARISED: tr("There is no room for its text, so the model reads this summary."),
    BlockState.OUTDATED: tr("There is no room for its text, so the model reads this summary. The"
                            " text has changed since it was written."),
    BlockState.NO_ROOM: tr("There is no room for it: the oldest leave first, several at once, so"
                           " that the others can stay for a while."),
    BlockState.DROPPED: tr("You left it out."),
}  # fmt: skip


def step_title(number: int, heading: str) -> str:
    if not heading:
        return tr("For section {number}").format(number=number)
    return tr("For section {number}: {heading}").format(number=number, heading=heading)


def summary(view: PromptView) -> str:
    text = tr("Context {context:,}:\n{used:,} used, {answer:,} for the answer, {free:,} free")
    return text.format(
        context=view.context_tokens, used=view.used_tokens,
        answer=view.answer_tokens, free=view.free_tokens,
    )  # fmt: skip


COST_TIP = tr(
    "What the model has read stays in its memory. Only what changed since, and what stands behind"
    " it, is read again before it writes."
)


def cost(cost: ReadingCost) -> str:
    """What is read before the first word comes."""
    if cost.read <= _LITTLE:
        return tr("Ready: next to nothing is read before the first word.")
    if cost.seconds is None:
        return tr("Reads {read:,} of {total:,} tokens before the first word.").format(
            read=cost.read, total=cost.total
        )
    if cost.seconds < _MOMENT:
        text = tr(
            "Reads {read:,} of {total:,} tokens before the first word, which is done in a moment."
        )
        return text.format(read=cost.read, total=cost.total)
    text = tr("Reads {read:,} of {total:,} tokens before the first word, about {time}.")
    return text.format(read=cost.read, total=cost.total, time=duration(cost.seconds))


def wait(cost: ReadingCost) -> str:
    """What is read before the first word, where that takes more than a moment; else nothing."""
    if cost.seconds is None or cost.seconds < _MOMENT:
        return ""
    text = tr("reads {read:,} tokens first, about {time}")
    return text.format(read=cost.read, time=duration(cost.seconds))


def left_out(out: Mapping[BlockState, list[int]], summarised: list[int]) -> str:
    """Which sections the model is shown as summaries, and which not at all, and why."""
    why = [
        tr("{sections} ({reason})").format(sections=number_ranges(numbers), reason=_REASONS[state])
        for state, numbers in out.items() if numbers
    ]  # fmt: skip
    lines = []
    if summarised:
        lines.append(tr("As summaries: {sections}").format(sections=number_ranges(summarised)))
    if why:
        lines.append(tr("Not shown: {sections}").format(sections=listed(why)))
    return "\n".join(lines)


def row_title(row: SeenRow, number: int | None) -> str:
    """`number` is the section's, where the row is one."""
    if row.is_earlier:
        return EARLIER_STEPS
    if row.can_be_pinned and number is not None:
        if not row.title:
            return tr("Section {number}").format(number=number)
        return tr("{number}  {heading}").format(number=number, heading=row.title)
    return KINDS[row.kind]


def row_name(row: SeenRow, number: int | None) -> str:
    """All that a row says, for those who hear it."""
    state = STATES[row.state]
    text = tr("{title}, {tokens:,} tokens, {state}") if state else tr("{title}, {tokens:,} tokens")
    return text.format(title=row_title(row, number), tokens=row.tokens, state=state)


def row_tip(row: SeenRow, number: int | None) -> str:
    return f"{row_name(row, number)}\n{_STATE_TIPS[row.state]}".strip()
