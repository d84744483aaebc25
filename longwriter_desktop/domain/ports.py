# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The ports: what the method and the use cases ask of an engine, a library, a listener."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Protocol

from longwriter_desktop.domain.document import Document, NoteKind, SectionText, StopReason, Take
from longwriter_desktop.domain.tuning import EngineSettings, LocalTuning


@dataclass(frozen=True)
class Message:
    """One turn of the conversation that a model is shown."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Sampling:
    """How the next token is drawn. Penalties look back `penalty_tokens` tokens."""

    temperature: float = 0.7
    top_k: int = 40
    top_p: float = 0.95
    min_p: float = 0.05
    repeat_penalty: float = 1.05
    penalty_tokens: int = 256
    dry_multiplier: float = 0.8  # 0 switches the n-gram ("don't repeat yourself") penalty off


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
class GenerateRequest:
    """One answer to be written by a model.

    `prefill` is the beginning of the answer, already written; the result's text does
    not repeat it. `max_tokens` bounds the answer. `grammar` is GBNF. `copied_from` is a text
    of which the answer will repeat much, as a revision does; it only makes writing faster.
    """

    messages: tuple[Message, ...]
    max_tokens: int
    prefill: str = ""
    sampling: Sampling = field(default_factory=Sampling)
    seed: int = 0
    stop: tuple[str, ...] = ()
    grammar: str | None = None
    length: LengthGoal | None = None
    loop_guard: bool = True
    copied_from: str = ""


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
class TextRewound:
    """The text behind the first `keep` characters (prefill left out) was taken back."""

    keep: int
    reason: str  # "loop", "stop_string" or "length"


@dataclass(frozen=True)
class GenerationStats:
    """Counts in tokens, durations in seconds, for one answer.

    `guessed_tokens` were evaluated ahead because they were likely, `guessed_right` of them
    were then drawn.
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

    @property
    def tokens_per_second(self) -> float:
        return self.generated_tokens / self.generate_seconds if self.generate_seconds else 0.0


@dataclass(frozen=True)
class Generated:
    """The last event of an answer: its whole text, the prefill left out."""

    text: str
    stop_reason: StopReason
    stats: GenerationStats = GenerationStats()
    seed: int = 0


EngineEvent = PromptProgress | TextDelta | TextRewound | Generated


@dataclass(frozen=True)
class EngineInfo:
    """The model that an engine runs. Sizes in bytes, context in tokens.

    `memory_bytes` is what it takes when its context is full: weights, cache and buffers;
    `machine_bytes` what the machine has. `gpu_layers` of its `layers` run on a GPU. 0 where
    unknown.
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
        """Load a model in place of the present one; None lets the engine choose the context.

        Raises `EngineProblem` when the file is no usable model or does not fit in memory.
        """
        ...

    def restart(self) -> Iterator[LoadProgress]:
        """Start the process again after it died and load the same model."""
        ...

    def prepare(self, request: GenerateRequest) -> Iterator[PromptProgress]:
        """Read a prompt before it is needed; whoever needs the engine ends it at once."""
        ...

    def reading_cost(self, request: GenerateRequest) -> ReadingCost:
        """What reading a prompt would cost now."""
        ...

    def unload(self) -> None:
        """Free the model's memory. Without a model this does nothing."""
        ...

    def close(self) -> None:
        """End the process; the engine can be loaded again."""
        ...


@dataclass(frozen=True)
class ModelFile:
    """A GGUF file on this machine, as its header describes it. Sizes in bytes, context in tokens.

    `problem` is the code of what is wrong with a file that cannot be used, else None.
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
class DocumentSummary:
    """One row of the library's list. `deleted` says when a document went into the bin."""

    id: str
    title: str
    target_words: int
    written_words: int
    sections: int
    sections_written: int
    modified: datetime
    is_archived: bool = False
    deleted: datetime | None = None


@dataclass(frozen=True)
class SearchHit:
    """One place that holds what was searched for.

    The parts "must" (a section's notes to the model, what must not be in it included), "note"
    and "sample" (the style sample) are the writer's notes. `section_id` names the section or
    chapter, None for the document's own words and notes; `heading` is its heading, or the title
    of the note that `note_id` and `note_kind` name. `before`,
    `found` and `behind` are the first of `count` occurrences, without line breaks; `found`
    is empty where the words stand in the place but not as they were typed.
    """

    document_id: str
    title: str
    section_id: str | None
    heading: str
    part: Literal["title", "instruction", "heading", "text", "must", "note", "sample"]
    before: str
    found: str
    behind: str
    count: int
    note_id: str | None = None
    note_kind: NoteKind | None = None


@dataclass(frozen=True)
class SearchResults:
    """The first places found, and how many there are in the whole library."""

    hits: tuple[SearchHit, ...]
    places: int


@dataclass(frozen=True)
class Notice:
    """A message for the person at the screen: a code and parameters, never a sentence."""

    severity: Literal["info", "warning", "error"]
    code: str
    params: dict[str, Any] = field(default_factory=dict)


class Library(Protocol):
    """Where documents are kept. Every method is atomic and durable when it returns.

    Any method may raise `EnvironmentProblem` (disk full, read-only, corrupt).
    """

    def documents(self) -> list[DocumentSummary]: ...

    def load(self, document_id: str) -> Document: ...

    def save(self, document: Document) -> None:
        """Insert or replace a document, its outline and its sections' texts."""
        ...

    def save_outline(self, document: Document) -> None:
        """Insert or replace a document and its outline, but touch no section's text."""
        ...

    def save_text(self, document_id: str, section_id: str, text: SectionText) -> None:
        """Replace one section's text and nothing else."""
        ...

    def delete(self, document_id: str) -> None:
        """Put a document into the bin, where it stays whole."""
        ...

    def deleted(self) -> list[DocumentSummary]: ...

    def restore(self, document_id: str) -> None:
        """Take a document out of the bin."""
        ...

    def archive(self, document_id: str, archived: bool) -> None:
        """Mark a document as archived, or as in use again."""
        ...

    def rename(self, document_id: str, title: str) -> None: ...

    def duplicate(self, document_id: str, title: str | None = None) -> str:
        """Copy a document and its texts, but no takes; return the copy's id."""
        ...

    def search(self, query: str, most: int = 200) -> SearchResults:
        """Places in titles, instructions, headings and texts that hold `query`, plain text."""
        ...

    def add_take(self, document_id: str, take: Take) -> None: ...

    def takes(self, section_id: str) -> list[Take]:
        """Oldest first; those that were deleted are marked so."""
        ...

    def pin_take(self, take_id: str, pinned: bool) -> None: ...

    def delete_take(self, take_id: str, deleted: bool) -> None:
        """Put a take away, or have it back."""
        ...

    def add_written(self, day: date, words: int) -> None:
        """Count words, maybe a negative number of them, as written on a day."""
        ...

    def written_days(self, since: date) -> dict[date, int]:
        """Words written on each day from `since` on."""
        ...

    def begin_stream(self, document_id: str, take: Take, beside: bool = False) -> None:
        """Start keeping a take that is being written; `take.text` is what it continues.

        `beside`: the section keeps its text, also when the stream is recovered.
        """
        ...

    def append_stream(self, take_id: str, text: str) -> None: ...

    def rewind_stream(self, take_id: str, keep: int) -> None:
        """Cut the streamed text, what it continues included, to `keep` characters."""
        ...

    def finish_stream(self, document_id: str, take: Take, text: SectionText) -> None:
        """In one step: store the take, make `text` the section's, forget the stream."""
        ...

    def keep_stream(self, document_id: str, take: Take) -> None:
        """In one step: store the take, leave the section's text as it is, forget the stream."""
        ...

    def recover_streams(self) -> list[Take]:
        """Turn streams left by a crash into interrupted takes and their sections' texts."""
        ...

    def close(self) -> None: ...
