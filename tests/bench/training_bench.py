# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fine-tuning beside trl's own trainer with its usual arguments: same model, rows and packs.

`python -m tests.bench training`, where `training[full]` is installed. Both take turns in one
process with one thread, and processor seconds are counted: other work on the machine does not.
"""

import contextlib
import json
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
from tests.training.library import book

PACK, STEPS, ROUNDS = 1_024, 8, 24
WORDS = (20, 400)  # of an answer


def run() -> list[Figure]:
    """Measure in turns; the ratio is the median of the rounds'."""
    os.environ["OMP_NUM_THREADS"] = "1"
    from longwriter_training.tune.running import quieten

    quieten()
    import torch

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name, contextlib.redirect_stdout(sys.stderr):
        folder = Path(name)
        rows = _rows(folder)
        _model(folder)
        taken: dict[str, list[float]] = {"ours": [], "theirs": []}
        for number in range(ROUNDS + 1):
            turns = ("ours", "theirs") if number % 2 else ("theirs", "ours")
            for whose in turns:
                trainer = _ours(folder, rows) if whose == "ours" else _theirs(folder, rows)
                taken[whose].append(_seconds(trainer))
    pairs = list(zip(taken["ours"][1:], taken["theirs"][1:], strict=True))  # the first warms up
    ratios = [theirs / ours for ours, theirs in pairs]
    ratio, error = statistics.median(ratios), statistics.stdev(ratios) / len(ratios) ** 0.5
    speed = statistics.median(STEPS * PACK / ours for ours, _ in pairs)
    return [
        Figure("tuning, tokens a processor second / trl's own trainer", ratio, "", 0.95,
               note=f"(standard error {error:.3f})"),
        Figure("tuning, 3.4M weights, one thread", speed, "tok/s"),
    ]  # fmt: skip


def _rows(folder: Path) -> Path:
    draw = random.Random(1)
    text = " ".join(chapter["text"] for chapter in book(1)["chapters"]).split()
    rows = []
    for _ in range(120):
        words, at = draw.randint(*WORDS), draw.randrange(len(text) // 2)
        talk = [
            {"role": "user", "content": f"Write {words} words."},
            {"role": "assistant", "content": " ".join(text[at : at + words])},
        ]
        rows.append(json.dumps({"messages": talk}))
    path = folder / "rows.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def _model(folder: Path) -> None:
    """A small Llama with a tokenizer of its own."""
    from transformers import LlamaConfig, LlamaForCausalLM

    from longwriter_training import tiny_base

    texts = (chapter["text"] for seed in range(3) for chapter in book(seed)["chapters"])
    tiny_base.write(folder / "base", texts, 1)
    config = LlamaConfig.from_pretrained(folder / "base")
    config.update({"hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 4})
    config.head_dim = 64
    LlamaForCausalLM(config).save_pretrained(folder / "base")


def _loaded(folder: Path) -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(folder / "base", attn_implementation="sdpa")
    return model, AutoTokenizer.from_pretrained(folder / "base")


def _ours(folder: Path, rows: Path) -> Any:
    from longwriter_training.tune.config import SftConfig
    from longwriter_training.tune.rows import read_rows
    from longwriter_training.tune.tokens import Encoded, encode
    from longwriter_training.tune.trainer import make_trainer

    model, tokenizer = _loaded(folder)
    data = encode(tokenizer, read_rows(rows), str(tokenizer.chat_template), PACK)
    config = SftConfig(steps=STEPS, packs=1, save_steps=10_000, gradient_checkpointing=False)
    return make_trainer(lambda: model, tokenizer, data, Encoded(), config, PACK, folder / "ours")


def _theirs(folder: Path, rows: Path) -> Any:
    from datasets import Dataset
    from trl import SFTConfig, SFTTrainer

    from longwriter_training.tune.rows import read_rows

    model, tokenizer = _loaded(folder)
    fitting = [
        {"messages": list(row.messages)}
        for row in read_rows(rows)
        if len(tokenizer.apply_chat_template(list(row.messages), return_dict=False)) <= PACK
    ]
    arguments = SFTConfig(
        output_dir=str(folder / "theirs"), packing=True, max_length=PACK, max_steps=STEPS,
        assistant_only_loss=True, per_device_train_batch_size=1, gradient_checkpointing=False,
        use_cpu=True, bf16=False, report_to="none", disable_tqdm=True, save_strategy="no",
    )  # fmt: skip
    return SFTTrainer(
        model=model, args=arguments, train_dataset=Dataset.from_list(fitting),
        processing_class=tokenizer,
    )  # fmt: skip


def _seconds(trainer: Any) -> float:
    """Processor seconds of a run of `STEPS` packs."""
    start = time.process_time()
    trainer.train()
    return time.process_time() - start
