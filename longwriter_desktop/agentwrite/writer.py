# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing one section: prompt, answer, and going on where an answer ended too soon."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace

from longwriter_desktop.agentwrite.asking import after_asking
from longwriter_desktop.agentwrite.conversation import (
    MIN_ANSWER_TOKENS,
    Conversation,
    build_conversation,
    fitting_prefill,
)
from longwriter_desktop.agentwrite.prompts import with_note
from longwriter_desktop.domain.counting import RunningCount, count_words
from longwriter_desktop.domain.document import Document, Provenance, StopReason
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import (
    PromptRead,
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    SectionThought,
    WriteEvent,
    WriteMode,
)
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    LengthGoal,
    PromptProgress,
    Sampling,
    TextDelta,
    TextEngine,
    TextRewound,
    Thinking,
)
from longwriter_desktop.domain.staleness import written_from

_NEAR_ENOUGH = 0.9  # of the target; a section that long is not continued for a few words more
_MAX_ROUNDS = 4  # answers that together make one section, where each ends too soon


@dataclass(frozen=True)
class WriteOptions:
    """How a section is written. The same seed and inputs give the same text, but
    rarely: what else the cache holds changes how sums are rounded.

    `note` is what the writer asks for this once. It stands in the last turn only, so that the
    engine's cache still holds all turns in front of it. `alone`: instruction and plan are all
    that is shown, as sections written side by side cannot know each other's text.
    """

    mode: WriteMode = WriteMode.FRESH
    seed: int = 0
    sampling: Sampling = field(default_factory=Sampling)
    note: str = ""
    alone: bool = False


@dataclass(frozen=True)
class SectionTask:
    """One text to be written: a section, or one take of it."""

    section_id: str
    options: WriteOptions


def _never(_number: int) -> bool:
    return False


def write_section(
    engine: TextEngine, document: Document, section_id: str, options: WriteOptions
) -> Generator[WriteEvent, None, None]:
    """Write one section; yields `SectionEnded` last. Raises as `write_together` does."""
    with closing(write_together(engine, document, [SectionTask(section_id, options)])) as events:
        for _number, event in events:
            yield event


def request_for(
    engine: TextEngine, document: Document, section_id: str, mode: WriteMode = WriteMode.FRESH
) -> GenerateRequest:
    """The first request that writing a section makes. Raises `InputProblem`, `EngineProblem`."""
    task = SectionTask(section_id, WriteOptions(mode))
    return _GrowingSection(engine, document, task).next_request(0)


def write_together(
    engine: TextEngine,
    document: Document,
    tasks: Sequence[SectionTask],
    is_stopped: Callable[[int], bool] = _never,
) -> Generator[tuple[int, WriteEvent], None, None]:
    """Write several texts side by side; yields (number of the task from 0, event).

    Each task's last event is `SectionEnded`. An answer that ends before the target is near
    (no context left, the model gave up or was cut at a loop) is continued behind its own
    text with another seed, at most three times. A task that `is_stopped` names ends with
    what has come.

    Raises:
        InputProblem: `context_too_small` when instruction and plan leave no room.
        EngineProblem: the engine failed; what was yielded until then is all there is.
    """
    texts = [_GrowingSection(engine, document, task) for task in tasks]
    active = list(range(len(texts)))
    for round_number in range(_MAX_ROUNDS):
        requests = [texts[number].next_request(round_number) for number in active]
        if not round_number:
            for number in active:
                yield number, texts[number].started()
        told: set[int] = set()
        with closing(engine.generate_together(requests)) as events:
            for place, event in events:
                number = active[place]
                shown = texts[number].follow(event, round_number == _MAX_ROUNDS - 1)
                if shown is not None:
                    yield number, shown
                told |= _stop(engine, active, is_stopped, told)
        active = [number for number in active if texts[number].goes_on]
        if not active:
            return


def _stop(
    engine: TextEngine, numbers: Sequence[int], is_stopped: Callable[[int], bool], told: set[int]
) -> set[int]:
    """Tell the engine of answers that are to end, once each; returns their places."""
    places = {
        place for place, number in enumerate(numbers) if place not in told and is_stopped(number)
    }
    for place in places:
        engine.cancel(place)
    return places


class _GrowingSection:
    """One text as it is written, over as many answers as it takes."""

    def __init__(self, engine: TextEngine, document: Document, task: SectionTask) -> None:
        self._engine = engine
        self._document = _alone(document, task.section_id) if task.options.alone else document
        self._id = task.section_id
        self._options = task.options
        goes_on = task.options.mode is WriteMode.CONTINUE
        self._target = document.outline.get(self._id).target_words
        self._text = document.text_of(self._id).text.rstrip() if goes_on else ""
        self._goal = _goal(self._target, self._text)
        self._stats = GenerationStats()
        self._first: Conversation | None = None
        self._counter = RunningCount()
        self._written = ""
        self.goes_on = True

    def next_request(self, round_number: int) -> GenerateRequest:
        """What to ask the engine for behind the text so far."""
        conversation, request = _next_request(
            self._engine, self._document, self._id, self._text, self._goal, self._options
        )
        self._first = self._first or conversation
        self._counter = RunningCount(self._text)
        self._written = self._text
        return replace(request, seed=self._options.seed + round_number)

    def started(self) -> SectionStarted:
        assert self._first is not None
        return SectionStarted(
            self._id, self._target, self._first.prompt_tokens, self._first.dropped,
            self._first.detail, self._first.summarised,
            after_asking(self._document, self._id, self._options.note), self._made_by(),
        )  # fmt: skip

    def follow(self, event: EngineEvent, is_last_round: bool) -> WriteEvent | None:
        """Take in an engine's event; what to show of it."""
        match event:
            case PromptProgress():
                return PromptRead(self._id, event.read, event.total, event.reused)
            case Thinking():
                return SectionThought(self._id, event.text)
            case TextDelta():
                self._written += event.text
                words = self._counter.feed(event.text)
                return SectionGrew(self._id, event.text, words, event.tokens)
            case TextRewound():
                self._written = self._written[: len(self._text) + event.keep]
                self._counter = RunningCount(self._written)
                return SectionRewound(self._id, len(self._written), event.reason, event.ended)
            case Generated():
                self._text = (self._text + event.text).rstrip()
                self._stats = _added(self._stats, event.stats)
                goes_on = _should_go_on(event, self._text, self._goal)
                self.goes_on = goes_on and not is_last_round
                return None if self.goes_on else self._ended(event.stop_reason)

    def _ended(self, reason: StopReason) -> SectionEnded:
        return SectionEnded(self._id, self._text, reason, self._made_by(), self._stats)

    def _made_by(self) -> Provenance:
        assert self._first is not None
        return _provenance(
            self._engine, self._document, self._id, self._first, self._options, self._stats
        )


def _alone(document: Document, section_id: str) -> Document:
    """The document as if no other section had a text."""
    return replace(document, texts={section_id: document.text_of(section_id)})


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
        condenses=not prefill,  # what the writer has already is not written anew
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
        written_from=written_from(document, section_id, conversation.not_verbatim).encode(),
        prompt_tokens=stats.prompt_tokens,
        evaluated_tokens=stats.evaluated_tokens,
        generated_tokens=stats.generated_tokens,
        tokens_per_second=stats.tokens_per_second,
        seconds=stats.prompt_seconds + stats.generate_seconds,
        note=" ".join(options.note.split()),
        alone=options.alone,
    )
