# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The command for several GPUs, with two processes on the CPU: weights shared out by FSDP."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from longwriter_training import config, manifest
from longwriter_training.tune.running import whole_checkpoint
from tests.training import checkpoints, fsdp_rank

FSDP = Path(config.__file__).parents[1] / "configs" / "fsdp.yaml"
WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")


@pytest.fixture
def words(tmp_path, tokenizer_path):
    """The arguments of a run of four steps, with a checkpoint after the second."""
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

    values = {
        "base.model": str(tmp_path / "base"), "rows.long": [str(tmp_path / "rows.jsonl")],
        "rows.max_tokens": 256, "sft.steps": 4, "sft.packs": 1, "sft.rate": 1e-3,
        "sft.save_steps": 2,
    }  # fmt: skip
    return [f"--set={name}={json.dumps(value)}" for name, value in values.items()]


def launch(folder, words, **more):
    """`accelerate launch` as the README has it, but for the number of processes and the script."""
    command = ["-m", "accelerate.commands.launch", "--config_file", FSDP, "--num_processes", 2,
               "--main_process_port", 0, fsdp_rank.__file__, "--run", folder, *words]  # fmt: skip
    environment = os.environ | more | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, *map(str, command)],
        capture_output=True, text=True, timeout=200, env=environment,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(500)  # three starts of two processes, where other work may keep the processor
def test_shared_out_weights_end_as_unbroken_ones_after_a_killed_process(tmp_path, words):
    place, unbroken = tmp_path / "run" / "sft_trl", tmp_path / "unbroken" / "sft_trl"
    done = launch(place.parent, words, KILLED_BEFORE="4")
    assert done.returncode != 0
    assert not (place / manifest.NAME).exists()

    reached = place / "checkpoints" / "checkpoint-2"
    assert whole_checkpoint(place / "checkpoints") == str(reached), done.stderr
    assert (reached / "pytorch_model_fsdp.bin").is_file()  # it was shared out
    for folder, steps in ((place, 2), (unbroken, 4)):
        done = launch(folder.parent, words)
        assert done.returncode == 0, done.stderr
        assert manifest.require(folder, "sft_trl")["facts"]["steps"] == 4
        assert done.stdout.count("{'loss'") == steps  # the first went on from the checkpoint
    whole, start = load_all(place / "model"), load_all(tmp_path / "base")
    wanted = load_all(unbroken / "model")
    assert {name: weight.shape for name, weight in whole.items()} == {
        name: weight.shape for name, weight in start.items()
    }
    assert all(bool((whole[name] == wanted[name]).all()) for name in wanted)
    assert any(bool((whole[name] != start[name]).any()) for name in start)
    early = load_all(reached)
    assert any(bool((early[name] != wanted[name]).any()) for name in wanted)


def load_all(folder):
    return {name: weight for shard in folder.glob("*.safetensors")
            for name, weight in load_file(shard).items()}  # fmt: skip
