# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A preference run that was broken off ends as an unbroken one; what went wrong is never saved."""

import json
import random
import signal

import pytest
import torch
from safetensors.torch import load_file

from longwriter_training import dpo_trl, manifest
from longwriter_training.tune.running import whole_checkpoint
from tests.training import checkpoints
from tests.training.limits import no_file_larger_than
from tests.training.test_tuning_faults import WORDS, python

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")


def turn(role, text):
    return {"role": role, "content": text}


@pytest.fixture
def pairs(tmp_path):
    """Nine pairs, more than a run has steps, so that their order counts."""
    draw = random.Random(3)
    rows = [
        {"prompt": [turn("user", f"Write {number} words.")],
         "chosen": [turn("assistant", " ".join(draw.choices(WORDS, k=number)))],
         "rejected": [turn("assistant", " ".join(draw.choices(WORDS, k=2 * number)))]}
        for number in range(4, 13)
    ]  # fmt: skip
    path = tmp_path / "pairs.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    return path


@pytest.fixture
def arguments(tmp_path, tokenizer_path, pairs):
    """Makes the arguments of a run of some steps in a folder of its own."""
    checkpoints.llama(tmp_path / "base", tokenizer_path)

    def make(run="run", **settings):
        values = {
            "base.model": str(tmp_path / "base"), "dpo.pairs": [str(pairs)], "dpo.steps": 6,
            "dpo.pairs_a_step": 1, "dpo.rate": 1e-3, "dpo.save_steps": 2, "dpo.max_tokens": 200,
            "dpo.gradient_checkpointing": False, "dpo.warmup": 0.0,
        } | {f"dpo.{name}": value for name, value in settings.items()}  # fmt: skip
        chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
        return ["--run", str(tmp_path / run), *chosen]

    return make


def folder(tmp_path, run="run"):
    return tmp_path / run / "dpo_trl"


def weights_of(place):
    """The weights in a folder, or the adapter."""
    return {
        name: one for path in place.glob("*.safetensors") for name, one in load_file(path).items()
    }


def is_same(ours, theirs):
    assert ours.keys() == theirs.keys()
    return all(torch.equal(ours[name], theirs[name]) for name in theirs)


@pytest.fixture
def fault(monkeypatch):
    """Has something happen to a trainer when this many steps are done."""
    from transformers import TrainerCallback

    class Happens(TrainerCallback):
        def __init__(self, step, what):
            self.step, self.what = step, what

        def on_step_begin(self, args, state, control, model=None, **_):
            if state.global_step == self.step:
                self.what(model)

    def set_up(step, what):
        make = dpo_trl.make_trainer

        def made(*given):
            trainer = make(*given)
            trainer.add_callback(Happens(step, what))
            return trainer

        return monkeypatch.setattr(dpo_trl, "make_trainer", made)

    return set_up


def interrupt(_model):
    raise KeyboardInterrupt


def spoil_the_slope(model):
    next(model.parameters()).register_hook(lambda slope: slope * float("nan"))


@pytest.mark.parametrize(
    "settings",
    [{}, {"lora_rank": 4}, {"loss": "simpo"}],
    ids=["whole weights", "adapter", "without a reference"],
)
def test_a_run_that_was_broken_off_ends_with_the_weights_of_an_unbroken_one(
    tmp_path, arguments, settings, fault, monkeypatch, capfd
):
    assert dpo_trl.main(arguments("whole", **settings)) == 0
    fault(3, interrupt)
    assert dpo_trl.main(arguments("broken", **settings)) == 130
    monkeypatch.undo()
    fault(0, interrupt)  # of a start from nothing
    broken = folder(tmp_path, "broken")
    assert whole_checkpoint(broken / "checkpoints") == str(broken / "checkpoints" / "checkpoint-2")
    assert not (broken / manifest.NAME).exists()
    assert dpo_trl.main(arguments("broken", **settings)) == 0
    ours, theirs = weights_of(broken / "model"), weights_of(folder(tmp_path, "whole") / "model")
    assert is_same(ours, theirs)
    assert not is_same(ours, weights_of(broken / "checkpoints" / "checkpoint-4"))  # it did move
    facts = [
        manifest.require(folder(tmp_path, run), "dpo_trl")["facts"] for run in ("whole", "broken")
    ]
    assert facts[0] == facts[1]
    capfd.readouterr()


KILLED = """
import json, os, signal, sys, torch
torch.set_num_threads(int(sys.argv[2]))  # as the run that it is compared with: sums are rounded
from longwriter_training import dpo_trl
from transformers import Trainer
usual = Trainer._save_optimizer_and_scheduler
def save(self, place):
    if self.state.global_step == 4:
        os.kill(os.getpid(), signal.SIGKILL)
    usual(self, place)
Trainer._save_optimizer_and_scheduler = save
sys.exit(dpo_trl.main(json.loads(sys.argv[1])))
"""


def test_a_run_that_was_killed_in_a_checkpoint_goes_on_from_the_one_before(
    tmp_path, arguments, capfd
):
    made = arguments("killed")
    with python("-c", KILLED, json.dumps(made), torch.get_num_threads()) as child:
        _, errors = child.communicate(timeout=200)
    assert child.returncode == -signal.SIGKILL, errors
    killed = folder(tmp_path, "killed")
    assert (killed / "checkpoints" / "checkpoint-4").is_dir()  # its weights, and no more
    assert whole_checkpoint(killed / "checkpoints") == str(killed / "checkpoints" / "checkpoint-2")
    with pytest.raises(manifest.StageMissing):
        manifest.require(killed, "dpo_trl")
    assert dpo_trl.main(made) == 0
    assert dpo_trl.main(arguments("whole")) == 0
    ours, theirs = weights_of(killed / "model"), weights_of(folder(tmp_path, "whole") / "model")
    assert is_same(ours, theirs)
    capfd.readouterr()


def test_a_loss_that_is_no_number_ends_the_run_before_it_is_saved(tmp_path, arguments, capfd):
    assert dpo_trl.main(arguments(rate=1e38)) == 1
    assert "the loss is nan at step 2" in capfd.readouterr().err.splitlines()[-1]
    assert [one.name for one in folder(tmp_path).rglob("*.safetensors")] == []
    with pytest.raises(manifest.StageMissing):
        manifest.require(folder(tmp_path), "dpo_trl")


def test_weights_that_a_slope_has_spoilt_are_not_saved_before_the_loss_tells_of_them(
    tmp_path, arguments, fault, capfd
):
    fault(1, spoil_the_slope)  # the checkpoint of step 2 would hold them
    assert dpo_trl.main(arguments()) == 1
    told = capfd.readouterr().err.splitlines()[-1]
    assert "its slope nan at step 2" in told
    assert [one.name for one in folder(tmp_path).rglob("*.safetensors")] == []


@pytest.mark.parametrize("size", [100_000, 700_000], ids=["weights", "optimizer"])
def test_a_full_disk_in_a_checkpoint_is_told_and_a_new_start_goes_on(
    tmp_path, arguments, size, capfd
):
    with no_file_larger_than(size):
        assert dpo_trl.main(arguments()) == 1
    last = capfd.readouterr().err.splitlines()[-1]
    assert "make room and start again" in last
    assert whole_checkpoint(folder(tmp_path) / "checkpoints") is None
    assert dpo_trl.main(arguments()) == 0
    assert manifest.require(folder(tmp_path), "dpo_trl")["facts"]["steps"] == 6
    capfd.readouterr()


def changed(path, **values):
    """A tokenizer's configuration, changed; None takes a value out."""
    told = json.loads(path.read_text()) | values
    path.write_text(json.dumps({key: value for key, value in told.items() if value is not None}))


def test_a_base_without_a_chat_template_is_refused_with_a_way_out(tmp_path, arguments, capfd):
    made = arguments(steps=1)
    changed(tmp_path / "base" / "tokenizer_config.json", chat_template=None)
    assert dpo_trl.main(made) == 1
    assert "no chat template" in capfd.readouterr().err
    (tmp_path / "chat.jinja").write_text(checkpoints.TEMPLATE)
    assert (
        dpo_trl.main([*made, f"--set=base.template={json.dumps(str(tmp_path / 'chat.jinja'))}"])
        == 0
    )
    capfd.readouterr()


def test_without_a_token_to_pad_with_the_end_of_a_text_is_taken(tmp_path, arguments, capfd):
    made = arguments(steps=1, loss="simpo")
    changed(tmp_path / "base" / "tokenizer_config.json", pad_token=None)
    assert dpo_trl.main(made) == 0, capfd.readouterr().err
    capfd.readouterr()
