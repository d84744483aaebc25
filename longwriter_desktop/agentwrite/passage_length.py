# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""How long a revised passage should be, and its answer trimmed to stand where the passage was."""

import re

from longwriter_desktop.agentwrite.context_room import CountTokens
from longwriter_desktop.domain.counting import CJK, count_words
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.domain.revision import Revision, RevisionKind
from longwriter_desktop.domain.sentences import ends_sentence

EXPANDED, CONDENSED = 1.5, 0.5  # of the passage, where no number is given
_SHORT = 60  # words; a goal below it has more play, or no sentence would ever fit
_PER_WORD = 1.7  # Chinese characters for one English word, about
_CJK_LANGUAGES = ("zh", "ja", "ko")
_QUOTES = (('"', '"'), ("\u201c", "\u201d"), ("\u300c", "\u300d"))
_IS_CJK = re.compile(f"[{CJK}]")


def goal_of(revision: Revision, passage: str) -> LengthGoal | None:
    """The length to aim at; None leaves it to the model (the writer's own words)."""
    words = count_words(passage)
    if revision.kind is RevisionKind.CUSTOM and not revision.words:
        return None
    if not ends_sentence(passage) and not revision.words and "\n" not in passage.strip():
        # A piece of a sentence may end anywhere; it only must not run on.
        return LengthGoal(int(words * 1.6) + 4, 1, words * 2 + 6)
    target = revision.words or _usual_length(revision, passage, words)
    target = max(target, 3)
    if target >= _SHORT:
        return LengthGoal.around(target)
    return LengthGoal(target, max(1, int(target * 0.7)), int(target * 1.3) + 6)


def answer_tokens(
    goal: LengthGoal | None, passage: str, revision: Revision, count_tokens: CountTokens
) -> int:
    """The most tokens that an answer may take."""
    words = max(count_words(passage), 1)
    ratio = min(max(count_tokens([passage])[0] / words * 1.2, 1.5), 6.0)
    if revision.kind is RevisionKind.TRANSLATE:
        ratio = max(ratio, 3.0)
    high = goal.high if goal is not None else int(words * 1.5) + 40
    return int(high * ratio) + 32


def fitted(kind: RevisionKind, passage: str, answer: str) -> str:
    """The answer as it stands in place of the passage; empty where there is none.

    Quotation marks that the passage does not have go, and a passage of one line stays one.
    """
    if not answer.strip():
        return ""
    if kind is RevisionKind.CONTINUE:
        return _continued(passage, answer.rstrip())
    text = answer.strip()
    for opens, closes in _QUOTES:
        inside = text[1:-1]
        if text.startswith(opens) and text.endswith(closes) and len(text) > 1 and not (
            passage.startswith(opens) or opens in inside or closes in inside
        ):  # fmt: skip
            text = inside.strip()
    if "\n" not in passage and kind is not RevisionKind.EXPAND and kind is not RevisionKind.CUSTOM:
        text = " ".join(text.split("\n")) if "\n" in text else text
        text = re.sub(r"[ \t]{2,}", " ", text)
    return text


def _continued(passage: str, more: str) -> str:
    needs_space = not more[:1].isspace() and ends_sentence(passage) and not _IS_CJK.match(more[:1])
    return passage + (" " if needs_space else "") + more


def _usual_length(revision: Revision, passage: str, words: int) -> int:
    if revision.kind is RevisionKind.EXPAND:
        return round(words * EXPANDED)
    if revision.kind is RevisionKind.CONDENSE:
        return round(words * CONDENSED)
    if revision.kind is RevisionKind.TRANSLATE:
        to_cjk = revision.wish.split("-")[0].lower() in _CJK_LANGUAGES
        from_cjk = len(_IS_CJK.findall(passage)) * 2 > words
        if to_cjk and not from_cjk:
            return round(words * _PER_WORD)
        if from_cjk and not to_cjk:
            return round(words / _PER_WORD)
    return words
