# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Preference training of the starter: one command from its run folder, measured twice."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from longwriter_desktop.domain.ports import Message
from longwriter_training import config, manifest, sft_data
from tests.training.library import TINY

SCRIPT = Path(config.__file__).parents[1] / "runs" / "starter_dpo.sh"
QUESTION = "Write section 1 of 1\nMain Point: {}\nWord Count: 20 words"
FOLDERS = ("hub", "pairs", "dpo_trl", "evaluation_before", "evaluation_after")


@pytest.fixture
def starter_run(sharp_model, tokenizer_path, shelf, tmp_path):
    """What starter.sh leaves of a random model, as far as it is needed here."""
    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    paragraphs = [p for book in shelf[:2] for c in book.chapters for p in c.paragraphs][:12]
    samples = [
        sft_data.encode(tokenizer, [Message("user", QUESTION.format(n)), Message("assistant", p)])
        for n, p in enumerate(paragraphs)
    ]
    folders = {name: tmp_path / name for name in ("tokenizer", "sft", "sft_data")}
    for folder in folders.values():
        folder.mkdir()
    (folders["tokenizer"] / "tokenizer.json").write_bytes(tokenizer_path.read_bytes())
    torch.save({"model": sharp_model.state_dict()}, folders["sft"] / "checkpoint.pt")
    for name in ("train", "held_out"):
        sft_data.save(folders["sft_data"] / f"{name}.npz", samples)
    probe = {"target": 20, "prompt": QUESTION.format("rain")}
    (folders["sft_data"] / "probes.jsonl").write_text(json.dumps(probe) + "\n")
    manifest.finish(folders["sft"], "sft", {"model": asdict(replace(TINY, context=1024))}, {})
    manifest.finish(folders["sft_data"], "sft_data", {}, {})
    return tmp_path


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_the_smoke_run_measures_before_and_after(starter_run):
    command = [str(SCRIPT), "--smoke", "--run", str(starter_run)]
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    options = {"capture_output": True, "text": True, "timeout": 230, "env": environment}
    done = subprocess.run(command, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    facts = {
        name: json.loads((starter_run / name / "manifest.json").read_text())["facts"]
        for name in FOLDERS
    }
    assert facts["pairs"]["pairs"] > 0
    before, after = (facts[f"evaluation_{name}"] for name in ("before", "after"))
    assert before["held_out_loss"] != after["held_out_loss"]
    assert before["all"]["samples"] == after["all"]["samples"] == 1

    again = subprocess.run(command, **options)
    assert again.stdout.count("finished already") == len(FOLDERS) + 2
