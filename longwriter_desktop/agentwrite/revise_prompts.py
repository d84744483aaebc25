# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The turn that asks for a new text of a passage, behind the section's own conversation.

The section's own turns come first, word for word, so the engine still has them in its
cache; only where they do not fit is the passage asked for with a head of its own.
"""

from longwriter_desktop.agentwrite.prompts import WritingTask, language_name
from longwriter_desktop.domain.outline import OutlineItem
from longwriter_desktop.domain.revision import Revision, RevisionKind

_TASKS = {
    RevisionKind.REWRITE: "Rewrite the passage in other, better words. Keep what it says.",
    RevisionKind.EXPAND: "Make the passage longer: add detail to what it says.",
    RevisionKind.CONDENSE: "Make the passage shorter. Keep what matters most.",
    RevisionKind.SIMPLIFY: "Rewrite the passage in simple words and short sentences.",
    RevisionKind.JOIN: "Rewrite the passage so that the text before it, the passage and the text"
    " after it read as one. Keep what it says.",
}
_RULES = (
    "Answer with the new passage only: no heading, no remarks, no quotation marks around it."
    " Keep its Markdown marks, such as lists, quotes and emphasis"
)


def revise_turn(
    revision: Revision, passage: str, words: int, before: str = "", after: str = ""
) -> str:
    """Ask for a new text of `passage`; empty: the whole section above. `words` 0: any length.

    `before` and `after` are the texts around the passage, as much of them as there is room for.
    """
    around = [f"Before the passage: ...{before}"] if before else []
    around += [f"After the passage: {after}..."] if after else []
    shown = f"Passage:\n{passage}" if passage else "The passage is the whole section above."
    length = f"\nWord Count: {words} words" if words else ""
    same = "" if revision.kind is RevisionKind.TRANSLATE else " and its language"
    return "\n\n".join(
        ["Revise a passage of the section.", *around, shown,
         f"Task: {_task(revision)}{length}", f"{_RULES}{same}."]
    )  # fmt: skip


def passage_head(task: WritingTask, section: OutlineItem) -> str:
    """What a passage is revised for, where the section's own conversation has no room."""
    language = task.language.split("-")[0].lower()
    lines = [
        f"Instruction: {task.instruction.strip()}",
        f"Language: {language_name(task.language)}" if language != "en" else "",
        f"Title: {task.title}",
        f"Section: {section.heading}" if section.heading else "",
        f"Main Point: {section.main_point}" if section.main_point else "",
    ]
    return "\n".join(line for line in lines if line)


def _task(revision: Revision) -> str:
    wish = revision.wish.strip()
    if revision.kind is RevisionKind.TONE:
        return f"Rewrite the passage in this tone: {wish}. Keep what it says."
    if revision.kind is RevisionKind.TRANSLATE:
        return f"Translate the passage into {language_name(wish)}."
    if revision.kind is RevisionKind.CUSTOM:
        return wish
    return _TASKS[revision.kind]
