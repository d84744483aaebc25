# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The stages for models of the Hub, one after another, end in a file that the app writes with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_desktop.domain.ports import GenerateRequest, Message, TextDelta
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_training import config

SCRIPT = Path(config.__file__).parents[1] / "runs" / "smoke.sh"
STAGES = (
    "data_agentwrite", "data_library", "data_books", "base", "sft_trl", "pairs", "dpo_trl",
    "evaluate/before",
    "evaluate/after",
)  # fmt: skip


def smoke(run):
    """Run the script."""
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [str(SCRIPT), str(run)],
        capture_output=True, text=True, timeout=560, env=environment,
    )  # fmt: skip


def asked(seed):
    """A few words."""
    return GenerateRequest((Message("user", "Write about rain."),), 40, seed=seed)


@pytest.mark.slow
@pytest.mark.timeout(590)
def test_the_stages_end_in_a_file_that_the_worker_streams(tmp_path):
    done = smoke(tmp_path / "run")
    assert done.returncode == 0, done.stdout + done.stderr
    for stage in STAGES:
        assert json.loads((tmp_path / "run" / stage / "manifest.json").read_text())["stage"]

    card = (tmp_path / "run" / "smoke.md").read_text(encoding="utf-8")
    assert "### data_books" in card
    assert "### dpo_trl" in card
    engine = WorkerEngine()
    try:
        engine.load_now(tmp_path / "run" / "smoke-Q8_0.gguf")
        events = [event for seed in range(4) for event in engine.generate(asked(seed))]
    finally:
        engine.close()
    assert any(isinstance(event, TextDelta) for event in events)  # one may end at once: noise

    again = smoke(tmp_path / "run")
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("finished already") == len(STAGES) + 2
