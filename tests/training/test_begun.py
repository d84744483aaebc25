# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A fine-tuning run goes on with what it was begun with, and with nothing else."""

import json
import shutil

import pytest

from longwriter_training import dpo_trl, manifest, sft_trl
from tests.training import checkpoints

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")


def turn(role, text):
    return {"role": role, "content": text}


def rows(*subjects):
    asked = [(f"Write of the {one}.", f"the {one} burned slowly") for one in subjects]
    return [{"messages": [turn("user", ask), turn("assistant", told)]} for ask, told in asked]


def pair_rows(*subjects):
    return [
        {"prompt": [turn("user", f"Write of the {one}.")],
         "chosen": [turn("assistant", f"the {one} burned slowly")],
         "rejected": [turn("assistant", f"no {one}")]}
        for one in subjects
    ]  # fmt: skip


def lines(path, values):
    path.write_text("".join(json.dumps(value) + "\n" for value in values))
    return path


@pytest.fixture
def stage(tmp_path, tokenizer_path):
    """Makes a function that runs a stage with settings beside the usual ones; its exit code."""
    checkpoints.llama(tmp_path / "base", tokenizer_path)
    lines(tmp_path / "rows.jsonl", rows("lamp", "oil", "storm", "stair"))
    lines(tmp_path / "pairs.jsonl", pair_rows("lamp", "oil"))

    def run(main, **settings):
        values = {
            "base.model": str(tmp_path / "base"), "rows.long": [str(tmp_path / "rows.jsonl")],
            "rows.max_tokens": 256, "sft.steps": 2, "sft.packs": 1, "sft.rate": 1e-3,
            "sft.gradient_checkpointing": False, "dpo.pairs": [str(tmp_path / "pairs.jsonl")],
            "dpo.steps": 2, "dpo.pairs_a_step": 1, "dpo.lora_rank": 2, "dpo.max_tokens": 200,
        } | {name.replace("__", "."): value for name, value in settings.items()}  # fmt: skip
        chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
        return main(["--run", str(tmp_path / "run"), *chosen])

    return run


def told_of(tmp_path, name):
    return (tmp_path / "run" / name / manifest.NAME).read_bytes()


def test_a_finished_fine_tuning_is_not_told_of_with_what_it_never_saw(tmp_path, stage, capfd):
    assert stage(sft_trl.main) == 0
    before = told_of(tmp_path, "sft_trl")
    other = lines(tmp_path / "other.jsonl", rows("lamp", "oil", "storm", "moon"))
    for change, says in (
        (
            {"sft__rate": 1e-4, "sft__steps": 4},
            "sft.steps = 2 (now 4), sft.rate = 0.001 (now 0.0001)",
        ),
        ({"rows__long": [str(other)]}, "begun with other rows"),
    ):
        assert stage(sft_trl.main, **change) == 1
        told = capfd.readouterr().err.splitlines()[-1]
        assert says in told
        assert "give another --run folder" in told
    shard = max((tmp_path / "base").glob("*.safetensors"))
    shard.write_bytes(shard.read_bytes()[:-4] + b"\0\0\0?")  # one is 0.5 now: trained again
    assert stage(sft_trl.main) == 1
    assert "another base.model" in capfd.readouterr().err
    assert told_of(tmp_path, "sft_trl") == before  # what is finished stays so

    shutil.rmtree(tmp_path / "run" / "sft_trl")
    assert stage(sft_trl.main, sft__steps=1) == 0
    facts = manifest.require(tmp_path / "run" / "sft_trl", "sft_trl")["facts"]
    assert facts["steps"] == 1
    capfd.readouterr()


def test_a_run_that_was_moved_goes_on_and_may_save_at_other_times(tmp_path, stage, capfd):
    assert stage(sft_trl.main) == 0
    for name in ("base", "rows.jsonl"):
        (tmp_path / name).rename(tmp_path / f"moved-{name}")
    moved = {"base__model": str(tmp_path / "moved-base"), "sft__save_steps": 7,
             "rows__long": [str(tmp_path / "moved-rows.jsonl")]}  # fmt: skip
    assert stage(sft_trl.main, **moved) == 0
    capfd.readouterr()


def test_a_run_goes_on_with_as_many_processes_as_it_was_begun_with(
    tmp_path, stage, monkeypatch, capfd
):
    assert stage(sft_trl.main) == 0
    before = told_of(tmp_path, "sft_trl")
    monkeypatch.setenv("WORLD_SIZE", "8")  # as a launcher tells
    assert stage(sft_trl.main) == 1
    assert "begun with sft.processes = 1 (now 8)" in capfd.readouterr().err
    assert told_of(tmp_path, "sft_trl") == before


def test_preference_training_goes_on_with_the_same_pairs_alone(tmp_path, stage, capfd):
    assert stage(dpo_trl.main) == 0
    before = told_of(tmp_path, "dpo_trl")
    other = lines(tmp_path / "other.jsonl", pair_rows("lamp", "moon"))
    assert stage(dpo_trl.main, dpo__pairs=[str(other)], dpo__beta=0.5) == 1
    assert "begun with dpo.beta = 0.1 (now 0.5), other rows" in capfd.readouterr().err
    assert told_of(tmp_path, "dpo_trl") == before
    assert stage(dpo_trl.main, sft__rate=1.0) == 0  # another stage's setting
    capfd.readouterr()


def test_checkpoints_of_which_nothing_tells_the_settings_are_not_gone_on_from(
    tmp_path, stage, capfd
):
    assert stage(sft_trl.main) == 0
    (tmp_path / "run" / "sft_trl" / "begun.json").unlink()
    assert stage(sft_trl.main) == 1
    assert "begun with settings that no begun.json tells" in capfd.readouterr().err
