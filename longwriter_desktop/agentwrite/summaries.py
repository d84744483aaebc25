# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Summaries of sections that the model's context has no room for.

The prompt holds one section alone, so it is short, and a branch of its own in the engine's
cache: what was read of the document's conversation stays there.
"""

from datetime import UTC, datetime

from longwriter_desktop.agentwrite.context_room import CountTokens
from longwriter_desktop.agentwrite.conversation import build_conversation, cut_to, fitting_prefill
from longwriter_desktop.agentwrite.prompts import language_name
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, SectionSummary, TakeOrigin
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.ports import GenerateRequest, LengthGoal, Message, Sampling
from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.domain.sentences import ends_sentence, last_sentence_end

_WORDS = 50
_CHINESE = 80  # characters that say as much
_TOKENS_PER_WORD = 6  # of the answer, at most
_SOON = 0.75  # of the context; what has no room in that will have none in the whole one soon
_MARKS = 48  # tokens; what a chat template adds to a prompt, generously
_CALM = Sampling(temperature=0.3)


def sections_to_summarise(
    document: Document, section_id: str, count_tokens: CountTokens, context_tokens: int
) -> tuple[str, ...]:
    """Sections that have no room in the prompt for `section_id`, or will soon have none, and
    whose summary is missing or was made by the model of another text; the oldest first.

    None, where the prompt cannot be made.
    """
    gone: set[str] = set()
    for room in (context_tokens, int(context_tokens * _SOON)):
        try:
            gone.update(build_conversation(document, section_id, count_tokens, room).not_verbatim)
        except InputProblem:
            break
    return tuple(
        section.id
        for section in document.outline.sections
        if section.id in gone and _is_wanted(document, section.id)
    )


def summary_prompt(document: Document, heading: str, text: str, words: int) -> str:
    """Ask for a summary of `text`, which a section with this heading has, in about `words`."""
    lines = [
        f"Title: {document.title}" if document.title.strip() else "",
        f"Instruction: {document.instruction.strip()}",
        f"Section: {heading}" if heading else "",
    ]
    about = "\n".join(line for line in lines if line)
    return (
        f"Summarise one section of a document.\n\n{about}\n\nText:\n{text}\n\n"
        "Answer in two or three sentences: what happens or is said, the names and facts, and what"
        " has changed at the end. No heading, no remarks."
        f"\nLanguage: {language_name(document.language)}\nWord Count: {words} words"
    )


def summary_request(
    document: Document, section_id: str, count_tokens: CountTokens, context_tokens: int
) -> GenerateRequest:
    """The request for a summary of a section; of a text that is too long, beginning and end.

    Raises `InputProblem("context_too_small")` where the instruction alone has no room.
    """
    text = document.text_of(section_id).text.strip()
    words = _words(text)
    answer = words * _TOKENS_PER_WORD
    heading = document.outline.get(section_id).heading
    bare, size = count_tokens([summary_prompt(document, heading, "", words), text])
    room = context_tokens - bare - answer - 2 * _MARKS
    if room < _MARKS:
        raise InputProblem("context_too_small", context=context_tokens, needed=bare + answer)
    if size > room:
        half = room // 2 - 1
        end = fitting_prefill(text, count_tokens, 3 * half)
        text = f"{cut_to(text, half, count_tokens)}\n...\n{end}"
    goal = LengthGoal(words, int(words * 0.6), int(words * 1.5) + 4)
    message = Message("user", summary_prompt(document, heading, text, words))
    return GenerateRequest((message,), answer, sampling=_CALM, length=goal)


def summary_of(document: Document, section_id: str, answer: str) -> SectionSummary | None:
    """The summary in a model's answer: whole sentences in one line. None where there are none."""
    text = " ".join(answer.split())
    if not ends_sentence(text):
        text = text[: last_sentence_end(text)]
    if not text:
        return None
    made_from = document.text_of(section_id).fingerprint
    return SectionSummary(text, made_from, TakeOrigin.MODEL, datetime.now(UTC))


def written_summary(document: Document, section_id: str, text: str) -> SectionSummary | None:
    """A summary that the writer wrote or changed, None for an empty one."""
    line = " ".join(text.split())
    made_from = document.text_of(section_id).fingerprint
    return SectionSummary(line, made_from, TakeOrigin.WRITER, datetime.now(UTC)) if line else None


def may_replace(document: Document, section_id: str) -> bool:
    """Whether the model may write the section's summary: there is none, or it made that."""
    summary = document.summaries.get(section_id)
    return summary is None or summary.origin is TakeOrigin.MODEL


def _is_wanted(document: Document, section_id: str) -> bool:
    summary = document.summaries.get(section_id)
    if summary is None:
        return True
    return may_replace(document, section_id) and summary.is_stale(document.text_of(section_id))


def _words(text: str) -> int:
    """The length to ask for: less than the text where that is short itself."""
    usual = _CHINESE if language_of_text(text, "en") == "zh" else _WORDS
    return max(min(usual, count_words(text) // 2), 12)
