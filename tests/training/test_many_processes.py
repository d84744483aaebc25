# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The command for several GPUs, with two processes on the CPU: weights shared out by FSDP."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from safetensors.torch import load_file

from longwriter_training import config, manifest
from longwriter_training.tune.running import whole_checkpoint
from tests.training import checkpoints, fsdp_rank

FSDP = Path(config.__file__).parents[1] / "configs" / "fsdp.yaml"
WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")


@pytest.fixture
def words(tmp_path, tokenizer_path):
    """Makes the arguments of a run of some steps."""
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    draw = random.Random(3)
    rows = [
        {"messages": [
            {"role": "user", "content": f"Write {number} words."},
            {"role": "assistant", "content": " ".join(draw.choices(WORDS, k=number))},
        ]}
        for number in range(4, 24)
    ]  # fmt: skip
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))

    def make(steps):
        values = {
            "base.model": str(tmp_path / "base"), "rows.long": [str(tmp_path / "rows.jsonl")],
            "rows.max_tokens": 256, "sft.steps": steps, "sft.packs": 1, "sft.rate": 1e-3,
            "sft.save_steps": 2,
        }  # fmt: skip
        chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
        return ["--run", str(tmp_path / "run"), *chosen]

    return make


def launch(words):
    """`accelerate launch` as the README has it, but for the number of processes and the script."""
    command = ["-m", "accelerate.commands.launch", "--config_file", FSDP, "--num_processes", 2,
               "--main_process_port", 0, fsdp_rank.__file__, *words]  # fmt: skip
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, *map(str, command)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(400)  # three starts of two processes, where other work may keep the processor
def test_shared_out_weights_become_one_model_after_a_killed_process_too(tmp_path, words):
    place = tmp_path / "run" / "sft_trl"
    with launch(words(100_000)) as child:
        while whole_checkpoint(place / "checkpoints") is None and child.poll() is None:
            time.sleep(0.1)
        [rank] = [one for one in psutil.Process(child.pid).children()
                  if one.environ().get("RANK") == "1"]  # fmt: skip
        rank.kill()
        child.communicate(timeout=100)
    assert child.returncode != 0
    assert not (place / manifest.NAME).exists()

    reached = Path(str(whole_checkpoint(place / "checkpoints")))
    assert (reached / "pytorch_model_fsdp.bin").is_file()  # it was shared out
    steps = int(reached.name.removeprefix("checkpoint-")) + 2
    with launch(words(steps)) as child:
        told, errors = child.communicate(timeout=200)
    assert child.returncode == 0, errors
    assert manifest.require(place, "sft_trl")["facts"]["steps"] == steps
    assert told.count("{'loss'") == 2  # it went on from the checkpoint
    whole = load_file(place / "model" / "model.safetensors")
    last = load_file(place / "checkpoints" / f"checkpoint-{steps}" / "model.safetensors")
    start = load_all(tmp_path / "base")
    assert {name: weight.shape for name, weight in whole.items()} == {
        name: weight.shape for name, weight in start.items()
    }
    assert all(bool((whole[name] == last[name]).all()) for name in last)
    assert any(bool((whole[name] != start[name]).any()) for name in start)


def load_all(folder):
    return {name: weight for shard in folder.glob("*.safetensors")
            for name, weight in load_file(shard).items()}  # fmt: skip
