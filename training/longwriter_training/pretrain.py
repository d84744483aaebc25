# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 2: pretrain on the token files; needs torch and numpy alone.

Reads ``tokenizer/``, writes ``pretrain/``: checkpoint.pt, manifest.json. Starting it again
after a kill goes on from the checkpoint.

  python -m longwriter_training.pretrain --run RUN --config configs/starter_cpu.toml
  python -m longwriter_training.pretrain --run RUN --config configs/starter_gpu.toml --device cuda
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
    import numpy as np

    from longwriter_training.loop import Batch
    from longwriter_training.model import Llama


STAGE = "pretrain"


class Windows:
    """Windows of equal length from one long token file (memory-mapped uint16)."""

    def __init__(self, training: Path, held_out: Path, config: LoopConfig) -> None:
        import numpy as np

        self.tokens = np.memmap(training, dtype=np.uint16, mode="r")
        self.measured = np.memmap(held_out, dtype=np.uint16, mode="r")
        self.config = config
        longest = max(config.seq_len, config.long_seq_len)
        if len(self.tokens) <= longest or len(self.measured) <= config.seq_len:
            raise Refused(
                f"{training} and {held_out} are shorter than one row of {longest} tokens: give "
                "more books, or shorter rows (pretrain.seq_len)"
            )

    def training(self, step: int, micro: int, long: bool) -> "Batch":
        """Random windows drawn from (seed, step, micro); fewer rows when they are long."""
        import numpy as np

        length = self.config.long_seq_len if long else self.config.seq_len
        rows = max(1, self.config.batch * self.config.seq_len // length)
        draw = np.random.default_rng((self.config.seed, step, micro))
        starts = draw.integers(0, len(self.tokens) - length - 1, size=rows)
        return self._batch(self.tokens, starts, length)

    def held_out(self) -> list["Batch"]:
        """``eval_rows`` evenly spaced windows in batches of ``batch`` rows."""
        import numpy as np

        length = self.config.seq_len
        starts = np.linspace(0, len(self.measured) - length - 1, self.config.eval_rows).astype(
            np.int64
        )
        size = self.config.batch
        return [
            self._batch(self.measured, starts[i : i + size], length)
            for i in range(0, len(starts), size)
        ]

    @staticmethod
    def _batch(source: "np.memmap", starts: "np.ndarray", length: int) -> "Batch":
        import numpy as np
        import torch

        from longwriter_training.loop import Batch

        rows = np.stack([source[start : start + length + 1] for start in starts]).astype(np.int64)
        block = torch.from_numpy(rows)
        return Batch(block[:, :-1].contiguous(), block[:, 1:].contiguous())


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = training_parser(__doc__)
    arguments.add_argument("--start", type=Path, help="GGUF file whose weights to begin with")
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def check(model: ModelConfig, vocabulary: int) -> None:
    """Refuse a shape that is none, or that another tokenizer was made for.

    Raises:
        Refused: which numbers do not go together.
    """
    if vocabulary != model.vocab_size:
        raise Refused(
            f"model.vocab_size is {model.vocab_size}, the tokenizer of this run has {vocabulary} "
            "tokens: set them to the same"
        )
    if model.dim % (2 * model.heads) or model.heads % model.kv_heads:
        raise Refused(
            f"model.dim {model.dim} has to be a multiple of twice model.heads {model.heads}, and "
            f"that one of model.kv_heads {model.kv_heads}"
        )


def _run(options: argparse.Namespace) -> None:
    config = load_training(options, STAGE)
    inherited = manifest.require(options.run / "tokenizer", "tokenizer")["facts"]
    print(f"inherited vocab_size={inherited['vocab_size']} from tokenizer/manifest.json")
    check(config.model, inherited["vocab_size"])
    folder = manifest.begin(options.run / STAGE)

    from longwriter_training.export_gguf import pieces
    from longwriter_training.from_gguf import load_weights
    from longwriter_training.loop import Loop, measure, peak_memory
    from longwriter_training.model import Llama
    from longwriter_training.text import TokenText, sample

    tokens = options.run / "tokenizer"
    windows = Windows(tokens / "train.bin", tokens / "held_out.bin", config.pretrain)
    model = Llama(config.model).initialise(config.pretrain.seed)
    start: dict[str, object] = {}
    if options.start is not None:
        load_weights(options.start, model, pieces(tokens / "tokenizer.json"))
        before = measure(model.to(options.device), windows.held_out(), options.device)
        print(f"begins with {options.start}, held-out loss {before:.4f}", flush=True)
        start = {"start": options.start.name, "start_loss": before}
    print(f"{model.size():,} weights, {len(windows.tokens):,} training tokens", flush=True)
    text = TokenText(tokens / "tokenizer.json")
    begin = max(0, min(2000, len(windows.measured) - 40))
    prompt = [int(token) for token in windows.measured[begin : begin + 40]]

    def report(current: "Llama") -> None:
        drawn = sample(current, prompt, 60)
        print(f"sample: {text.decode(prompt)!r} -> {text.decode(drawn)!r}", flush=True)

    with peak_memory(options.device):
        outcome = Loop(model, windows, config.pretrain, folder, options.device, report).run()
    settings = {"model": asdict(config.model), "pretrain": asdict(config.pretrain)}
    facts = asdict(outcome) | {"weights": model.size(), "books": inherited} | start
    manifest.finish(folder, STAGE, settings, facts)


if __name__ == "__main__":
    raise SystemExit(main())
