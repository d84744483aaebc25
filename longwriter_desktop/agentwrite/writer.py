# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing one section: prompt, answer, and going on where an answer ended too soon."""

from collections.abc import Generator
from dataclasses import asdict, dataclass, field, replace

from longwriter_desktop.agentwrite.conversation import (
    MIN_ANSWER_TOKENS,
    Conversation,
    build_conversation,
    fitting_prefill,
)
from longwriter_desktop.agentwrite.prompts import with_note
from longwriter_desktop.domain.counting import RunningCount, count_words
from longwriter_desktop.domain.document import Document, Provenance, StopReason
from longwriter_desktop.domain.errors import Bug, InputProblem
from longwriter_desktop.domain.events import (
    PromptRead,
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    WriteEvent,
    WriteMode,
)
from longwriter_desktop.domain.ports import (
    Generated,
    GenerateRequest,
    GenerationStats,
    LengthGoal,
    PromptProgress,
    Sampling,
    TextDelta,
    TextEngine,
    TextRewound,
)
from longwriter_desktop.domain.staleness import written_from

_NEAR_ENOUGH = 0.9  # of the target; a section that long is not continued for a few words more
_MAX_ROUNDS = 4  # answers that together make one section, where each ends too soon


@dataclass(frozen=True)
class WriteOptions:
    """How a section is written. The same seed and inputs give the same text.

    `note` is what the writer asks for this once. It stands in the last turn only, so that the
    engine's cache still holds all turns in front of it.
    """

    mode: WriteMode = WriteMode.FRESH
    seed: int = 0
    sampling: Sampling = field(default_factory=Sampling)
    note: str = ""


def write_section(
    engine: TextEngine, document: Document, section_id: str, options: WriteOptions
) -> Generator[WriteEvent, None, None]:
    """Write one section; yields `SectionEnded` last.

    An answer that ends before the target is near (no context left, the model gave up or
    was cut at a loop) is continued behind its own text with another seed, at most three times.

    Raises:
        InputProblem: `context_too_small` when instruction and plan leave no room.
        EngineProblem: the engine failed; what was yielded until then is all there is.
    """
    target = document.outline.get(section_id).target_words
    text = document.text_of(section_id).text.rstrip() if options.mode is WriteMode.CONTINUE else ""
    goal = _goal(target, text)
    stats = GenerationStats()
    first: Conversation | None = None
    for round_number in range(_MAX_ROUNDS):
        conversation, request = _next_request(engine, document, section_id, text, goal, options)
        if first is None:
            first = conversation
            yield _started(section_id, target, conversation)
        request = replace(request, seed=options.seed + round_number)
        answer = yield from _one_answer(engine, section_id, text, request)
        text = (text + answer.text).rstrip()
        stats = _added(stats, answer.stats)
        if not _should_go_on(answer, text, goal):
            break
    provenance = _provenance(engine, document, section_id, first, options, stats)
    yield SectionEnded(section_id, text, answer.stop_reason, provenance, stats)


def _one_answer(
    engine: TextEngine, section_id: str, base: str, request: GenerateRequest
) -> Generator[WriteEvent, None, Generated]:
    """Pass one answer's events on; `base` is the section's text in front of it."""
    counter = RunningCount(base)
    written = base
    for event in engine.generate(request):
        match event:
            case PromptProgress():
                yield PromptRead(section_id, event.read, event.total, event.reused)
            case TextDelta():
                written += event.text
                yield SectionGrew(section_id, event.text, counter.feed(event.text), event.tokens)
            case TextRewound():
                written = written[: len(base) + event.keep]
                counter = RunningCount(written)
                yield SectionRewound(section_id, len(written), event.reason)
            case Generated():
                return event
    raise Bug("the engine ended an answer without a result")


def _next_request(
    engine: TextEngine,
    document: Document,
    section_id: str,
    text: str,
    goal: LengthGoal,
    options: WriteOptions,
) -> tuple[Conversation, GenerateRequest]:
    """The conversation for what comes behind `text`, and the request to the engine.

    Where a section is longer than the context, the model is shown only its end.
    """
    context = engine.info.context_tokens
    prefill = fitting_prefill(text, engine.count_tokens, context)
    conversation = build_conversation(document, section_id, engine.count_tokens, context, prefill)
    if options.note.strip():
        conversation = _with_note(conversation, options.note, engine, context)
    request = GenerateRequest(
        conversation.messages,
        conversation.answer_tokens,
        prefill,
        options.sampling,
        length=_without(goal, count_words(text) - count_words(prefill)),
    )
    return conversation, request


def _with_note(
    conversation: Conversation, note: str, engine: TextEngine, context: int
) -> Conversation:
    """The same turns with the note in the last one; the answer gives up the room for it."""
    last = conversation.messages[-1]
    turn = replace(last, content=with_note(last.content, note))
    before, after = engine.count_tokens([last.content, turn.content])
    prompt = conversation.prompt_tokens + after - before
    answer = min(conversation.answer_tokens, context - prompt)
    if answer < MIN_ANSWER_TOKENS:
        raise InputProblem("context_too_small", context=context, needed=prompt + MIN_ANSWER_TOKENS)
    messages = (*conversation.messages[:-1], turn)
    return replace(conversation, messages=messages, answer_tokens=answer, prompt_tokens=prompt)


def _started(section_id: str, target: int, conversation: Conversation) -> SectionStarted:
    return SectionStarted(
        section_id, target, conversation.prompt_tokens, conversation.dropped, conversation.detail
    )


def _goal(target: int, text: str) -> LengthGoal:
    """The section's goal; one that is written out already may grow by a tenth more."""
    words = count_words(text)
    goal = LengthGoal.around(target)
    if words < goal.low:
        return goal
    more = max(target // 10, 20)
    return LengthGoal(target=words + more, low=words + 1, high=words + 2 * more)


def _without(goal: LengthGoal, words: int) -> LengthGoal:
    """The goal for a prefill that leaves out the first `words` words of the section."""
    if words <= 0:
        return goal
    return LengthGoal(goal.target - words, goal.low - words, goal.high - words)


def _should_go_on(answer: Generated, text: str, goal: LengthGoal) -> bool:
    if answer.stop_reason is StopReason.CANCELLED or not answer.text.strip():
        return False
    return count_words(text) < goal.target * _NEAR_ENOUGH


def _added(first: GenerationStats, second: GenerationStats) -> GenerationStats:
    sums = {name: value + asdict(second)[name] for name, value in asdict(first).items()}
    return replace(first, **sums)


def _provenance(
    engine: TextEngine, document: Document, section_id: str, conversation: Conversation,
    options: WriteOptions, stats: GenerationStats,
) -> Provenance:  # fmt: skip
    sampling = options.sampling
    return Provenance(
        model_name=engine.info.name,
        model_fingerprint=engine.info.fingerprint,
        seed=options.seed,
        sampling=asdict(sampling),
        prompt_hash=conversation.hash,
        written_from=written_from(document, section_id, conversation.dropped).encode(),
        prompt_tokens=stats.prompt_tokens,
        evaluated_tokens=stats.evaluated_tokens,
        generated_tokens=stats.generated_tokens,
        tokens_per_second=stats.tokens_per_second,
        seconds=stats.prompt_seconds + stats.generate_seconds,
        note=" ".join(options.note.split()),
    )
