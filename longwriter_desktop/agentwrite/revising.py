# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Revising a passage of a section: the prompt, the answer as it comes, and what stands there
then. Nothing of the document is changed here.
"""

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass

from longwriter_desktop.agentwrite.conversation import (
    TURN_OVERHEAD,
    build_conversation,
    fitting_prefill,
    task_of,
)
from longwriter_desktop.agentwrite.joins import closing, joins_of, opening
from longwriter_desktop.agentwrite.passage_length import answer_tokens, fitted, goal_of
from longwriter_desktop.agentwrite.revise_prompts import passage_head, revise_turn
from longwriter_desktop.domain.counting import RunningCount, count_words, words_of
from longwriter_desktop.domain.document import Document, Provenance, StopReason, Take
from longwriter_desktop.domain.errors import Bug, EngineProblem, InputProblem
from longwriter_desktop.domain.ports import (
    EngineInfo,
    Generated,
    GenerateRequest,
    LengthGoal,
    Message,
    PromptProgress,
    Sampling,
    TextDelta,
    TextEngine,
    TextRewound,
    Thinking,
)
from longwriter_desktop.domain.revision import (
    JoinsSmoothed,
    Passage,
    Revision,
    RevisionEnded,
    RevisionEvent,
    RevisionGrew,
    RevisionKind,
    RevisionRead,
    RevisionRewound,
    RevisionStarted,
    RevisionThought,
)
from longwriter_desktop.domain.script import language_of_text
from longwriter_desktop.domain.staleness import written_from

_NEAR = 160  # characters around the passage that say where it stands in the section above
_FAR = 1_200  # characters around it where the section itself is not shown
_MORE_ROOM = (_FAR, 400, 0)
_CONTINUED = 100  # words that "continue" adds where no number is given


@dataclass(frozen=True)
class _Prompt:
    """A conversation that ends with the wish; sizes in tokens."""

    messages: tuple[Message, ...]
    tokens: int


def revise_passage(
    engine: TextEngine, document: Document, passage: Passage, revision: Revision, seed: int = 0,
    takes: Sequence[Take] = (),
) -> Iterator[RevisionEvent]:  # fmt: skip
    """Write a new text for a passage; yields `RevisionEnded` last.

    `takes` are those of the section, oldest first: an answer may come near to one of them. That
    saves time and changes no word of it.

    Raises:
        InputProblem: `passage_too_long` when passage and answer do not fit the context.
        EngineProblem: the engine failed; what was yielded until then is all there is.
    """
    around = _around(document, passage)
    yield from _revise(engine, document, passage, revision, seed, around, takes)


def smooth_joins(
    engine: TextEngine, document: Document, section_ids: Sequence[str], seed: int = 0
) -> Iterator[RevisionEvent]:
    """Rewrite only the sentences where the sections meet their neighbours in `section_ids`.

    Two neighbours of the document that are both named meet at a join; of the first one the
    last sentences are rewritten, of the second one the first. `JoinsSmoothed` comes last.
    """
    changes: dict[str, list[tuple[Passage, str]]] = {}
    wish = Revision(RevisionKind.JOIN)
    for first, second in joins_of(document, section_ids):
        before, after = document.text_of(first).text, document.text_of(second).text
        end, start = closing(first, before), opening(second, after)
        new_end = end.of(before)
        # A single sentence may have been rewritten already, as the section's beginning.
        if all(done.end <= end.start for done, _ in changes.get(first, ())):
            around = (before[: end.start], start.of(after))
            new_end = yield from _revise(engine, document, end, wish, seed, around)
            changes.setdefault(first, []).append((end, new_end))
        around = (new_end, after[start.end :])
        new_start = yield from _revise(engine, document, start, wish, seed + 1, around)
        changes.setdefault(second, []).append((start, new_start))
    yield JoinsSmoothed(
        tuple(
            (section_id, _changed(document.text_of(section_id).text, done))
            for section_id, done in changes.items()
        )
    )


def _changed(text: str, changes: list[tuple[Passage, str]]) -> str:
    for passage, new in sorted(changes, key=lambda change: -change[0].start):
        if new:
            text = text[: passage.start] + new + text[passage.end :]
    return text


def _revise(
    engine: TextEngine, document: Document, passage: Passage, revision: Revision, seed: int,
    around: tuple[str, str], takes: Sequence[Take] = (),
) -> Generator[RevisionEvent, None, str]:  # fmt: skip
    old = passage.of(document.text_of(passage.section_id).text)
    if revision.kind is RevisionKind.CONTINUE:
        request, prompt, added = _continuing(engine, document, passage, revision, seed)
    else:
        goal = goal_of(revision, old)
        most = answer_tokens(goal, old, revision, engine.count_tokens)
        prompt = _prompt(engine, document, passage, revision, around, most)
        request = GenerateRequest(
            prompt.messages, most, "", Sampling(), seed, length=goal,
            copied_from=_to_copy(revision, old, takes),
        )  # fmt: skip
        added = goal.target if goal else 0
    shown = written_from(document, passage.section_id).encode()
    info = engine.info  # asked now: an engine that failed has none any more
    yield RevisionStarted(passage, added, prompt.tokens)
    answer, problem = yield from _one_answer(engine, request)
    text = fitted(revision.kind, old, answer.text)
    provenance = _provenance(info, shown, request, answer)
    yield RevisionEnded(passage, text, answer.stop_reason, provenance, answer.stats)
    if problem is not None:
        raise problem
    return text


def _to_copy(revision: Revision, old: str, takes: Sequence[Take]) -> str:
    """The text that the answer will repeat most of. A translation repeats nothing of the passage,
    but perhaps an earlier text in that language: the newest whose script is that of the language
    and that has not mostly the passage's own words, as one in the same language would."""
    if revision.kind is not RevisionKind.TRANSLATE:
        return old
    language = revision.wish.strip().split("-")[0].lower()
    own = _words(old)
    for take in reversed(takes):
        words = _words(take.text)
        is_other = bool(words) and 2 * len(own & words) <= len(own)
        if is_other and language_of_text(take.text, language) == language:
            return take.text
    return old


def _words(text: str) -> set[str]:
    return {word.casefold() for word in words_of(text)}


def _one_answer(
    engine: TextEngine, request: GenerateRequest
) -> Generator[RevisionEvent, None, tuple[Generated, EngineProblem | None]]:
    """Pass an answer's events on. Where the engine fails, what came until then is the answer."""
    counter, written = RunningCount(), ""
    try:
        for event in engine.generate(request):
            match event:
                case PromptProgress():
                    yield RevisionRead(event.read, event.total, event.reused)
                case Thinking():
                    yield RevisionThought(event.text)
                case TextDelta():
                    written += event.text
                    yield RevisionGrew(event.text, counter.feed(event.text), event.tokens)
                case TextRewound():
                    written = written[: event.keep]
                    counter = RunningCount(written)
                    yield RevisionRewound(event.keep)
                case Generated():
                    return event, None
    except EngineProblem as problem:
        return Generated(written, StopReason.INTERRUPTED, seed=request.seed), problem
    raise Bug("the engine ended an answer without a result")


def _around(document: Document, passage: Passage) -> tuple[str, str]:
    text = document.text_of(passage.section_id).text
    return text[: passage.start], text[passage.end :]


def _prompt(
    engine: TextEngine, document: Document, passage: Passage, revision: Revision,
    around: tuple[str, str], answer: int,
) -> _Prompt:  # fmt: skip
    """The section's own conversation with the wish behind it, or less where there is no room."""
    text = document.text_of(passage.section_id).text
    old = passage.of(text)
    goal = goal_of(revision, old)
    words = goal.target if goal is not None and revision.kind is not RevisionKind.JOIN else 0
    is_whole = old == text.strip()
    before, after = _near(around, _NEAR)
    turn = revise_turn(revision, "" if is_whole else old, words, before, after)
    sizes = engine.count_tokens([text, turn])
    behind = sum(sizes) + 2 * TURN_OVERHEAD
    context = engine.info.context_tokens
    for room in (context, context - behind - answer):
        head = _own_conversation(engine, document, passage.section_id, room)
        if head is not None and head.tokens + behind + answer <= context:
            turns = (Message("assistant", text.strip()), Message("user", turn))
            return _Prompt((*head.messages, *turns), head.tokens + behind)
    task, section = task_of(document), document.outline.get(passage.section_id)
    for far in _MORE_ROOM:
        turn = revise_turn(revision, old, words, *_near(around, far))
        message = f"{passage_head(task, section)}\n\n{turn}"
        tokens = engine.count_tokens([message])[0] + 4 * TURN_OVERHEAD
        if tokens + answer <= context:
            return _Prompt((Message("user", message),), tokens)
    raise InputProblem("passage_too_long", words=count_words(old), context=context)


def _own_conversation(
    engine: TextEngine, document: Document, section_id: str, room: int
) -> _Prompt | None:
    try:
        own = build_conversation(document, section_id, engine.count_tokens, room, is_written=True)
    except InputProblem:
        return None
    return _Prompt(own.messages, own.prompt_tokens)


def _continuing(
    engine: TextEngine, document: Document, passage: Passage, revision: Revision, seed: int
) -> tuple[GenerateRequest, _Prompt, int]:
    """Go on behind the passage, as the section is written on: its text is the prefill."""
    context, prefill = engine.info.context_tokens, document.text_of(passage.section_id).text
    prefill = fitting_prefill(prefill[: passage.end], engine.count_tokens, context)
    words, present = revision.words or _CONTINUED, count_words(prefill)
    goal = LengthGoal(present + words, present + int(words * 0.9), present + int(words * 1.25) + 8)
    own = build_conversation(document, passage.section_id, engine.count_tokens, context, prefill)
    most = min(own.answer_tokens, int(words * 1.25 * 6) + 48)
    request = GenerateRequest(own.messages, most, prefill, Sampling(), seed, length=goal)
    return request, _Prompt(own.messages, own.prompt_tokens), words


def _near(around: tuple[str, str], most: int) -> tuple[str, str]:
    """The last and first `most` characters of the texts around a passage, in whole words."""
    before, after = (part.strip() for part in around)
    if len(before) > most:
        cut = before[len(before) - most :]
        before = cut.split(" ", 1)[-1] if " " in cut else cut
    if len(after) > most:
        cut = after[:most]
        after = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return before, after


def _provenance(
    info: EngineInfo, shown: str, request: GenerateRequest, answer: Generated
) -> Provenance:
    stats = answer.stats
    joined = "\x00".join(f"{turn.role}\x01{turn.content}" for turn in request.messages)
    return Provenance(
        model_name=info.name,
        model_fingerprint=info.fingerprint,
        seed=request.seed,
        sampling=asdict(request.sampling),
        prompt_hash=hashlib.sha256(joined.encode()).hexdigest(),
        written_from=shown,
        prompt_tokens=stats.prompt_tokens,
        evaluated_tokens=stats.evaluated_tokens,
        generated_tokens=stats.generated_tokens,
        tokens_per_second=stats.tokens_per_second,
        seconds=stats.prompt_seconds + stats.generate_seconds,
        revises=True,
    )
