# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An engine that remembers its answers on disk: a run that was broken off asks for none twice."""

import hashlib
import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.ports import (
    EngineEvent,
    EngineInfo,
    Generated,
    GenerateRequest,
    GenerationStats,
    TextEngine,
)
from longwriter_training.manifest import write_json

_NOT_KEPT = (StopReason.CANCELLED, StopReason.INTERRUPTED)


class CachedEngine:
    """A `TextEngine` over another one. `generated_tokens` and `seconds` count what the other was
    asked for since the start, answers from disk left out."""

    def __init__(self, engine: TextEngine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder
        self.generated_tokens = 0
        self.seconds = 0.0

    @property
    def info(self) -> EngineInfo:
        return self._engine.info

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts of texts."""
        return self._engine.count_tokens(texts)

    def cancel(self, answer: int | None = None) -> None:
        """End the running answer."""
        self._engine.cancel(answer)

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """The kept answer, or a new one, which is kept when it is whole. Raises `EngineProblem`."""
        place = self._place(request)
        kept = _read(place)
        if kept is not None:
            yield kept
            return
        for event in self._engine.generate(request):
            if isinstance(event, Generated):
                self.generated_tokens += event.stats.generated_tokens
                self.seconds += event.stats.prompt_seconds + event.stats.generate_seconds
                if event.stop_reason not in _NOT_KEPT and event.text.strip():
                    write_json(place, asdict(event) | {"stop_reason": event.stop_reason.value})
            yield event

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """One answer after another. Raises `EngineProblem`."""
        for number, request in enumerate(requests):
            for event in self.generate(request):
                yield number, event

    def _place(self, request: GenerateRequest) -> Path:
        asked = json.dumps(asdict(request), sort_keys=True, ensure_ascii=False)
        key = hashlib.sha256(f"{self.info.fingerprint}\n{asked}".encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"


def _read(place: Path) -> Generated | None:
    if not place.is_file():
        return None
    kept = json.loads(place.read_text(encoding="utf-8"))
    return Generated(
        kept["text"], StopReason(kept["stop_reason"]), GenerationStats(**kept["stats"]),
        kept["seed"],
    )  # fmt: skip
