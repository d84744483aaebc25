# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The one command, from books to a file that streams text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_training import config

SCRIPT = Path(config.__file__).parents[1] / "runs" / "starter.sh"
FOLDERS = ("tokenizer", "pretrain", "sft_data", "sft", "gguf", "evaluation", "card")


def starter(corpus, run, output):
    """Run the script in its smoke form."""
    command = [str(SCRIPT), "--smoke", "--corpus", str(corpus), "--run", str(run)]
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [*command, "--output", str(output)],
        capture_output=True, text=True, timeout=230, env=environment,
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_the_smoke_run_makes_a_model_that_streams(corpus, tmp_path):
    from llama_cpp import Llama

    output = tmp_path / "out" / "smoke.gguf"
    done = starter(corpus, tmp_path / "run", output)
    assert done.returncode == 0, done.stdout + done.stderr
    for folder in FOLDERS:
        assert json.loads((tmp_path / "run" / folder / "manifest.json").read_text())["stage"]

    model = Llama(str(output), n_ctx=0, n_threads=1, verbose=False)
    stream = model.create_chat_completion(
        [{"role": "user", "content": "Write section 1."}], max_tokens=12, stream=True, seed=1
    )
    pieces = [part["choices"][0]["delta"].get("content", "") for part in stream]
    model.close()
    assert len([piece for piece in pieces if piece]) >= 3
    card = output.with_suffix(".md").read_text(encoding="utf-8")
    assert "| all |" in card

    again = starter(corpus, tmp_path / "run", output)
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("finished already") == len(FOLDERS)
