# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is known of a server before it is asked to write: its models, context and abilities."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import quote, urlsplit, urlunsplit

from longwriter_desktop.domain.endpoint import Endpoint, ServerModel
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.remote_line import Stopped
from longwriter_desktop.engine.remote_server import Server

_LONGEST_CONTEXT = (1 << 31) - 1  # tokens; what is more cannot be meant
CAREFUL_CONTEXT = 4_096  # tokens; what a server holds that does not say, and cuts off silently
Kind = Literal["", "llama-server", "vllm", "ollama", "lm-studio", "longwriter"]
_OWNERS: dict[str, Kind] = {
    "llamacpp": "llama-server", "vllm": "vllm", "library": "ollama",
    "organization_owner": "lm-studio", "longwriter": "longwriter",
}  # fmt: skip
_NAMES: dict[Kind, str] = {
    "llama-server": "llama-server", "vllm": "vLLM", "ollama": "Ollama", "lm-studio": "LM Studio",
    "longwriter": "LongWriter Desktop",
}  # fmt: skip
# Names of models that write no text; servers list them among those that do, or in front of them.
_NO_WRITER = re.compile(r"embed|rerank|whisper|tts|dall-e|moderation|transcribe", re.IGNORECASE)
_COUNTING = ("llama-server", "vllm", "longwriter")
_CONTEXT_FIELDS = ("loaded_context_length", "max_model_len", "context_length", "context_window",
                   "max_context_length", "n_ctx")  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """A server and its models. `context_tokens` is what it says itself, 0 where it does not."""

    base_url: str
    models: tuple[ServerModel, ...]
    model: str
    kind: Kind = ""
    context_tokens: int = 0
    counts_tokens: bool = False

    @property
    def server_name(self) -> str:
        """What the server calls itself; "" where it does not say."""
        return _NAMES.get(self.kind, "")

    def room(self, endpoint: Endpoint) -> int:
        """The tokens that prompt and answer may have together; 0 where nobody says."""
        known, wished = self.context_tokens, endpoint.context_tokens
        return min(known, wished) if known and wished else known or wished


def find_facts(server: Server) -> Facts:
    """Ask a server. Its address may lack the "/v1" that others have. Raises `EngineProblem`."""
    base_url, listed = _models(server)
    rows = [row for row in listed if isinstance(row, dict) and row.get("id")]
    wanted = server.endpoint.model
    row = next((row for row in rows if row["id"] == wanted), None)
    if row is None and rows and (not wanted or len(rows) == 1):
        row = next((row for row in rows if not _NO_WRITER.search(str(row["id"]))), rows[0])
    models = tuple(ServerModel(str(row["id"]), _context_of(row)) for row in rows)
    model = wanted or (str(row["id"]) if row else "")
    if not model:
        raise EngineProblem("endpoint_no_model", host=server.endpoint.host)
    kind = _kind_of(row) if row else ""
    facts = Facts(base_url, models, model, kind, _context_of(row) if row else 0)
    facts = replace(facts, context_tokens=_own_context(server, facts))
    # A text is counted whenever it is looked at, so only a server on this machine is sent it.
    may_count = kind in _COUNTING and server.endpoint.is_on_this_machine
    return replace(facts, counts_tokens=may_count and _can_count(server, facts))


def list_models(server: Server) -> tuple[ServerModel, ...]:
    """The models that a server offers. Raises `EngineProblem`."""
    rows = [row for row in _models(server)[1] if isinstance(row, dict) and row.get("id")]
    return tuple(ServerModel(str(row["id"]), _context_of(row)) for row in rows)


def count_on_server(server: Server, facts: Facts, text: str) -> int | None:
    """The tokens of a text by the server's own tokenizer; None where it does not tell, or is not
    to be asked now."""
    if server.wants_pause:
        return None
    if facts.kind == "vllm":
        body: dict[str, Any] = {
            "model": facts.model, "prompt": text, "add_special_tokens": False
        }  # fmt: skip
    else:
        body = {"model": facts.model, "content": text}
    try:
        said = server.post(f"{_root(facts.base_url)}/tokenize", body)
    except (EngineProblem, Stopped):
        return None
    if not isinstance(said, dict):
        return None
    if isinstance(said.get("count"), int):
        return int(said["count"])
    return len(said["tokens"]) if isinstance(said.get("tokens"), list) else None


def _models(server: Server) -> tuple[str, list[Any]]:
    """The address that has a list of models, and the list."""
    typed = server.base_url.rstrip("/")
    first: EngineProblem | None = None
    for base_url in (typed, f"{typed}/v1"):
        try:
            said = server.get(f"{base_url}/models")
        except EngineProblem as problem:
            if problem.code not in ("endpoint_address", "endpoint_refused", "endpoint_model"):
                raise
            first = first or problem
            continue
        rows = said.get("data") if isinstance(said, dict) else None
        if isinstance(rows, list):
            return base_url, rows
    raise EngineProblem("endpoint_address", host=server.endpoint.host) from first


def _kind_of(row: dict[str, Any]) -> Kind:
    owner, name = str(row.get("owned_by", "")), str(row["id"])
    # Ollama says of what it has from elsewhere whose it is: "hf.co/owner/model:tag".
    is_of_ollama = bool(owner) and f"/{owner}/" in f"/{name}" and ":" in name.rpartition("/")[2]
    return _OWNERS.get(owner, "ollama" if is_of_ollama else "")


def _context_of(row: dict[str, Any]) -> int:
    for name in _CONTEXT_FIELDS:
        value = row.get(name)
        if type(value) is int and 0 < value <= _LONGEST_CONTEXT:
            return value
    return 0


def _own_context(server: Server, facts: Facts) -> int:
    """How much the model can read as it runs now, which few servers list: Ollama and LM Studio
    load models with far less than these could hold, and cut what is longer without a word."""
    root, model = _root(facts.base_url), facts.model
    match facts.kind:
        case "llama-server":  # what a single conversation has
            # One that runs several models has to be told which; for the others it is no matter.
            said = _mapping(_try_get(server, f"{root}/props?model={quote(model, safe='')}"))
            return _context_of(_mapping(said.get("default_generation_settings")))
        case "lm-studio":
            rows = _mapping(_try_get(server, f"{root}/api/v0/models")).get("data")
            row = _named(rows, model)
            return _context_of(row) if "loaded_context_length" in row else 0
        case "ollama":
            known = _ollama_context(server, root, model)
            if known:
                return known
            with suppress(EngineProblem):  # an empty prompt only loads the model
                server.post(f"{root}/api/generate", {"model": model, "stream": False})
            return _ollama_context(server, root, model)
    return facts.context_tokens


def _ollama_context(server: Server, root: str, model: str) -> int:
    """0 where the model is not loaded."""
    running = _mapping(_try_get(server, f"{root}/api/ps")).get("models")
    return _context_of(_named(running, model))


def _try_get(server: Server, address: str) -> Any:
    """What a server says, None where it has no such page."""
    try:
        return server.get(address)
    except EngineProblem:
        return None


def _named(rows: Any, model: str) -> dict[str, Any]:
    """The row of a list that is about a model, {} for none."""
    listed = [_mapping(row) for row in rows] if isinstance(rows, list) else []
    return next((row for row in listed if model in (row.get("id"), row.get("model"))), {})


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _can_count(server: Server, facts: Facts) -> bool:
    return count_on_server(server, facts, "a") is not None


def _root(base_url: str) -> str:
    """The address without "/v1", where servers have what is not OpenAI's."""
    parts = urlsplit(base_url)
    path = parts.path.rstrip("/").removesuffix("/v1")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
