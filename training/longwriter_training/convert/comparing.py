# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Runs a GGUF file beside the model it was made from: their logits, and what they write."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from longwriter_training.convert.checking import hard_lines, llama_cpp_logits

_PLACES = 128  # tokens whose logits are compared
_WRITTEN = 32  # tokens that both write
LEAST = 0.9  # share of places with the same likeliest token; a wrong conversion has a few percent
_ASK = "Write a short text about a lighthouse."


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
        return (
            f"beside its source: logits differ by {self.largest:.4f} at most, the likeliest token "
            f"is the same at {self.same:.1%} of {_PLACES} places, and of what the app writes the "
            f"first {letters} of {len(self.app)} characters are the source's"
        )


def _common(one: str, other: str) -> Any:
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            return
        yield mine


def compare(path: Path, source: Path, adapter: Path | None = None) -> Comparison:
    """Compare; the whole source has to fit in memory, in float32.

    Raises:
        EngineProblem: the app cannot load the file.
        OSError, ValueError: transformers cannot load the source.
    """
    import numpy as np
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(source)
    model = AutoModelForCausalLM.from_pretrained(source, dtype=torch.float32)
    if adapter is not None:
        from peft import PeftModel

        model = PeftModel.from_pretrained(model, adapter).merge_and_unload()
    tokens = tokenizer(" ".join(hard_lines()), add_special_tokens=False)["input_ids"][:_PLACES]
    with torch.no_grad():
        theirs = model(torch.tensor([tokens])).logits[0].float().numpy()
    ours = llama_cpp_logits(path, tokens)[:, : theirs.shape[1]]
    same = float((theirs.argmax(1) == ours.argmax(1)).mean())
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": _ASK}], add_generation_prompt=True, return_dict=True,
        return_tensors="pt",
    )  # fmt: skip
    written = model.generate(**prompt, max_new_tokens=_WRITTEN, do_sample=False)
    text = tokenizer.decode(written[0, prompt["input_ids"].shape[1] :], skip_special_tokens=True)
    largest = float(np.abs(theirs - ours).max())
    # The app keeps back the space an answer begins with, and a letter that is not yet whole.
    return Comparison(largest, same, written_by_app(path).strip(), text.strip())


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
