# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's protocol, version 4: one JSON object a line, UTF-8, both ways.

A line is `{"v": 4, "type": NAME, ...fields}`. `job` ties events to the request that
caused them. Requests go to the worker's standard input; events come from a private
descriptor, so that a native library's prints never mix with them.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import IO, Any, Literal, Union, get_args, get_origin, get_type_hints

from longwriter_desktop.domain import ports
from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.load_choice import CacheChoice
from longwriter_desktop.domain.ports import EngineInfo, GenerateRequest
from longwriter_desktop.domain.tuning import EngineSettings, Tuning

VERSION = 4
LONGEST_LINE = 64 << 20  # bytes; no document comes near


class ProtocolError(Exception):
    """A line that is none of ours. `code`: encoding, json, shape, version, type or field."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Load:
    """Load a model. 0 lets the worker choose; `gpu_layers` -1 means all that a GPU takes;
    `prompting` says what the file does not say itself, or says wrongly; `cache`, where it says
    something, what is kept instead of what the settings say."""

    job: int
    path: str
    context_tokens: int = 0
    settings: EngineSettings = EngineSettings()
    gpu_layers: int = -1
    prompting: Prompting = Prompting()
    cache: CacheChoice = ""


@dataclass(frozen=True)
class Unload:
    """Free the model and its cache."""

    job: int


@dataclass(frozen=True)
class Count:
    """Count the tokens of texts; special tokens are not interpreted."""

    job: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Generate:
    """Write one answer a request, side by side."""

    job: int
    requests: tuple[GenerateRequest, ...]


@dataclass(frozen=True)
class Prepare:
    """Read a prompt now for an answer that may be asked for later."""

    job: int
    request: GenerateRequest


@dataclass(frozen=True)
class Measure:
    """Tell how much of a prompt need not be read."""

    job: int
    request: GenerateRequest


@dataclass(frozen=True)
class SaveState:
    """Keep the conversation in a file; one larger than `limit_bytes` is not written (0: any)."""

    job: int
    path: str
    limit_bytes: int = 0


@dataclass(frozen=True)
class RestoreState:
    """A document is opened: put its conversation back, if the file holds one."""

    job: int
    path: str


@dataclass(frozen=True)
class Tune:
    """Measure which settings are best. They are used at once where no prompt is in the cache."""

    job: int


@dataclass(frozen=True)
class Cancel:
    """End the job soon, whether it runs or still waits, or only the answer with a number >= 0."""

    job: int
    answer: int = -1


@dataclass(frozen=True)
class Threads:
    """Use no more threads than `limit` from the next batch on; 0: as many as were chosen when
    the model was loaded. Nothing answers it; it holds for models loaded later too."""

    limit: int
    job: int = 0


@dataclass(frozen=True)
class Shutdown:
    """End the process."""

    job: int = 0


Request = (
    Load | Unload | Count | Generate | Prepare | Measure
    | SaveState | RestoreState | Tune | Cancel | Threads | Shutdown
)  # fmt: skip


@dataclass(frozen=True)
class LoadProgress:
    """How much of the model file has been read, 0 to 1."""

    job: int
    fraction: float


@dataclass(frozen=True)
class Loaded:
    job: int
    info: EngineInfo


@dataclass(frozen=True)
class Unloaded:
    job: int


@dataclass(frozen=True)
class Counted:
    job: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Prepared:
    """The prompt is read, or as much of it as a cancel left time for."""

    job: int


@dataclass(frozen=True)
class Measured:
    """Of a prompt's `total` tokens, `reusable` are in the cache."""

    job: int
    reusable: int
    total: int


@dataclass(frozen=True)
class StateProgress:
    """So many bytes of a state are written or read."""

    job: int
    bytes: int


@dataclass(frozen=True)
class StateSaved:
    """The file has this size, or there is a `reason` why none was written."""

    job: int
    bytes: int
    reason: str


@dataclass(frozen=True)
class StateRestored:
    """So many tokens of the conversation are there, or there is a `reason` why none."""

    job: int
    tokens: int
    reason: str


@dataclass(frozen=True)
class TuneProgress:
    """How much of the measuring is done, 0 to 1."""

    job: int
    fraction: float


@dataclass(frozen=True)
class Tuned:
    """What was measured, None after a cancel; `info` is the model as it runs from now on."""

    job: int
    info: EngineInfo
    tuning: Tuning | None = None


@dataclass(frozen=True)
class PromptProgress:
    """`domain.ports.PromptProgress` of a job."""

    job: int
    event: ports.PromptProgress
    answer: int = 0


@dataclass(frozen=True)
class TextDelta:
    """`domain.ports.TextDelta` of a job."""

    job: int
    event: ports.TextDelta
    answer: int = 0


@dataclass(frozen=True)
class Thinking:
    """`domain.ports.Thinking` of a job."""

    job: int
    event: ports.Thinking
    answer: int = 0


@dataclass(frozen=True)
class TextRewound:
    """`domain.ports.TextRewound` of a job."""

    job: int
    event: ports.TextRewound
    answer: int = 0


@dataclass(frozen=True)
class Generated:
    """`domain.ports.Generated` of a job: the last event of one of its answers."""

    job: int
    event: ports.Generated
    answer: int = 0


@dataclass(frozen=True)
class Failed:
    """The job ended in an `EngineProblem`."""

    job: int
    code: str
    params: dict[str, Any]


Event = (
    LoadProgress | Loaded | Unloaded | Counted | Prepared | Measured
    | StateProgress | StateSaved | StateRestored | TuneProgress | Tuned
    | PromptProgress | Thinking | TextDelta | TextRewound | Generated | Failed
)  # fmt: skip

STREAM_EVENTS = {
    ports.PromptProgress: PromptProgress,
    ports.Thinking: Thinking,
    ports.TextDelta: TextDelta,
    ports.TextRewound: TextRewound,
    ports.Generated: Generated,
}


def encode(message: Request | Event) -> bytes:
    """One line, its newline included."""
    body = {"v": VERSION, "type": type(message).__name__, **_plain(message)}
    return json.dumps(body, separators=(",", ":")).encode() + b"\n"


def lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream, each as soon as it is there. One that is too long comes in
    pieces, none of which can be decoded: garbage without an end does not fill the memory."""
    while line := stream.readline(LONGEST_LINE):
        yield line


def decode_request(line: bytes) -> Request:
    """Read one line for the worker. Raises `ProtocolError`."""
    request: Request = _decode(line, Request)
    return request


def decode_event(line: bytes) -> Event:
    """Read one line from the worker. Raises `ProtocolError`."""
    event: Event = _decode(line, Event)
    return event


def _decode(line: bytes, kinds: Any) -> Any:
    if not line.endswith(b"\n"):
        raise ProtocolError("shape", "half a line")
    try:
        body = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ProtocolError("encoding", str(error)) from error
    except (ValueError, RecursionError) as error:  # ValueError also for an endless number
        raise ProtocolError("json", str(error)) from error
    if not isinstance(body, dict):
        raise ProtocolError("shape", f"{type(body).__name__} instead of an object")
    version = body.pop("v", None)
    if version != VERSION:
        raise ProtocolError("version", f"want {VERSION}, got {version!r}")
    name = body.pop("type", None)
    for kind in get_args(kinds):
        if kind.__name__ == name:
            return _build(kind, body, name)
    raise ProtocolError("type", repr(name))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: type, body: Any, where: str) -> Any:
    if not isinstance(body, dict):
        raise ProtocolError("field", f"{where} is no object")
    hints = _hints(kind)
    unknown = body.keys() - hints.keys()
    if unknown:
        raise ProtocolError("field", f"{where}.{min(unknown)} is unknown")
    values = {name: _value(hints[name], item, f"{where}.{name}") for name, item in body.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise ProtocolError("field", str(error)) from error


def _value(hint: Any, item: Any, where: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if item is None and NoneType in get_args(hint):
            return None
        return _value(next(kind for kind in get_args(hint) if kind is not NoneType), item, where)
    if origin is tuple and isinstance(item, list):
        return tuple(_value(get_args(hint)[0], part, where) for part in item)
    if is_dataclass(hint):
        return _build(hint, item, where)  # type: ignore[arg-type]
    return _scalar(hint, item, where)


def _scalar(hint: Any, item: Any, where: str) -> Any:
    if get_origin(hint) is Literal and item in get_args(hint):
        return item
    if get_origin(hint) is dict and isinstance(item, dict):
        return item
    if hint is float and type(item) in (int, float) and abs(item) <= sys.float_info.max:
        return float(item)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and item in tuple(hint):
        return hint(item)
    if type(item) is hint:
        return item
    raise ProtocolError("field", f"{where} cannot be {item!r}")
