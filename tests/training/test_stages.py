# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stages explain themselves quickly, and refuse what an earlier stage did not finish."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from longwriter_training import (
    config,
    dpo_trl,
    export_hf,
    manifest,
    pairs,
    pretrain,
    sft,
    sft_trl,
)
from longwriter_training.problems import Refused
from longwriter_training.tune.config import TuneConfig

STAGES = (
    "tokenizer", "pretrain", "sft_data", "sft", "export_gguf", "evaluate_starter", "model_card",
    "data_agentwrite", "data_books", "data_library", "sft_trl", "pairs", "dpo_trl", "export_hf",
    "merge_lora", "evaluate", "starter_hub", "tiny_base", "law_data", "law_arm", "law_report",
    "countdown",
)  # fmt: skip
TRAINING = Path(config.__file__).parents[1]
ASK_FOR_HELP = """
import importlib, sys
for name in {stages!r}:
    try:
        importlib.import_module("longwriter_training." + name).main(["--help"])
    except SystemExit as end:
        assert not end.code, name
heavy = {{"torch", "numpy", "tokenizers", "llama_cpp", "gguf", "transformers"}} & set(sys.modules)
assert not heavy, heavy
"""


def test_help_of_every_stage_loads_no_heavy_library():
    code = f"import sys; sys.path.insert(0, {str(TRAINING)!r})" + ASK_FOR_HELP.format(stages=STAGES)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("show this help message") == len(STAGES)


def test_a_folder_without_manifest_does_not_exist(tmp_path, capsys):
    (tmp_path / "tokenizer").mkdir()
    (tmp_path / "tokenizer" / "tokenizer.json").write_text("{}")
    assert pretrain.main(["--run", str(tmp_path)]) == 1
    assert "longwriter_training.tokenizer first" in capsys.readouterr().err


def test_another_stages_manifest_does_not_help(tmp_path, capsys):
    manifest.finish(tmp_path / "pretrain", "tokenizer", {}, {})
    assert sft.main(["--run", str(tmp_path)]) == 1
    assert "no finished 'pretrain' stage" in capsys.readouterr().err


def test_a_stage_that_begins_anew_is_unfinished_until_its_end(tmp_path):
    manifest.finish(tmp_path, "sft", {}, {"steps": 3})
    assert manifest.require(tmp_path, "sft")["facts"] == {"steps": 3}
    manifest.begin(tmp_path)
    with pytest.raises(manifest.StageMissing):
        manifest.require(tmp_path, "sft")


def unfinished(tmp_path):
    """What each stage left that was killed before its manifest, by its folder."""
    left = {"sft_trl": "model", "base": "", "pairs": "pairs.jsonl", "data_books": "rows.jsonl"}
    for stage, name in left.items():
        (manifest.begin(tmp_path / "run" / stage) / name).touch()
    return {stage: tmp_path / "run" / stage / name for stage, name in left.items()}


@pytest.mark.parametrize(
    ("main", "words", "stage"),
    [
        (sft_trl.main, ["--set=base.model='{base}'", "--set=rows.long=['a.jsonl']"], "base"),
        (sft_trl.main, ["--set=base.model='b'", "--set=rows.long=['{data_books}']"], "data_books"),
        (dpo_trl.main, ["--set=base.model='{sft_trl}'", "--set=dpo.pairs=['a']"], "sft_trl"),
        (dpo_trl.main, ["--set=base.model='b'", "--set=dpo.pairs=['{pairs}']"], "pairs"),
        (pairs.main, ["--tasks", "{data_books}"], "data_books"),
        (export_hf.main, ["--source", "{sft_trl}", "--output", "{run}/a.gguf"], "sft_trl"),
        (export_hf.main,
         ["--source", "{run}", "--adapter", "{sft_trl}", "--output", "{run}/a.gguf"], "sft_trl"),
    ],
)  # fmt: skip
def test_what_an_unfinished_stage_left_is_refused_by_its_path(tmp_path, main, words, stage, capsys):
    places = unfinished(tmp_path) | {"run": tmp_path / "run"}
    given = ["--run", str(tmp_path / "another"), *(word.format(**places) for word in words)]
    assert main(given) == 1
    assert f"not finished: run {stage} to its end first" in capsys.readouterr().err
    assert not (tmp_path / "another").exists()


def test_a_finished_stage_and_a_chosen_checkpoint_are_let_through(tmp_path):
    folder = manifest.begin(tmp_path / "sft_trl")
    manifest.refuse_unfinished(folder / "checkpoints" / "checkpoint-2", "owner/name", None, "")
    with pytest.raises(Refused, match="run sft_trl to its end"):
        manifest.refuse_unfinished(folder / "model")
    manifest.finish(folder, "sft_trl", {}, {})
    manifest.refuse_unfinished(folder / "model")


@pytest.mark.parametrize("name", ["starter_smoke", "starter_cpu", "starter_gpu"])
def test_every_config_file_is_understood(name):
    loaded = config.load(TRAINING / "configs" / f"{name}.toml")
    assert loaded.model.vocab_size == loaded.tokenizer.vocab_size
    assert loaded.sft_data.context == loaded.model.context
    assert loaded.model.dim % loaded.model.heads == 0


def test_every_other_config_file_is_understood_by_its_stages():
    paths = [path for path in (TRAINING / "configs").glob("*.toml") if "model" not in read(path)]
    assert {path.stem for path in paths} == {"starter_dpo", "longwriter_8b"}
    for path in paths:
        config.read(TuneConfig, path)
    words = ["--config", str(TRAINING / "configs" / "longwriter_8b.toml")]
    options = export_hf.options_of([*words, "--source", "a", "--output", "b"])
    assert (options.type, options.quantise) == ("bf16", ["Q4_K_M", "Q8_0"])
    assert options.licence == "llama3.1"


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_an_override_is_applied_and_announced(capsys):
    path = TRAINING / "configs" / "starter_smoke.toml"
    assert config.load(path, ["pretrain.steps=3"]).pretrain.steps == 3
    assert "NOTE --set pretrain.steps=3 overrides 20" in capsys.readouterr().err


def test_a_value_outside_of_a_section_is_told(tmp_path, capsys):
    (tmp_path / "a.toml").write_text("steps = 3\n")
    assert pretrain.main(["--run", str(tmp_path), "--config", str(tmp_path / "a.toml")]) == 1
    assert "'steps' stands in no section" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("override", "complaint"),
    [
        ("pretrain.speed=3", "has no 'speed'"),
        ("nothing.steps=3", "no section"),
        ("steps=3", "write it as section.key=value"),
        ("export.name=Some Name", "is not a TOML value"),
    ],
)
def test_a_wrong_override_says_what_is_wrong(override, complaint):
    with pytest.raises(config.ConfigError, match=complaint):
        config.load(None, [override])
