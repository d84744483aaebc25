# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A scripted engine and an in-memory library, for what a real one cannot be made to do."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from longwriter_desktop.domain.document import SectionText, StopReason, Take
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    GenerationStats,
    PromptProgress,
    TextDelta,
)

Script = Callable[[GenerateRequest], Iterator[EngineEvent]]


def sentences(words: int, subject: str = "lamp") -> str:
    """A text of exactly `words` words in sentences of ten."""
    pieces = []
    for start in range(0, words, 10):
        count = min(10, words - start)
        pieces.append(" ".join([f"The {subject}", *[f"w{start + i}" for i in range(2, count)]])
                      if count > 1 else "Yes")  # fmt: skip
    return ". ".join(pieces) + "."


def answering(text: str, reason: StopReason = StopReason.FINISHED) -> Script:
    """A script that streams `text` in pieces and ends with `reason`."""

    def script(request: GenerateRequest) -> Iterator[EngineEvent]:
        yield PromptProgress(10, 10, 0)
        pieces = [text[at : at + 40] for at in range(0, len(text), 40)]
        for number, piece in enumerate(pieces, start=1):
            yield TextDelta(piece, number * 8)
        stats = GenerationStats(10, 0, 10, len(pieces) * 8, 0.1, 1.0)
        yield Generated(text, reason, stats, request.seed)

    return script


def failing_after(text: str, code: str = "worker_crashed") -> Script:
    """A script that streams `text` and then fails."""

    def script(request: GenerateRequest) -> Iterator[EngineEvent]:
        yield from list(answering(text)(request))[:-1]
        raise EngineProblem(code)

    return script


@dataclass
class ScriptedEngine:
    """Answers each request with the next script; remembers the requests."""

    scripts: list[Script]
    context_tokens: int = 4096
    requests: list[GenerateRequest] = field(default_factory=list)
    cancelled: int = 0
    _ended: set[int] = field(default_factory=set)  # answers that were cancelled

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("scripted", "f" * 8, self.context_tokens)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) * 4 // 3 + 1 if text else 0 for text in texts]

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        self.requests.append(request)
        return self.scripts.pop(0)(request)

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """The answers' events in turn, as of one batch; `cancel` ends them, or one of them."""
        self._ended.clear()
        answers = [(number, self.generate(request)) for number, request in enumerate(requests)]
        texts = [""] * len(answers)
        while answers:
            for number, events in list(answers):
                event = next(events)
                if number in self._ended:
                    event = Generated(texts[number], StopReason.CANCELLED)
                if isinstance(event, TextDelta):
                    texts[number] += event.text
                if isinstance(event, Generated):
                    answers.remove((number, events))
                yield number, event

    def cancel(self, answer: int | None = None) -> None:
        self.cancelled += 1
        self._ended |= set(range(len(self.requests))) if answer is None else {answer}


@dataclass
class StreamLog:
    """The part of a library that writing uses; records the order of the calls."""

    calls: list[str] = field(default_factory=list)
    streams: dict[str, str] = field(default_factory=dict)
    takes_kept: list[Take] = field(default_factory=list)
    texts: dict[str, SectionText] = field(default_factory=dict)

    def begin_stream(self, document_id: str, take: Take, beside: bool = False) -> None:
        self.calls.append("begin")
        self.streams[take.id] = take.text

    def append_stream(self, take_id: str, text: str) -> None:
        self.calls.append("append")
        self.streams[take_id] += text

    def rewind_stream(self, take_id: str, keep: int) -> None:
        self.calls.append("rewind")
        self.streams[take_id] = self.streams[take_id][:keep]

    def finish_stream(self, document_id: str, take: Take, text: SectionText) -> None:
        self.calls.append("finish")
        self.takes_kept.append(take)
        self.texts[take.section_id] = text

    def keep_stream(self, document_id: str, take: Take) -> None:
        self.calls.append("keep")
        self.takes_kept.append(take)

    def add_take(self, document_id: str, take: Take) -> None:
        self.calls.append("add_take")
        self.takes_kept.append(take)

    def takes(self, section_id: str) -> list[Take]:
        return [take for take in self.takes_kept if take.section_id == section_id]
