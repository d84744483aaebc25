# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The ports: what the method and the use cases ask of an engine and of a listener."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.fit import ModelShape
from longwriter_desktop.domain.load_choice import CacheChoice
from longwriter_desktop.domain.milestones import Milestone
from longwriter_desktop.domain.tuning import EngineSettings, LocalTuning


@dataclass(frozen=True)
class Message:
    """One turn of the conversation that a model is shown."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn. `repeat_penalty` looks back `penalty_tokens` tokens.

    `dry_multiplier` is that of the n-gram penalty ("don't repeat yourself"), 0 is off: it takes
    names, tables and addresses for repetition, and belongs behind a loop.
    """

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.05
    penalty_tokens: int = 256
    dry_multiplier: float = 0.0


@dataclass(frozen=True)
class LengthGoal:
    """The length a text must reach, in words, the prefilled part counted in.

    End-of-text is held back until `low` words, favoured from there on; from `target`
    words on the text is closed at the next sentence end, at `high` it is cut at the last.
    """

    target: int
    low: int
    high: int

    @classmethod
    def around(cls, target: int) -> "LengthGoal":
        """The usual goal: from 3 % below the target to 12 % above it."""
        return cls(target=target, low=int(target * 0.97), high=int(target * 1.12) + 1)


@dataclass(frozen=True)
class PlanForm:
    """What a plan in an answer holds: `fewest` to `most` lines that begin with `label`."""

    label: Literal["Paragraph", "Chapter"]
    fewest: int
    most: int
    with_title: bool


@dataclass(frozen=True)
class GenerateRequest:
    """One answer to be written by a model.

    `prefill` is the beginning of the answer, already written; the result's text does
    not repeat it. `max_tokens` bounds the answer. `grammar` is GBNF; `plan` says the same of a
    plan to an engine that can be held to a schema, but not to a grammar. `copied_from` is a text
    of which the answer will repeat much, as a revision does; it only makes writing faster.
    `milestones` are headings that a long answer is to have, in order. `thinks`: the model may
    think first, where its template leaves the choice; what it thinks is no part of the answer
    and comes beside `max_tokens`. `raw`: there are no messages, the model goes on with `prefill`
    as it stands. `schema` is a JSON schema (its text) that the answer is to follow, in place of
    a grammar. `condenses` (never with a `prefill`): an engine that cannot lead the model to its
    end lets it come to its own, and has a text that is too long by then condensed; see `TOO_LONG`.
    """

    messages: tuple[Message, ...]
    max_tokens: int
    prefill: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    plan: PlanForm | None = None
    length: LengthGoal | None = None
    loop_guard: bool = True
    copied_from: str = ""
    milestones: tuple[Milestone, ...] = ()
    thinks: bool = False
    raw: bool = False
    schema: str = ""
    condenses: bool = False


@dataclass(frozen=True)
class PromptProgress:
    """`read` of `total` prompt tokens are in the cache, `reused` of them from before."""

    read: int
    total: int
    reused: int


@dataclass(frozen=True)
class TextDelta:
    """New text, and how many tokens have been generated so far."""

    text: str
    tokens: int = 0


@dataclass(frozen=True)
class Thinking:
    """New text of what the model thinks before it answers: never part of the answer."""

    text: str
    tokens: int = 0


# Why a text that is too long is taken back, and one that was to be condensed and is too short: the
# writer may want to have it all the same.
TOO_LONG = "too_long"


@dataclass(frozen=True)
class TextRewound:
    """The text behind the first `keep` characters (prefill left out) was taken back. `ended` is why
    a text that is `TOO_LONG` had come to its end."""

    keep: int
    reason: str  # "loop", "stop_string", "length", `TOO_LONG`, or "cut": the connection was
    ended: StopReason | None = None


@dataclass(frozen=True)
class GenerationStats:
    """Counts in tokens, durations in seconds, for one answer.

    `guessed_tokens` were evaluated ahead because they were likely, `guessed_right` of them
    were then drawn. `thought_tokens` were generated before the answer, beside
    `generated_tokens`.
    """

    prompt_tokens: int = 0
    reused_tokens: int = 0
    evaluated_tokens: int = 0
    generated_tokens: int = 0
    prompt_seconds: float = 0.0
    generate_seconds: float = 0.0
    loops_cut: int = 0
    guessed_tokens: int = 0
    guessed_right: int = 0
    thought_tokens: int = 0

    @property
    def tokens_per_second(self) -> float:
        tokens = self.generated_tokens + self.thought_tokens
        return tokens / self.generate_seconds if self.generate_seconds else 0.0


@dataclass(frozen=True)
class Generated:
    """The last event of an answer: its whole text, the prefill left out, and what the model
    thought before it."""

    text: str
    stop_reason: StopReason
    stats: GenerationStats = GenerationStats()
    seed: int = 0
    thinking: str = ""


EngineEvent = PromptProgress | Thinking | TextDelta | TextRewound | Generated


@dataclass(frozen=True)
class EngineInfo:
    """The model that an engine runs. Sizes in bytes, context in tokens.

    `memory_bytes` is what it takes when its context is full: weights, cache and buffers;
    `machine_bytes` what the machine has. `gpu_layers` of its `layers` run on a GPU. 0 where
    unknown. `server` is the host that runs it, "" for a model file; nothing is asked of a server
    that the writer did not ask for. `guesses_tokens`: its token counts are estimates.
    `chosen_cache` is what the writer wants keys and values to be kept as, whatever measured best.
    """

    name: str
    fingerprint: str
    context_tokens: int
    trained_context_tokens: int = 0
    size_bytes: int = 0
    parameters: int = 0
    backend: str = "CPU"
    threads: int = 0
    memory_bytes: int = 0
    machine_bytes: int = 0
    layers: int = 0
    gpu_layers: int = 0
    settings: EngineSettings = EngineSettings()
    chosen_cache: CacheChoice = ""
    server: str = ""
    guesses_tokens: bool = False

    @property
    def most_threads(self) -> int:
        """Threads that it uses at most, be it to write or to read."""
        return max(self.threads, self.settings.threads_batch)


@dataclass(frozen=True)
class ReadingCost:
    """What stands between a request and its first token: `read` of the prompt's `total`
    tokens, and about how many seconds that takes; None before anything was read."""

    read: int
    total: int
    seconds: float | None = None


class TextEngine(Protocol):
    """Something that writes text. One answer at a time; `cancel` may come from any thread."""

    @property
    def info(self) -> EngineInfo: ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Token counts of texts, special tokens not interpreted."""
        ...

    def generate(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Yield events, `Generated` last. Raises `EngineProblem` when the engine fails."""
        ...

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        """Write several answers side by side; yield (number of the answer from 0, event).

        Each answer's last event is `Generated`. Raises `EngineProblem`.
        """
        ...

    def cancel(self, answer: int | None = None) -> None:
        """End the running answers soon, or one of them: `StopReason.CANCELLED`."""
        ...


@dataclass(frozen=True)
class LoadProgress:
    """A model is being loaded; `fraction` runs from 0 to 1."""

    fraction: float


class LocalEngine(TextEngine, LocalTuning, Protocol):
    """An engine that runs a model file on this machine, in a process of its own."""

    @property
    def is_loaded(self) -> bool: ...

    def load(self, path: Path, context_tokens: int | None = None) -> Iterator[LoadProgress]:
        """Load a model in place of the present one; None: the context that the writer chose for it.

        Raises `EngineProblem` when the file is no usable model or does not fit in memory.
        """
        ...

    def restart(self) -> Iterator[LoadProgress]:
        """Start the process again after it died and load the same model."""
        ...

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; whoever needs the engine ends it at once."""
        ...

    def generate_idly(self, request: GenerateRequest) -> Iterator[EngineEvent]:
        """Write an answer for later; whoever needs the engine cancels it at once."""
        ...

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now."""
        ...

    def unload(self) -> None:
        """Free the model's memory. Without a model this does nothing."""
        ...

    def limit_threads(self, count: int) -> None:
        """Use no more threads than this, at once; 0: no limit. From any thread."""
        ...

    def close(self) -> None:
        """End the process; the engine can be loaded again."""
        ...


@dataclass(frozen=True)
class ModelFile:
    """A GGUF file on this machine, as its header describes it. Sizes in bytes, context in tokens.

    Of a model that is split over files `path` is the first and `size_bytes` that of all.
    `problem` is the code of what is wrong with a file that cannot be used, else None; `source`
    says which program's folder it lies in ("hub", "lm_studio", "ollama", "own", "added").
    """

    path: Path
    name: str
    size_bytes: int
    architecture: str = ""
    quantisation: str = ""
    parameters: int = 0
    context_tokens: int = 0
    is_bundled: bool = False
    problem: str | None = None
    shape: ModelShape | None = None
    source: str = ""
    parts: tuple[Path, ...] = ()


@dataclass(frozen=True)
class ExportRequest:
    """How a document leaves the program; the path's suffix decides the format.

    `manuscript_layout` sets a DOCX double spaced with indented first lines, as publishers ask.
    """

    path: Path
    section_headings: bool = True
    table_of_contents: bool = False
    page_break_before_chapters: bool = False
    manuscript_layout: bool = False
    author: str = ""


@dataclass(frozen=True)
class ExportSummary:
    """What was written: `words` words, and how many sections had no text and were left out."""

    path: Path
    words: int
    sections_left_out: int


@dataclass(frozen=True)
class Notice:
    """A message for the person at the screen: a code and parameters, never a sentence."""

    severity: Literal["info", "warning", "error"]
    code: str
    params: dict[str, Any] = field(default_factory=dict)
