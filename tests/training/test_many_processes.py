# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The commands for several GPUs, with two processes on the CPU: weights shared out by FSDP, and by
DeepSpeed's ZeRO-3."""

import json
import math
import os
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from safetensors.torch import load_file

from longwriter_training import config, manifest
from longwriter_training.tune.running import whole_checkpoint
from tests.training import checkpoints, rank

CONFIGS = Path(config.__file__).parents[1] / "configs"
WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(500),  # starts of two processes, where other work may keep the processor
]


@dataclass(frozen=True)
class Way:
    """A configuration of accelerate; `part` is what the second process leaves in a checkpoint."""

    name: str
    part: str
    more: tuple[str, ...] = ()


WAYS = (
    Way("fsdp", "pytorch_model_fsdp.bin"),
    # On a CPU the stages compute in float32, and DeepSpeed wants to be told the same.
    Way("zero3", "global_step2/zero_pp_rank_1_mp_rank_00_optim_states.pt",
        ("--mixed_precision", "no")),
)  # fmt: skip


@pytest.fixture(params=WAYS, ids=lambda way: way.name)
def way(request):
    if request.param.name == "zero3":
        pytest.importorskip("deepspeed", reason="it is for Linux")
    return request.param


def said(number):
    draw = random.Random(number)
    return [{"role": "assistant", "content": " ".join(draw.choices(WORDS, k=number))}]


@pytest.fixture
def base(tmp_path, tokenizer_path):
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    return tmp_path / "base"


def words(tmp_path, base, rows, values):
    """The arguments of a stage over these rows."""
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    values = {"base.model": str(base), **values}
    return [f"--set={name}={json.dumps(value)}" for name, value in values.items()]


@pytest.fixture
def sft_words(tmp_path, base):
    """Those of a run of four steps, with a checkpoint after the second."""
    rows = [
        {"messages": [{"role": "user", "content": f"Write {number} words."}, *said(number)]}
        for number in range(4, 24)
    ]
    return words(tmp_path, base, rows, {
        "rows.long": [str(tmp_path / "rows.jsonl")], "rows.max_tokens": 256, "sft.steps": 4,
        "sft.packs": 1, "sft.rate": 1e-3, "sft.save_steps": 2,
    })  # fmt: skip


@pytest.fixture
def dpo_words(tmp_path, base):
    """Those of a run of four steps, the first of them at a rate of 0."""
    rows = [
        {"prompt": [{"role": "user", "content": f"Write {number} words."}],
         "chosen": said(number), "rejected": said(2 * number)}
        for number in range(4, 24)
    ]  # fmt: skip
    return words(tmp_path, base, rows, {
        "dpo.pairs": [str(tmp_path / "rows.jsonl")], "dpo.max_tokens": 256, "dpo.steps": 4,
        "dpo.pairs_a_step": 1, "dpo.rate": 1e-3,
    })  # fmt: skip


def launch(way, stage, folder, arguments, **more):
    """`accelerate launch` as the README has it, but for the number of processes and the script."""
    command = [
        "-m", "accelerate.commands.launch", "--config_file", CONFIGS / f"{way.name}.yaml",
        *way.more, "--num_processes", 2, "--main_process_port", 0,
        rank.__file__, stage, "--run", folder, *arguments,
    ]  # fmt: skip
    environment = os.environ | more | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1",
        # What DeepSpeed compiles: a killed process would leave a lock among the others' there.
        "DS_ACCELERATOR": "cpu", "TORCH_EXTENSIONS_DIR": str(folder.parent / "compiled"),
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])),  # ninja
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True, text=True, timeout=200, env=environment,
    )  # fmt: skip


def test_shared_out_weights_end_as_unbroken_ones_after_a_killed_process(
    tmp_path, way, base, sft_words
):
    place, unbroken = tmp_path / "run" / "sft_trl", tmp_path / "unbroken" / "sft_trl"
    done = launch(way, "sft_trl", place.parent, sft_words, KILLED_BEFORE="4")
    assert done.returncode != 0
    assert not (place / manifest.NAME).exists()

    reached = place / "checkpoints" / "checkpoint-2"
    assert whole_checkpoint(place / "checkpoints") == str(reached), done.stderr
    assert (reached / way.part).is_file()  # it was shared out
    for folder, steps in ((place, 2), (unbroken, 4)):
        done = launch(way, "sft_trl", folder.parent, sft_words)
        assert done.returncode == 0, done.stderr
        assert manifest.require(folder, "sft_trl")["facts"]["steps"] == 4
        assert done.stdout.count("{'loss'") == steps  # the first went on from the checkpoint
    whole, start = load_all(place / "model"), load_all(base)
    wanted = load_all(unbroken / "model")
    assert {name: weight.shape for name, weight in whole.items()} == {
        name: weight.shape for name, weight in start.items()
    }
    assert all(bool((whole[name] == wanted[name]).all()) for name in wanted)
    assert any(bool((whole[name] != start[name]).any()) for name in start)
    early = load_all(reached)
    assert any(bool((early[name] != wanted[name]).any()) for name in wanted)


def test_preferences_are_learnt_by_shared_out_weights(tmp_path, way, base, dpo_words):
    done = launch(way, "dpo_trl", tmp_path / "run", dpo_words)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "run" / "dpo_trl"
    assert manifest.require(folder, "dpo_trl")["facts"]["steps"] == 4
    first, *_, last = map(float, re.findall(r"'loss': '([\d.]+)'", done.stdout))
    assert first == pytest.approx(math.log(2), abs=0.01)  # the model is its own reference yet
    assert last < first
    whole, start = load_all(folder / "model"), load_all(base)
    assert {name: weight.shape for name, weight in whole.items()} == {
        name: weight.shape for name, weight in start.items()
    }
    if way.name == "zero3":  # no process has all weights of model or reference at any time
        assert re.findall(r"weights held: (\d+)", done.stdout) == ["0"] * 4


def load_all(folder):
    return {name: weight for shard in folder.glob("*.safetensors")
            for name, weight in load_file(shard).items()}  # fmt: skip
