# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 4: fine-tune on the samples; needs torch and numpy alone.

Reads ``pretrain/`` and ``sft_data/``, writes ``sft/``: checkpoint.pt, manifest.json. Rows are
packed with attention kept inside each sample, or hold one sample each; the loss is the mean
over all target tokens of a step. Starting it again after a kill goes on from the checkpoint.

  python -m longwriter_training.sft --run RUN --config configs/starter_cpu.toml
"""

import argparse
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import LoopConfig, ModelConfig, load_training, training_parser
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_training.loop import Batch
    from longwriter_training.model import Llama


STAGE = "sft"


class Rows:
    """Training micro-batches, shuffled anew in every epoch; held-out rows are packed and stay."""

    def __init__(self, training: Path, held_out: Path, config: LoopConfig) -> None:
        from longwriter_training.packing import load_samples, pack

        self.samples = load_samples(training)
        self.measured = load_samples(held_out)
        self.config = config
        self._epoch = -1
        self._micros: list[tuple[int, list[list[int]]]] = []
        lengths = [self.measured.length(i) for i in range(len(self.measured))]
        self._measured_rows = pack(lengths, range(len(lengths)), config.seq_len)
        self._arrange(0)
        if not self._micros or not self._measured_rows:
            raise Refused(
                f"no sample of {training.parent} fills a row of {config.seq_len} tokens: make "
                "longer rows (sft.seq_len) or more samples (sft_data)"
            )

    def _arrange(self, epoch: int) -> None:
        import numpy as np

        from longwriter_training.packing import bucket, pack

        if epoch == self._epoch:
            return
        draw = np.random.default_rng((self.config.seed, epoch))
        order = draw.permutation(len(self.samples)).tolist()
        lengths = [self.samples.length(i) for i in range(len(self.samples))]
        if self.config.lengths:
            micros = bucket(lengths, order, self.config.lengths)
        else:
            rows, size = pack(lengths, order, self.config.seq_len), self.config.batch
            micros = [(self.config.seq_len, rows[i : i + size]) for i in range(0, len(rows), size)]
        # Every epoch has as many micro-batches as the first, so that a step tells its epoch.
        self._micros = (micros * 2)[: len(self._micros) or len(micros)]
        self._epoch = epoch

    def training(self, step: int, micro: int, long: bool) -> "Batch":
        """The micro-batch of a step; ``long`` is not used, samples have their own lengths."""
        from longwriter_training.packing import build

        position = step * self.config.accumulate + micro
        self._arrange(position // len(self._micros))
        length, rows = self._micros[position % len(self._micros)]
        return build(self.samples, rows, length, packed=not self.config.lengths)

    def held_out(self) -> list["Batch"]:
        """Packed held-out rows, one a batch."""
        from longwriter_training.packing import build

        rows = self._measured_rows[: self.config.eval_rows]
        return [build(self.measured, [row], self.config.seq_len) for row in rows]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    return told(STAGE, partial(_run, training_parser(__doc__).parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    config = load_training(options, STAGE)
    pretrained = manifest.require(options.run / "pretrain", "pretrain")
    data = manifest.require(options.run / "sft_data", "sft_data")
    shape = ModelConfig(**pretrained["settings"]["model"])
    print(f"inherited {shape} from pretrain/manifest.json")
    folder = manifest.begin(options.run / STAGE)

    from longwriter_training.loop import CHECKPOINT, Loop, load_model, measure, peak_memory
    from longwriter_training.model import Llama
    from longwriter_training.text import TokenText, sample

    model = load_model(options.run / "pretrain" / CHECKPOINT, Llama(shape))
    rows = Rows(
        options.run / "sft_data" / "train.npz",
        options.run / "sft_data" / "held_out.npz",
        config.sft,
    )
    text = TokenText(options.run / "tokenizer" / "tokenizer.json")
    shown = prompt_of(rows)

    def report(current: "Llama") -> None:
        drawn = sample(current, shown, 80)
        print(f"prompt: …{text.decode(shown)[-160:]!r}\nsample: {text.decode(drawn)!r}", flush=True)

    before = measure(model.to(options.device), rows.held_out(), options.device)
    print(f"held-out loss before: {before:.4f}", flush=True)
    with peak_memory(options.device):
        outcome = Loop(model, rows, config.sft, folder, options.device, report).run()
    settings = {"model": asdict(shape), "sft": asdict(config.sft)}
    facts = asdict(outcome) | {
        "held_out_before": before,
        "data": data["facts"],
        "pretrain": pretrained["facts"],
    }
    manifest.finish(folder, STAGE, settings, facts)


def prompt_of(rows: Rows) -> list[int]:
    """The first held-out sample up to its first answer."""
    samples = rows.measured
    loss = samples.loss[: samples.starts[1]]
    first = int(loss.argmax()) if loss.any() else len(loss)
    return [int(token) for token in samples.tokens[:first]]


if __name__ == "__main__":
    raise SystemExit(main())
