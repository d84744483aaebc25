# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What can go wrong in a fine-tuning run ends it with a sentence, and nothing half-done counts."""

import json
import os
import random
import subprocess
import sys
import time
from types import SimpleNamespace

import psutil
import pytest

from longwriter_training import manifest, sft_trl
from longwriter_training.problems import Refused
from longwriter_training.tune.running import save, whole_checkpoint
from tests.training import checkpoints
from tests.training.limits import no_file_larger_than

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")
WORDS = ("the", "lamp", "keeper", "burned", "oil", "slowly", "while", "a", "storm", "came")


@pytest.fixture
def data(tmp_path):
    """Twenty short conversations."""
    draw = random.Random(3)
    rows = [
        {"messages": [
            {"role": "user", "content": f"Write {number} words."},
            {"role": "assistant", "content": " ".join(draw.choices(WORDS, k=number))},
        ]}
        for number in range(4, 24)
    ]  # fmt: skip
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def arguments(tmp_path, tokenizer_path, data):
    """Makes the arguments of a run of some steps."""
    checkpoints.llama(tmp_path / "base", tokenizer_path)

    def make(**settings):
        values = {
            "base.model": str(tmp_path / "base"), "rows.long": [str(data)], "rows.max_tokens": 256,
            "sft.steps": 4, "sft.packs": 1, "sft.rate": 1e-3, "sft.save_steps": 2,
            "sft.gradient_checkpointing": False, "sft.warmup": 0.0,
        } | {name.replace("__", "."): value for name, value in settings.items()}  # fmt: skip
        chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
        return ["--run", str(tmp_path / "run"), *chosen]

    return make


def folder(tmp_path):
    return tmp_path / "run" / "sft_trl"


def test_more_held_out_rows_than_there_are_is_refused(arguments, capsys):
    assert sft_trl.main(arguments(rows__held_out=20)) == 1
    assert "leaves none of 20 rows to learn from" in capsys.readouterr().err


def test_a_loss_that_is_no_number_ends_the_run_before_it_is_saved(tmp_path, arguments, capfd):
    assert sft_trl.main(arguments(sft__rate=1e38)) == 1
    last = capfd.readouterr().err.splitlines()[-1]
    assert "the loss is nan at step 2" in last
    assert whole_checkpoint(folder(tmp_path) / "checkpoints") is None
    with pytest.raises(manifest.StageMissing):
        manifest.require(folder(tmp_path), "sft_trl")


@pytest.mark.parametrize("size", [100_000, 700_000], ids=["weights", "optimizer"])
def test_a_full_disk_in_a_checkpoint_is_told_and_a_new_start_goes_on(
    tmp_path, arguments, size, capfd
):
    with no_file_larger_than(size):
        assert sft_trl.main(arguments()) == 1
    last = capfd.readouterr().err.splitlines()[-1]
    assert "make room and start again" in last
    assert whole_checkpoint(folder(tmp_path) / "checkpoints") is None
    assert sft_trl.main(arguments()) == 0
    assert manifest.require(folder(tmp_path), "sft_trl")["facts"]["steps"] == 4
    capfd.readouterr()


@pytest.mark.parametrize("state", [None, "", '{"global_step": 4, "log'])
def test_a_checkpoint_that_was_broken_off_is_passed_over(tmp_path, state):
    for number, text in ((2, '{"global_step": 2}'), (10, state)):
        place = tmp_path / f"checkpoint-{number}"
        place.mkdir()
        if text is not None:
            (place / "trainer_state.json").write_text(text)
    assert whole_checkpoint(tmp_path) == str(tmp_path / "checkpoint-2")


@pytest.mark.parametrize(
    ("config", "says"),
    [
        ({"architectures": ["NobodysModel"], "model_type": "nobodys"}, "nobodys"),
        (None, "holds no model"),
    ],
)
def test_a_base_that_cannot_be_tuned_is_named(tmp_path, arguments, config, says, capfd):
    made = arguments()
    place = tmp_path / "base" / "config.json"
    place.unlink()
    if config is not None:
        place.write_text(json.dumps(config))
    assert sft_trl.main(made) == 1
    assert says in capfd.readouterr().err.splitlines()[-1]


def test_a_base_that_brings_its_own_code_is_not_asked_about_but_refused(
    tmp_path, arguments, monkeypatch, capfd
):
    """As LongWriter-glm4-9b is: with a configuration and a tokenizer that are programs."""
    made = arguments()
    place = tmp_path / "base" / "config.json"
    code = {"AutoConfig": "configuration_chatglm.ChatGLMConfig"}
    told = {"architectures": ["ChatGLMModel"], "model_type": "chatglm", "auto_map": code}
    place.write_text(json.dumps(told))
    (tmp_path / "base" / "configuration_chatglm.py").write_text("raise SystemExit('it was run')\n")
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail(question))
    assert sft_trl.main(made) == 1
    told = capfd.readouterr().err.splitlines()[-1]
    assert "cannot be tuned (export_hf converts LongWriter-glm4-9b" in told
    assert "GlmForCausalLM" in told


def test_a_template_without_markers_ends_the_stage_with_a_sentence(tmp_path, arguments, capfd):
    plain = checkpoints.TEMPLATE.replace("{% generation %}", "").replace("{% endgeneration %}", "")
    (tmp_path / "plain.jinja").write_text(plain)
    assert sft_trl.main(arguments(base__template=str(tmp_path / "plain.jinja"))) == 1
    told = capfd.readouterr().err.splitlines()[-1]
    assert "no {% generation %} markers" in told
    assert "give one with base.template" in told
    assert not (folder(tmp_path) / manifest.NAME).exists()


def test_a_run_that_saved_no_weights_is_not_finished(tmp_path):
    """DeepSpeed writes none where it is not told to gather them, and says so in a warning alone."""
    trainer = SimpleNamespace(
        is_fsdp_enabled=False, save_model=lambda place: None, is_world_process_zero=lambda: True
    )
    with pytest.raises(Refused, match="no weights were written.*zero3_save_16bit_model"):
        save(trainer, tmp_path / "model")


def python(*words):
    """A child that imports what this process does; its output and errors apart."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


def test_nothing_but_what_was_overridden_is_told_on_stderr(arguments):
    words = arguments(sft__steps=1)
    with python("-m", "longwriter_training.sft_trl", *words) as child:
        _, errors = child.communicate(timeout=100)
    assert child.returncode == 0, errors
    assert [line for line in errors.splitlines() if not line.startswith("NOTE --set")] == []


RANK = """
import json, sys
from longwriter_training import sft_trl
sys.exit(sft_trl.main(json.loads(sys.argv[1])))
"""


@pytest.mark.slow
def test_a_killed_rank_ends_the_run_and_a_new_start_goes_on(tmp_path, arguments, capfd):
    (tmp_path / "rank.py").write_text(RANK)
    made = arguments(sft__steps=60)  # far more than it gets to before it is killed
    launcher = ("-m", "torch.distributed.run", "--nproc-per-node=2", "--master-port=0")
    with python(*launcher, "--standalone", tmp_path / "rank.py", json.dumps(made)) as child:
        place = folder(tmp_path) / "checkpoints"
        while whole_checkpoint(place) is None and child.poll() is None:
            time.sleep(0.1)
        [rank] = [
            one for one in psutil.Process(child.pid).children() if one.environ().get("RANK") == "1"
        ]
        rank.kill()
        child.communicate(timeout=100)
    assert child.returncode != 0
    assert not (folder(tmp_path) / manifest.NAME).exists()
    assert whole_checkpoint(place) is not None
    assert sft_trl.main(made) == 1  # one process would take it to be at its end
    assert "begun with sft.processes = 2 (now 1)" in capfd.readouterr().err
    with python(*launcher, "--standalone", tmp_path / "rank.py", json.dumps(made)) as child:
        _, errors = child.communicate(timeout=100)
    assert child.returncode == 0, errors
    assert manifest.require(folder(tmp_path), "sft_trl")["facts"]["steps"] == 60
    capfd.readouterr()
