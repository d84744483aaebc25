# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Writing in one answer what a plan has still to come, for models that were trained to.

The answer is split into the plan's sections while it streams. For whoever follows the events,
sections begin, grow and end one after another, as if each had been asked for by itself.
"""

import hashlib
import os
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace

from longwriter_desktop.agentwrite.asking import written_before
from longwriter_desktop.agentwrite.conversation import (
    HEAD_OVERHEAD,
    TURN_OVERHEAD,
    cut_to,
    fitting_prefill,
    tokens_per_word,
)
from longwriter_desktop.agentwrite.prompts import one_answer_turn
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document, Provenance, SectionText, StopReason
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.events import (
    PromptRead,
    SectionEnded,
    SectionGrew,
    SectionRewound,
    SectionStarted,
    SectionThought,
    WriteEvent,
)
from longwriter_desktop.domain.headings import Title, is_marked
from longwriter_desktop.domain.milestones import Milestone
from longwriter_desktop.domain.outline import Outline, OutlineItem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    LengthGoal,
    Message,
    PromptProgress,
    Sampling,
    TextDelta,
    TextEngine,
    TextRewound,
    Thinking,
)
from longwriter_desktop.domain.splitting import DocumentSplitter, Expected
from longwriter_desktop.domain.staleness import written_from

_NOTES_SHARE = 0.25  # of the context, for notes and style sample together
_SPARE_TOKENS = 48
_SLACK = 0.1  # of a section's target: so much sooner or later the next heading may come
_FEWEST_WORDS = 20  # more for a section that has its length already


@dataclass(frozen=True)
class OneShotOptions:
    """How the answer is written. The same seed and inputs give the same text, but
    rarely: what else the cache holds changes how sums are rounded.

    Without the plan the model is shown the instruction and the length alone. Where it is
    `led`, the heading of a section is put for it when the one before has its length.
    """

    seed: int = 0
    sampling: Sampling = field(default_factory=Sampling)
    with_plan: bool = True
    led: bool = True


@dataclass(frozen=True)
class OneShot:
    """What is to be written in one answer: the first section still to be written, and those
    behind it up to the next one that has a text.

    `base` is what the first of them has already; `dropped` are sections that have a text and
    no longer fit in front of the answer.
    """

    request: GenerateRequest
    sections: tuple[OutlineItem, ...]
    base: str
    prompt_tokens: int
    dropped: tuple[str, ...]

    @property
    def prompt_hash(self) -> str:
        """SHA-256 over the prompt's contents, hexadecimal."""
        joined = "\x00".join(f"{turn.role}\x01{turn.content}" for turn in self.request.messages)
        return hashlib.sha256(joined.encode()).hexdigest()


def sections_in_one(document: Document) -> tuple[OutlineItem, ...]:
    """The sections that one answer would write; none where every section is written."""
    found: list[OutlineItem] = []
    for section in document.outline.sections:
        text = document.text_of(section.id)
        is_empty = not text.text.strip()
        if is_empty or (not found and text.is_unfinished):
            found.append(section)
        elif found:
            break
    return tuple(found)


def one_shot(engine: TextEngine, document: Document, options: OneShotOptions) -> OneShot:
    """The request for what is still to be written.

    Raises:
        InputProblem: `nothing_to_write`; `one_answer_too_long` (`words`, `needed` and `context`
            in tokens) when prompt and answer do not fit the model's context together.
    """
    sections = sections_in_one(document)
    if not sections:
        raise InputProblem("nothing_to_write")
    context, count = engine.info.context_tokens, engine.count_tokens
    base = document.text_of(sections[0].id).text.rstrip()
    before = [document.outline.get(id_) for id_ in written_before(document, sections[0].id)]
    begun = _rendered(document, before, sections[0], base) if options.with_plan or before else base
    prefill = fitting_prefill(begun, count, context)
    texts = [document.text_of(item.id).text for item in before]
    turn = _turn(document, engine, options)
    prompt = sum(count([turn, prefill])) + HEAD_OVERHEAD + TURN_OVERHEAD
    words = _words_to_write(sections, base, is_begun=bool(prefill))
    goal = LengthGoal.around(words + count_words(prefill))
    most = goal.high - count_words(prefill)
    sample = texts[-3:] or [base] * bool(base)
    answer = int(most * tokens_per_word(sample, document.instruction, count)) + _SPARE_TOKENS
    if prompt + answer > context:
        raise InputProblem(
            "one_answer_too_long", words=words, needed=prompt + answer, context=context
        )
    messages = (Message("user", turn),)
    request = GenerateRequest(
        messages, context - prompt, prefill, options.sampling, options.seed, length=goal,
        milestones=_milestones(sections, base, count_words(prefill)) if options.led else (),
    )  # fmt: skip
    dropped = tuple(
        item.id for item, text in zip(before, texts, strict=True) if text.strip() not in prefill
    )
    return OneShot(request, sections, base, prompt, dropped)


def write_in_one(
    engine: TextEngine, document: Document, options: OneShotOptions
) -> Generator[WriteEvent, None, None]:
    """Write what is still to be written in one answer; each section ends with `SectionEnded`.

    A section that the model leaves out stays as it is. When a text is taken back so far that
    a section had not ended after all, this is begun anew, with the text that it keeps.

    Raises:
        InputProblem: as `one_shot` does.
        EngineProblem: the engine failed; what was yielded until then is all there is.
    """
    shot = one_shot(engine, document, options)
    answer = _GrowingDocument(engine, document, shot, options)
    yield answer.started()
    with closing(engine.generate_together([shot.request])) as events:
        for _number, event in events:
            yield from answer.follow(event)


class _GrowingDocument:
    """One answer as it comes, told as the sections that it holds."""

    def __init__(
        self, engine: TextEngine, document: Document, shot: OneShot, options: OneShotOptions
    ) -> None:
        self._engine = engine
        self._document = document
        self._shot = shot
        self._options = options
        expected = expected_sections(document.outline)
        self._ids = [section.id for section in document.outline.sections]
        first = self._ids.index(shot.sections[0].id)
        last = self._ids.index(shot.sections[-1].id)
        shown = set(written_before(document, self._ids[first])).difference(shot.dropped)
        self._not_shown = set(self._ids[:first]) - shown
        self._splitter = DocumentSplitter(expected[: last + 1], first, shot.base, document.title)
        self._open = first
        self._shown = shot.base
        self._tokens = 0  # of the answer
        self._told_tokens = 0  # of the sections that have ended
        self._prompt = GenerationStats()

    def started(self) -> SectionStarted:
        section = self._document.outline.get(self._ids[self._open])
        return SectionStarted(
            section.id, section.target_words, self._shot.prompt_tokens, self._shot.dropped,
            provenance=self._provenance(section.id, GenerationStats()),
        )  # fmt: skip

    def follow(self, event: EngineEvent) -> Generator[WriteEvent, None, None]:
        """Take in an engine's event; what to show of it."""
        match event:
            case PromptProgress():
                self._prompt = GenerationStats(event.total, event.reused)
                yield PromptRead(self._ids[self._open], event.read, event.total, event.reused)
            case Thinking():
                yield SectionThought(self._ids[self._open], event.text)
            case TextDelta():
                self._tokens = event.tokens
                self._splitter.grow(event.text)
                yield from self._show("")
            case TextRewound():
                self._splitter.rewind(len(self._shot.base) + event.keep)
                yield from self._show(event.reason)
            case Generated():
                yield from self._finish(event)

    def _finish(self, answer: Generated) -> Generator[WriteEvent, None, None]:
        self._tokens = answer.stats.generated_tokens
        if answer.stop_reason is StopReason.CANCELLED:
            self._splitter.rewind(_without_begun_heading(self._splitter.text))
        self._splitter.finish()
        yield from self._show("heading")
        yield self._ended(answer.stop_reason, answer.stats)

    def _show(self, reason: str) -> Generator[WriteEvent, None, None]:
        """Bring what was told so far to what the splitter says now."""
        parts = {part.index: self._splitter.text_of(part) for part in self._splitter.parts()}
        if self._open not in parts:
            yield from self._grown("", reason)
            yield self._ended(StopReason.CANCELLED, GenerationStats())
            self._open = max(parts)
            yield from self._begin()
        for index, text in sorted(parts.items()):
            if index < self._open:
                continue
            if index > self._open:
                if not text:
                    return
                yield self._ended(StopReason.FINISHED, self._stats_so_far())
                self._open = index
                yield from self._begin()
            yield from self._grown(text, reason or "heading")

    def _begin(self) -> Generator[WriteEvent, None, None]:
        self._shown = ""
        yield self.started()

    def _grown(self, text: str, reason: str) -> Generator[WriteEvent, None, None]:
        """The open section has this text now."""
        section_id = self._ids[self._open]
        if not text.startswith(self._shown):
            keep = len(os.path.commonprefix([text, self._shown]))
            self._shown = text[:keep]
            yield SectionRewound(section_id, keep, reason)
        new = text[len(self._shown) :]
        if new:
            self._shown = text
            tokens = self._tokens - self._told_tokens
            yield SectionGrew(section_id, new, count_words(text), tokens)

    def _ended(self, reason: StopReason, stats: GenerationStats) -> SectionEnded:
        section_id, text = self._ids[self._open], self._shown
        stats = replace(stats, generated_tokens=self._tokens - self._told_tokens)
        self._told_tokens = self._tokens
        provenance = self._provenance(section_id, stats)
        kept = SectionText(text, None, reason, provenance.written_from)
        texts = {**self._document.texts, section_id: kept}
        self._document = replace(self._document, texts=texts)
        return SectionEnded(section_id, text, reason, provenance, stats)

    def _stats_so_far(self) -> GenerationStats:
        """The prompt counts for the first section that ends."""
        stats, self._prompt = self._prompt, GenerationStats()
        return stats

    def _provenance(self, section_id: str, stats: GenerationStats) -> Provenance:
        return Provenance(
            model_name=self._engine.info.name,
            model_fingerprint=self._engine.info.fingerprint,
            seed=self._options.seed,
            sampling=asdict(self._options.sampling),
            prompt_hash=self._shot.prompt_hash,
            written_from=written_from(self._document, section_id, self._not_shown).encode(),
            prompt_tokens=stats.prompt_tokens,
            evaluated_tokens=stats.evaluated_tokens,
            generated_tokens=stats.generated_tokens,
            in_one=True,
        )


def expected_sections(outline: Outline) -> tuple[Expected, ...]:
    """What a splitter looks for, in the plan's order.

    Numbers tell sections only where there are no chapters, which are counted too.
    """
    found: list[Expected] = []
    waiting: list[Title] = []
    chapters = sum(not item.is_section for item in outline)
    count = 0
    for item in outline:
        if not item.is_section:
            count += 1
            waiting.append(Title(item.heading, count))
            continue
        own = Title(item.heading, None if chapters else len(found) + 1)
        found.append(Expected((*waiting, own), item.target_words))
        waiting = []
    return tuple(found)


def _turn(document: Document, engine: TextEngine, options: OneShotOptions) -> str:
    """The one turn of the prompt; notes and style sample as short as they must be."""
    room = int(engine.info.context_tokens * _NOTES_SHARE)
    notes = cut_to(document.pinned_notes, room, engine.count_tokens)
    left = room - (engine.count_tokens([notes])[0] if notes else 0)
    sample = cut_to(document.style_sample, left, engine.count_tokens)
    shown = replace(document, style_sample=sample)
    return one_answer_turn(shown, notes, options.with_plan)


def _rendered(
    document: Document, before: Sequence[OutlineItem], first: OutlineItem, base: str
) -> str:
    """The answer as it would stand when it had been written in one so far: with the heading of
    the section to go on with, which shows the model how headings are to look."""
    pieces = []
    for item in before:
        pieces += [f"## {item.heading}"] * bool(item.heading)
        pieces.append(document.text_of(item.id).text.strip())
    pieces += [f"## {first.heading}"] * bool(first.heading)
    return "\n\n".join([*pieces, base]) if pieces else base


def _words_to_write(sections: Sequence[OutlineItem], base: str, is_begun: bool) -> int:
    first = max(sections[0].target_words - count_words(base), _FEWEST_WORDS)
    rest = sum(section.target_words for section in sections[1:])
    headings = sum(count_words(section.heading) for section in sections[is_begun:])
    return first + rest + headings


def _milestones(
    sections: Sequence[OutlineItem], base: str, prefilled: int
) -> tuple[Milestone, ...]:
    """The headings behind the first section's; `prefilled` words stand in front of the answer.

    A section without a heading cannot be told from the one before: those are led together.
    """
    found = []
    words, target = prefilled, max(sections[0].target_words - count_words(base), _FEWEST_WORDS)
    for section in sections[1:]:
        words += target
        if section.heading.strip():
            slack = round(target * _SLACK)
            found.append(Milestone(words - slack, words + slack, f"## {section.heading.strip()}"))
        words += count_words(section.heading)
        target = section.target_words
    return tuple(found)


def _without_begun_heading(text: str) -> int:
    """Characters of a text without the heading that it was about to write when it ended."""
    start = text.rfind("\n") + 1
    return start if is_marked(text[start:]) else len(text)
