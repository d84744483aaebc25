# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A loaded model with its cache: writes answers, and reads prompts before they are needed."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    PromptProgress,
)
from longwriter_desktop.engine.worker.answers import Answers
from longwriter_desktop.engine.worker.batch_run import Answer, AnyWriter, BatchRun
from longwriter_desktop.engine.worker.cache import BranchCache, Cancelled, ContextFull
from longwriter_desktop.engine.worker.copying import CopyGuesser, Experience, measure_batches
from longwriter_desktop.engine.worker.drawing import Drawing, RunAhead
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.model import LoadedModel
from longwriter_desktop.engine.worker.native import CancelFlag
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.engine.worker.schema import schema_grammar
from longwriter_desktop.engine.worker.states import States
from longwriter_desktop.engine.worker.thinker import Thinker
from longwriter_desktop.engine.worker.writer import Writer

Emit = Callable[[int, EngineEvent], None]  # number of the answer, from 0, and what happened


class Session:
    """What lives from one answer to the next."""

    def __init__(
        self,
        model: LoadedModel,
        cache: BranchCache,
        cancelled: CancelFlag,
        measure: Callable[[BranchCache], dict[int, float]] = measure_batches,
    ) -> None:
        self.model = model
        self._cache = cache
        self._cancelled = cancelled
        self._samplers = SamplerFactory(model.vocabulary)
        self._runner = RunAhead(cache)
        self._answers = Answers()
        self.states = States(model, cache, self._answers, cancelled)
        self._measure = measure  # what small batches cost
        self._costs: dict[int, float] = {}
        self._experience = Experience()

    def generate(
        self, requests: Sequence[GenerateRequest], emit: Emit, is_stopped: Callable[[int], bool]
    ) -> None:
        """Write one answer a request, side by side as far as the context has room for them
        to their ends; the others wait. The last event of each answer is `Generated`.

        `is_stopped` tells which answers are to end by themselves. Raises `EngineProblem`.
        """
        requests = [self._complete(request) for request in requests]
        prompts = [self._prompt(request) for request in requests]
        for request in requests:
            self._samplers.check_grammar(request.grammar)
        waiting = list(enumerate(zip(requests, prompts, strict=True)))
        run = BatchRun(self._cache, self._cancelled, self._new_writer)
        with closing(run):
            while waiting or run.answers:
                for stopped in [one for one in waiting if is_stopped(one[0])]:
                    waiting.remove(stopped)
                    number, (request, prompt) = stopped
                    emit(number, _unbegun(request, prompt))
                while waiting and run.has_room(*waiting[0][1]):
                    number, (request, prompt) = waiting.pop(0)
                    run.begin(
                        request, prompt, partial(emit, number), partial(is_stopped, number),
                        alone=len(requests) == 1,
                    )  # fmt: skip
                for answer in run.step():
                    self._finish(answer)

    def prepare(self, request: GenerateRequest, emit: Callable[[EngineEvent], None]) -> None:
        """Read a prompt for an answer that may be asked for later; a cancel ends it."""
        prompt = self._prompt(request)
        # Nobody waits for it, and it may be given up: what is parked stays what there is.
        lane = Lane(self._cache, self._cache.open(prompt, keeps_parked=True))
        reused = len(lane.branch.tokens)
        emit(PromptProgress(reused, len(prompt), reused))
        with closing(lane):
            try:
                self._cache.read(
                    lane.branch, prompt[reused:-1],
                    lambda read: emit(PromptProgress(read, len(prompt), reused)),
                )  # fmt: skip
            except (Cancelled, ContextFull):
                return

    def reusable(self, request: GenerateRequest) -> tuple[int, int]:
        """Tokens of a request's prompt that are in the cache, and all its tokens."""
        prompt = self._prompt(request)
        return self._cache.reusable(prompt), len(prompt)

    @property
    def is_unused(self) -> bool:
        """Whether no prompt is in the cache."""
        return not self._cache.branches

    def begin_anew(self, cache: BranchCache) -> None:
        """The model has another context, which `cache` is of; what was in the old one is lost."""
        self._cache = cache
        self._runner = RunAhead(cache)
        self.states = States(self.model, cache, self._answers, self._cancelled)
        self._costs.clear()

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as it stands in a prompt: of an answer, those it was drawn as."""
        known = self._answers.ids_of(text)
        return len(known) if known is not None else len(self.model.vocabulary.tokenize(text))

    def close(self) -> None:
        self._samplers.close()
        self.model.close()

    def _complete(self, request: GenerateRequest) -> GenerateRequest:
        """The request with what belongs to every answer of this model, and its grammar."""
        grammar = schema_grammar(request.schema) if request.schema else request.grammar
        return replace(request, stop=(*request.stop, *self.model.stop), grammar=grammar)

    def _prompt(self, request: GenerateRequest) -> list[int]:
        known, template = self._answers.ids_of, self.model.template
        if request.raw:
            prompt = template.raw_tokens(request.prefill, known)
        else:
            at_once = bool(request.grammar or request.schema)
            prompt = template.tokens(
                request.messages, request.prefill, known, request.thinks, at_once
            )
        if not prompt:
            prompt = [max(0, self.model.vocabulary.begin_id)]
        if len(prompt) >= self._cache.capacity:
            raise EngineProblem("prompt_too_long", tokens=len(prompt), context=self._cache.capacity)
        return prompt

    def _new_writer(
        self,
        request: GenerateRequest,
        prompt: list[int],
        lane: Lane,
        emit: Callable[[EngineEvent], None],
    ) -> AnyWriter:
        # Made now: measuring what batches cost takes the place of the prompt's last logits.
        guesser = self._guesser(request)

        def write(base: int) -> Writer:
            return self._writer_behind(base, request, lane, emit, guesser)

        if request.prefill or request.raw or request.grammar is not None:
            return write(len(prompt))
        room = self._cache.capacity
        return Thinker(request, self.model, lane, prompt, self._samplers, room, write, emit)

    def _guesser(self, request: GenerateRequest) -> CopyGuesser | None:
        if not request.copied_from or request.grammar is not None or self.model.sequences < 2:
            return None
        costs = self._batch_costs()
        source = self.model.vocabulary.tokenize(request.copied_from)
        return CopyGuesser(source, costs, self._experience) if costs else None

    def _writer_behind(
        self,
        base: int,
        request: GenerateRequest,
        lane: Lane,
        emit: Callable[[EngineEvent], None],
        guesser: CopyGuesser | None,
    ) -> Writer:
        known = self._answers.ids_of(request.prefill)
        vocabulary = self.model.vocabulary
        prefill_ids = list(known) if known is not None else vocabulary.tokenize(request.prefill)
        drawing = Drawing(request, self.model, lane, self._samplers, self._runner, prefill_ids)
        return Writer(request, self.model, lane, base, drawing, prefill_ids, emit, guesser)

    def _batch_costs(self) -> dict[int, float]:
        """What small batches cost against one token, measured once with an empty beginning;
        nothing where that was cancelled or there is no room for it."""
        if not self._costs:
            with suppress(Cancelled, ContextFull):
                self._costs = self._measure(self._cache)
        return self._costs

    def _finish(self, answer: Answer) -> None:
        stats = answer.stats()
        writer = answer.writer
        text = writer.finish()
        assert writer.reason is not None
        self._answers.remember(answer.request.prefill + text, writer.answer_ids())
        thinking = writer.thinking if isinstance(writer, Thinker) else ""
        answer.emit(Generated(text, writer.reason, stats, answer.request.seed, thinking))


def _unbegun(request: GenerateRequest, prompt: Sequence[int]) -> Generated:
    """An answer that was stopped while it waited for room."""
    stats = GenerationStats(prompt_tokens=len(prompt))
    return Generated("", StopReason.CANCELLED, stats, request.seed)
