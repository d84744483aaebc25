# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 6: measure the GGUF file as it is, without the app's length control.

Reads ``gguf/``, ``sft_data/probes.jsonl`` (prompts from held-out books) and the held-out samples,
writes ``evaluation/``: samples.jsonl, showcase.json (one answer for the card), manifest.json with
LongWriter's length score S_l by length, the share of repeated 8-grams, how often the model stopped
by itself, and its loss on the samples. ``--model`` measures another file with the tokenizer of this
run, the one in the tree, say; ``--name`` is its folder then.

  python -m longwriter_training.evaluate_starter --run RUN --config configs/starter_cpu.toml
      [--model FILE.gguf --name FOLDER]
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from longwriter_training import journal, manifest
from longwriter_training.config import EvaluateConfig, LoopConfig, load, parser
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from llama_cpp import Llama

STAGE = "evaluate_starter"
SHOWN_WORDS = 200


@dataclass(frozen=True)
class Answer:
    """One generated section. ``seconds`` holds prompt and answer; ``stopped`` = by ``<|end|>``."""

    target: int
    words: int
    score: float
    repeated: float
    stopped: bool
    tokens: int
    seconds: float
    text: str


def generate(model: "Llama", prompt: str, seed: int) -> tuple[str, bool, int]:
    """(text, stopped by itself, tokens) by the app's sampling, no length control, no loop guard."""
    from longwriter_desktop.domain.ports import Sampling

    sampling = Sampling()
    answer: Any = model.create_chat_completion(
        messages=[{"role": "user", "content": prompt}],
        temperature=sampling.temperature,
        top_k=sampling.top_k,
        top_p=sampling.top_p,
        min_p=sampling.min_p,
        repeat_penalty=sampling.repeat_penalty,
        seed=seed,
        max_tokens=None,
    )
    choice = answer["choices"][0]
    tokens = int(answer["usage"]["completion_tokens"])
    return choice["message"]["content"], choice["finish_reason"] == "stop", tokens


def answers(model: "Llama", probes: Path) -> Iterator[Answer]:
    """Write every probe once; the seed is its number."""
    import time

    from longwriter_desktop.domain.counting import count_words
    from longwriter_desktop.domain.scoring import length_score, repeated_ngram_share

    for number, probe in enumerate(journal.read(probes)):
        began = time.monotonic()
        text, stopped, tokens = generate(model, probe["prompt"], number)
        words = count_words(text)
        yield Answer(
            target=probe["target"],
            words=words,
            score=length_score(probe["target"], words),
            repeated=repeated_ngram_share(text),
            stopped=stopped,
            tokens=tokens,
            seconds=round(time.monotonic() - began, 2),
            text=text,
        )


def summary(written: Sequence[Answer]) -> dict[str, Any]:
    """Means over some answers. ``length_score`` 0 to 100, shares 0 to 1."""
    return {
        "samples": len(written),
        "mean_words": round(mean(a.words for a in written), 1),
        "length_score": round(mean(a.score for a in written), 1),
        "relative_error": round(mean(abs(a.words - a.target) / a.target for a in written), 3),
        "stopped_by_itself": round(mean(a.stopped for a in written), 2),
        "repeated_8_grams": round(mean(a.repeated for a in written), 4),
        "tokens_per_second": round(
            sum(a.tokens for a in written) / sum(a.seconds for a in written), 1
        ),
    }


def showcase() -> str:
    """One prompt that was typed by hand, for the sample on the card."""
    from longwriter_desktop.agentwrite.prompts import WritingTask, opening_turn
    from longwriter_desktop.domain.outline import Outline, new_section

    first = new_section("The Storm", "The keeper sees the storm come over the sea", SHOWN_WORDS)
    second = new_section("The Light", "In the night the light goes out", SHOWN_WORDS)
    instruction = "Write a story about a lighthouse keeper and a storm."
    task = WritingTask(instruction, "The Keeper of the Light", Outline((first, second)))
    return opening_turn(task, first.id)


def open_model(path: Path, config: EvaluateConfig) -> "Llama":
    """The model with its whole context. Raises `Refused`."""
    import llama_cpp

    try:
        return llama_cpp.Llama(str(path), n_ctx=0, n_threads=config.threads, verbose=False)
    except ValueError as error:
        raise Refused(f"{path} is not there, or no model that llama.cpp can load") from error


def exported(run: Path) -> Path:
    """The quantised file of the stage export_gguf."""
    settings = manifest.require(run / "gguf", "export_gguf")["settings"]
    return run / "gguf" / f"model-{settings['quantisation']}.gguf"


def held_out_loss(path: Path, run: Path, config: LoopConfig) -> float:
    """Mean loss of a file's weights on the held-out samples, in nats a target token.

    Raises:
        OSError, Refused: see `load_weights`.
    """
    from longwriter_training.export_gguf import pieces
    from longwriter_training.from_gguf import load_weights, shape
    from longwriter_training.loop import measure
    from longwriter_training.model import Llama
    from longwriter_training.sft import Rows

    model = Llama(replace(shape(path), context=config.seq_len))
    load_weights(path, model, pieces(run / "tokenizer" / "tokenizer.json"))
    samples = run / "sft_data" / "held_out.npz"
    return measure(model, Rows(samples, samples, config).held_out(), "cpu")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument("--model", type=Path, help="a GGUF file in place of the one in gguf/")
    arguments.add_argument("--name", default="evaluation", help="folder of what is written")
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    config = load(options.config, options.set)
    manifest.require(options.run / "sft_data", "sft_data")
    folder = manifest.begin(options.run / options.name)

    file = options.model or exported(options.run)
    model = open_model(file, config.evaluate_starter)
    loss = held_out_loss(file, options.run, config.sft)
    print(f"held-out loss {loss:.4f}", flush=True)
    prompt = showcase()
    text, _, _ = generate(model, prompt, seed=0)
    shown = json.dumps({"prompt": prompt, "target": SHOWN_WORDS, "text": text}, ensure_ascii=False)
    manifest.write_bytes(folder / "showcase.json", shown.encode())
    written: list[Answer] = []
    for answer in answers(model, options.run / "sft_data" / "probes.jsonl"):
        print(f"{answer.target} asked, {answer.words} written, S_l {answer.score:.1f}", flush=True)
        written.append(answer)
    lengths: dict[str, Any] = {
        str(target): summary([a for a in written if a.target == target])
        for target in sorted({a.target for a in written})
    }
    lengths["all"] = summary(written)
    facts = {"held_out_loss": loss, "lengths": lengths}
    print(json.dumps(facts, indent=1))
    rows = "".join(json.dumps(asdict(answer), ensure_ascii=False) + "\n" for answer in written)
    manifest.write_bytes(folder / "samples.jsonl", rows.encode())
    manifest.finish(folder, STAGE, asdict(config.evaluate_starter), facts)


if __name__ == "__main__":
    raise SystemExit(main())
