# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a GGUF file beside the model it was made from: their logits, and what they write."""

import math
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training.convert.checking import hard_lines, llama_cpp_logits
from longwriter_training.convert.checkpoint import Checkpoint
from longwriter_training.convert.vocabulary import chat_template, words_of
from longwriter_training.problems import Refused

if TYPE_CHECKING:
    import numpy as np

_PLACES = 128  # tokens whose logits are compared
_WRITTEN = 32  # tokens that both write
LEAST = 0.9  # share of places with the same likeliest token; a wrong conversion has a few percent
_ASK = "Write a short text about a lighthouse."
_BYTES, _LIBRARIES = 4.2, 1e9  # of each weight while transformers loads it; without any weights


class SourceNotRun(Refused):
    """The source cannot be run beside the file here; the message says why."""


@dataclass(frozen=True)
class Comparison:
    """Largest difference of two logits, the share of places with the same likeliest token, and
    what the app and the source write greedily."""

    largest: float
    same: float
    app: str
    source: str

    @property
    def text(self) -> str:
        """One line for a person."""
        letters = sum(1 for _ in _common(self.app, self.source))
        told = (
            f"beside its source: logits differ by {self.largest:.4f} at most, the likeliest token "
            f"is the same at {self.same:.1%} of {_PLACES} places"
        )
        if not self.source:
            return told
        return (
            f"{told}, and of what the app writes the first {letters} of {len(self.app)} characters "
            "are the source's"
        )


def _common(one: str, other: str) -> Any:
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            return
        yield mine


def refuse_what_is_short(source: Checkpoint, has_adapter: bool) -> None:
    """Look whether the source can be run here, before anything of it is loaded.

    Raises:
        SourceNotRun: a library is not installed, or the memory does not hold its weights.
    """
    import psutil

    for library in ("transformers", *(["peft"] if has_adapter else [])):
        if find_spec(library) is None:
            raise SourceNotRun(f"{library} is not installed here")
    weights = sum(math.prod(source.shape(name)) for name in source.names)
    needed, free = _BYTES * weights + _LIBRARIES, psutil.virtual_memory().available
    if needed > free:
        raise SourceNotRun(
            f"in float32 it needs {needed / 1e9:.1f} GB of memory, {free / 1e9:.1f} GB are free "
            "(--compare tries nevertheless)"
        )


def compare(path: Path, source: Path, adapter: Path | None = None) -> Comparison:
    """Compare; the whole source has to fit in memory, in float32.

    Raises:
        EngineProblem: the app cannot load the file.
        SourceNotRun: transformers cannot load the source.
    """
    import numpy as np

    tokens, theirs, text = _of_source(source, adapter)  # whose weights are freed with that
    ours = llama_cpp_logits(path, tokens)[:, : theirs.shape[1]]
    same = float((theirs.argmax(1) == ours.argmax(1)).mean())
    largest = float(np.abs(theirs - ours).max())
    # The app keeps back the space an answer begins with, and a letter that is not yet whole.
    app = written_by_app(path).strip() if text is not None else ""
    return Comparison(largest, same, app, (text or "").strip())


def _of_source(source: Path, adapter: Path | None) -> "tuple[list[int], np.ndarray, str | None]":
    """Tokens, the source's logits for each of them, and what it writes greedily; None where no
    chat template says how it is asked."""
    import torch

    tokenizer, model = _loaded(source, adapter)
    tokens = tokenizer(" ".join(hard_lines()), add_special_tokens=False)["input_ids"][:_PLACES]
    with torch.no_grad():
        logits = model(torch.tensor([tokens])).logits[0].float().numpy()
    if not tokenizer.chat_template:
        return tokens, logits, None
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": _ASK}], add_generation_prompt=True, return_dict=True,
        return_tensors="pt",
    )  # fmt: skip
    written = model.generate(**prompt, max_new_tokens=_WRITTEN, do_sample=False)
    text = tokenizer.decode(written[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True)
    return tokens, logits, text


def _loaded(source: Path, adapter: Path | None) -> tuple[Any, Any]:
    """The source's tokenizer and model; its own code, where it brings some, is not run."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    words = words_of(source, adapter)
    try:
        tokenizer = AutoTokenizer.from_pretrained(words, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(
            source, dtype=torch.float32, trust_remote_code=False
        )
    except (ValueError, OSError, ImportError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise SourceNotRun(f"transformers cannot load {source.name}: {reason}") from error
    tokenizer.chat_template = chat_template(source, adapter) or None
    if adapter is not None:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    return tokenizer, model


def written_by_app(path: Path) -> str:
    """What the app's own worker writes with a file, the likeliest token each time.

    Raises:
        EngineProblem: it cannot load the file.
    """
    from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message, Sampling
    from longwriter_desktop.engine.client import WorkerEngine

    greedy = Sampling(0.0, 1, 1.0, 0.0, repeat_penalty=1.0, dry_multiplier=0.0)
    request = GenerateRequest((Message("user", _ASK),), _WRITTEN, sampling=greedy, loop_guard=False)
    engine = WorkerEngine()
    try:
        engine.load_now(path, 512)
        for event in engine.generate(request):
            if isinstance(event, Generated):
                return event.text
    finally:
        engine.close()
    return ""
