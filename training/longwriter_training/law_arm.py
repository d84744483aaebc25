# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length law, 2: one arm. Fine-tune the base on capped answers, then write the probes.

Reads ``pretrain/``, ``tokenizer/`` and ``law_data/``, writes ``law/cap-N-WEIGHTING-SEED/``:
answers.jsonl, manifest.json. Every arm takes the same number of steps over the same number of
target tokens; the weights are thrown away once the probes are written. "token" weighs every target
token the same, "sample" every sample. Starting it again after a kill goes on from its checkpoint.

  python -m longwriter_training.law_arm --run RUN --config FILE --cap 400 --weighting token --seed 1
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_training import journal, manifest
from longwriter_training.config import LawConfig, LoopConfig, ModelConfig, load, parser
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_training.loop import Batch
    from longwriter_training.packing import Samples

STAGE = "law_arm"
WEIGHTINGS = ("token", "sample")
_STEP_OF_ROOM = 64  # tokens


class Steps:
    """One pass over as many samples as have the wanted number of targets, packed; a batch a step.

    The rows are dealt out evenly, so a step of any arm has about as many targets.
    """

    def __init__(
        self, training: "Samples", held_out: "Samples", law: LawConfig, loop: LoopConfig,
        weighting: str,
    ) -> None:  # fmt: skip
        import numpy as np

        from longwriter_training.packing import pack

        self.samples, self.measured, self.weighting = training, held_out, weighting
        lengths = [training.length(i) for i in range(len(training))]
        self.room = max(law.row, -(-max(lengths) // _STEP_OF_ROOM) * _STEP_OF_ROOM)
        order = np.random.default_rng(loop.seed).permutation(len(training)).tolist()
        self.chosen, self.targets = self._enough(order, law.targets)
        rows = pack(lengths, self.chosen, self.room)
        if len(rows) < loop.steps:
            raise Refused(
                f"{len(rows)} rows do not fill {loop.steps} steps: give law_sft.steps fewer"
            )
        self.rows = -(-len(rows) // loop.steps)
        self._dealt = [rows[step :: loop.steps] for step in range(loop.steps)]
        self._held_out_rows = pack(
            [held_out.length(i) for i in range(len(held_out))], range(len(held_out)), self.room
        )

    def _enough(self, order: Sequence[int], wanted: int) -> tuple[list[int], int]:
        chosen: list[int] = []
        targets = 0
        for index in order:
            if targets >= wanted:
                return chosen, targets
            start, end = self.samples.starts[index], self.samples.starts[index + 1]
            targets += int(self.samples.loss[start:end].sum())
            chosen.append(index)
        raise Refused(
            f"the samples have {targets} target tokens, {wanted} are wanted (law.targets): make "
            "law_data anew"
        )

    def training(self, step: int, micro: int, long: bool) -> "Batch":
        """The batch of a step; empty rows keep the shape the loss was compiled for."""
        from longwriter_training.packing import build

        rows = self._dealt[step]
        filled = [*rows, *[[]] * (self.rows - len(rows))]
        return build(self.samples, filled, self.room, by_sample=self.weighting == "sample")

    def held_out(self) -> list["Batch"]:
        """Packed held-out rows, one a batch."""
        from longwriter_training.packing import build

        return [build(self.measured, [row], self.room) for row in self._held_out_rows]


def write_probes(
    model: Path, probes: Path, seed: int, countdown: bool = False
) -> Iterator[dict[str, Any]]:
    """Every probe once, with the app's sampling but neither control of length nor of loops.

    ``ended`` tells that the model ended the text; else it ran into the end of its context. Words
    are counted without the marks of a ``countdown``.
    """
    from longwriter_desktop.domain.counting import count_words
    from longwriter_desktop.domain.document import StopReason
    from longwriter_desktop.domain.ports import Generated, GenerateRequest, Message, Sampling
    from longwriter_desktop.domain.scoring import repeated_ngram_share
    from longwriter_desktop.engine.client import WorkerEngine
    from longwriter_training.countdown import without_marks

    asked = journal.read(probes)
    sampling = Sampling(dry_multiplier=0.0)
    engine = WorkerEngine()
    try:
        most = engine.load_now(model).context_tokens
        for words in dict.fromkeys(probe["asked"] for probe in asked):
            requests = [
                GenerateRequest(
                    (Message("user", probe["prompt"]),), most, sampling=sampling,
                    seed=1000 * seed + place, loop_guard=False,
                )
                for place, probe in enumerate(p for p in asked if p["asked"] == words)
            ]  # fmt: skip
            for _, event in engine.generate_together(requests):
                if isinstance(event, Generated):
                    text = without_marks(event.text) if countdown else event.text
                    yield {
                        "asked": words,
                        "words": count_words(text),
                        "ended": event.stop_reason is StopReason.FINISHED,
                        "repeated": round(repeated_ngram_share(text), 4),
                        "text": event.text,
                    }
    finally:
        engine.close()


def _run(options: argparse.Namespace) -> None:
    from longwriter_training.export_gguf import write
    from longwriter_training.loop import CHECKPOINT, Loop, load_model
    from longwriter_training.model import Llama
    from longwriter_training.packing import load_samples

    config = load(options.config, options.set)
    arm = f"cap-{options.cap}-{options.weighting}-{options.seed}"
    folder = manifest.begin(options.run / "law" / arm)
    loop = replace(config.law_sft, seed=options.seed)
    shape = ModelConfig(
        **manifest.require(options.run / "pretrain", "pretrain")["settings"]["model"]
    )
    data = options.run / "law_data"
    manifest.require(data, "law_data")
    name = f"cap-{options.cap}"
    steps = Steps(
        load_samples(data / f"{name}.npz"), load_samples(data / f"{name}-held_out.npz"),
        config.law, loop, options.weighting,
    )  # fmt: skip
    print(f"{folder.name}: {len(steps.chosen)} samples, rows of {steps.room} x {steps.rows}")
    model = load_model(options.run / "pretrain" / CHECKPOINT, Llama(shape))
    outcome = Loop(model, steps, loop, folder, "cpu").run()
    gguf = folder / "model.gguf"
    tokenizer = options.run / "tokenizer" / "tokenizer.json"
    write(gguf, model.state_dict(), shape, tokenizer, folder.name)
    answers = list(write_probes(gguf, data / "probes.jsonl", options.seed, config.law.countdown))
    rows = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    manifest.write_bytes(folder / "answers.jsonl", rows.encode())
    settings = {"cap": options.cap, "weighting": options.weighting, "seed": options.seed}
    facts = asdict(outcome) | {"samples": len(steps.chosen), "targets": steps.targets}
    manifest.finish(folder, STAGE, settings | {"law_sft": asdict(loop)}, facts)
    gguf.unlink()
    (folder / CHECKPOINT).unlink()


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument("--cap", type=int, required=True, help="words of the longest answer")
    arguments.add_argument("--weighting", choices=WEIGHTINGS, default="token")
    arguments.add_argument("--seed", type=int, default=1)
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


if __name__ == "__main__":
    raise SystemExit(main())
