# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One answer: read the prompt, as much of it as is new, then write token by token."""

import time
from collections.abc import Callable

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    Generated,
    GenerateRequest,
    GenerationStats,
    PromptProgress,
)
from longwriter_desktop.engine.worker.cache import Answers, Cancelled, ContextFull, TokenLog
from longwriter_desktop.engine.worker.model import LoadedModel
from longwriter_desktop.engine.worker.native import CancelFlag
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.engine.worker.writer import Writer

_PROGRESS_SECONDS = 0.05


class Session:
    """A loaded model with its cache: what lives from one answer to the next."""

    def __init__(self, model: LoadedModel, cache: TokenLog, cancelled: CancelFlag) -> None:
        self.model = model
        self._cache = cache
        self._cancelled = cancelled
        self._samplers = SamplerFactory(model.vocabulary)
        self._answers = Answers()

    def generate(self, request: GenerateRequest, emit: Callable[[EngineEvent], None]) -> Generated:
        """Write one answer. Raises `EngineProblem`."""
        prompt = self._prompt(request)
        self._samplers.check_grammar(request.grammar)
        started = time.monotonic()
        reused = self._cache.reuse(prompt)
        try:
            self._read(prompt, reused, emit)
        except Cancelled:
            return self._ended(prompt, reused, request, StopReason.CANCELLED, started)
        except ContextFull:
            return self._ended(prompt, reused, request, StopReason.CONTEXT_FULL, started)
        read = time.monotonic()
        writer = Writer(
            request, self.model, self._cache, self._samplers, self._cancelled,
            self._prefill_ids(request.prefill), emit,
        )  # fmt: skip
        reason = writer.write()
        text = writer.finish()
        self._answers.remember(request.prefill + text, writer.answer_ids())
        stats = GenerationStats(
            prompt_tokens=len(prompt),
            reused_tokens=reused,
            evaluated_tokens=len(prompt) - reused,
            generated_tokens=writer.tokens_drawn,
            prompt_seconds=read - started,
            generate_seconds=time.monotonic() - read,
            loops_cut=writer.loops_cut,
        )
        return Generated(text, reason, stats, request.seed)

    def count_tokens(self, text: str) -> int:
        """Tokens of a text as it stands in a prompt: of an answer, those it was drawn as."""
        known = self._answers.ids_of(text)
        return len(known) if known is not None else len(self.model.vocabulary.tokenize(text))

    def close(self) -> None:
        self._samplers.close()
        self.model.close()

    def _prompt(self, request: GenerateRequest) -> list[int]:
        known = self._answers.ids_of
        prompt = self.model.template.tokens(request.messages, request.prefill, known)
        if not prompt:
            prompt = [max(0, self.model.vocabulary.begin_id)]
        if len(prompt) >= self._cache.capacity:
            raise EngineProblem("prompt_too_long", tokens=len(prompt), context=self._cache.capacity)
        return prompt

    def _read(self, prompt: list[int], reused: int, emit: Callable[[EngineEvent], None]) -> None:
        last = 0.0

        def progress(read: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _PROGRESS_SECONDS or read == len(prompt):
                last = now
                emit(PromptProgress(read, len(prompt), reused))

        progress(reused)
        self._cache.extend(prompt[reused:], progress)

    def _prefill_ids(self, prefill: str) -> list[int]:
        known = self._answers.ids_of(prefill)
        return list(known) if known is not None else self.model.vocabulary.tokenize(prefill)

    def _ended(
        self, prompt: list[int], reused: int, request: GenerateRequest, reason: StopReason,
        started: float,
    ) -> Generated:  # fmt: skip
        stats = GenerationStats(
            prompt_tokens=len(prompt),
            reused_tokens=reused,
            evaluated_tokens=max(0, len(self._cache.tokens) - reused),
            prompt_seconds=time.monotonic() - started,
        )
        return Generated("", reason, stats, request.seed)
