# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one command, from books to a file that streams text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_training import config, model_card
from tests.training.library import write_tokens

SCRIPT = Path(config.__file__).parents[1] / "runs" / "starter.sh"
FOLDERS = ("tokenizer", "pretrain", "sft_data", "sft", "before", "hub", "pairs", "dpo_trl", "gguf",
           "evaluation_before", "evaluation", "card")  # fmt: skip


def starter(*words):
    """Run the script in its smoke form."""
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [SCRIPT, "--smoke", *words],
        capture_output=True, text=True, timeout=230, env=environment,
    )  # fmt: skip


def metadata(path):
    """What a GGUF file says of itself, without its weights."""
    from gguf import GGUFReader

    return {name: field.contents() for name, field in GGUFReader(path).fields.items()}


@pytest.mark.slow
def test_the_smoke_run_makes_a_model_that_streams(corpus, tmp_path):
    from llama_cpp import Llama

    run, output = tmp_path / "run", tmp_path / "out" / "smoke.gguf"
    words = ("--corpus", corpus, "--run", run, "--output", output)
    done = starter(*words)
    assert done.returncode == 0, done.stdout + done.stderr
    told = {name: json.loads((run / name / "manifest.json").read_text()) for name in FOLDERS}
    assert told["gguf"]["facts"]["from"] == "dpo_trl"
    before, after = (told[name]["facts"] for name in ("evaluation_before", "evaluation"))
    assert before["held_out_loss"] != after["held_out_loss"]
    assert before["lengths"]["all"]["samples"] == after["lengths"]["all"]["samples"] == 2
    assert metadata(output) == metadata(run / "before" / "model-Q8_0.gguf")

    model = Llama(str(output), n_ctx=0, n_threads=1, verbose=False)
    stream = model.create_chat_completion(
        [{"role": "user", "content": "Write section 1."}], max_tokens=12, stream=True, seed=1
    )
    pieces = [part["choices"][0]["delta"].get("content", "") for part in stream]
    model.close()
    assert len([piece for piece in pieces if piece]) >= 3
    card = output.with_suffix(".md").read_text(encoding="utf-8")
    assert "| all |" in card
    assert "| all, before preferences |" in card
    assert "begun with" not in card

    pretrain = told["pretrain"]
    pretrain["facts"] |= {"start": "old.gguf", "start_loss": 4.5}
    (run / "pretrain" / "manifest.json").write_text(json.dumps(pretrain))
    card = model_card.card(run, "new.gguf", "a machine")
    assert "begun with the weights of an earlier `old.gguf`\n(held-out loss 4.500)" in card
    assert "starter.sh --corpus BOOKS --run RUN --start EARLIER.gguf --output" in card

    again = starter(*words)
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("finished already") == len(FOLDERS)


def test_the_weights_to_begin_with_are_handed_to_pretraining(tokenizer_path, tmp_path):
    folder = tmp_path / "run" / "tokenizer"
    write_tokens(folder, tokenizer_path)
    start = tmp_path / "old.gguf"
    start.write_text("no model")
    done = starter("--corpus", tmp_path, "--run", tmp_path / "run", "--start", start)
    assert done.returncode == 1
    assert f"pretrain: {start} is no whole GGUF file" in done.stderr
    assert not (tmp_path / "run" / "sft_data").exists()
