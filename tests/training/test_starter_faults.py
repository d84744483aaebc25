# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is in the way of a stage of the starter's run is one sentence; nothing half-done counts."""

import dataclasses
import importlib
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from longwriter_training import (
    config,
    evaluate_starter,
    export_gguf,
    law_report,
    loop,
    manifest,
    pretrain,
    sft_data,
    tokenizer,
)
from longwriter_training.model import Llama
from tests.training.library import TINY, write_tokens
from tests.training.limits import no_file_larger_than

CONFIG = Path(config.__file__).parents[1] / "configs" / "starter_smoke.toml"
STARTER = ("tokenizer", "pretrain", "sft_data", "sft", "export_gguf", "evaluate_starter",
           "model_card", "starter_hub", "law_data", "law_arm", "law_report")  # fmt: skip
QUICK = ("pretrain.steps=2", "pretrain.checkpoint_seconds=0.0", "pretrain.eval_rows=2")


@pytest.fixture
def run(tmp_path, tokenizer_path):
    """A run with a finished tokenizer, its token files drawn at random."""
    write_tokens(tmp_path / "run" / "tokenizer", tokenizer_path)
    return tmp_path / "run"


@pytest.fixture
def refusal(run, capsys):
    """Runs a stage that must not go through; returns its one line on stderr."""

    def refused(stage, *words, settings=()):
        chosen = [f"--set={one}" for one in settings]
        arguments = ["--run", str(run), "--config", str(CONFIG), *chosen, *map(str, words)]
        capsys.readouterr()
        assert stage.main(arguments) == 1
        told = capsys.readouterr().err.splitlines()
        [line] = [one for one in told if not one.startswith("NOTE --set")]
        name = stage.__name__.rpartition(".")[2]
        assert line.startswith(f"{name}: ")
        return line

    return refused


def trained(run, *settings, words=()):
    """Pretrain for some steps."""
    chosen = [f"--set={one}" for one in (*QUICK, *settings)]
    return pretrain.main(["--run", str(run), "--config", str(CONFIG), *chosen, *map(str, words)])


def is_finished(run, stage):
    return (run / stage / manifest.NAME).exists()


@pytest.mark.parametrize("name", STARTER)
def test_every_stage_asks_for_the_one_before_it_in_one_line(tmp_path, name, capsys):
    more = {"tokenizer": ["--corpus", "none"], "law_arm": ["--cap", "100"]}
    corpus = ["--corpus", "none"] if name in ("sft_data", "law_data") else []
    stage = importlib.import_module(f"longwriter_training.{name}")
    assert stage.main(["--run", str(tmp_path), *more.get(name, corpus)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "is missing" in line or "no *.jsonl" in line


@pytest.mark.parametrize("stage", [tokenizer, sft_data], ids=["tokenizer", "sft_data"])
def test_a_folder_of_books_that_is_not_there_is_named(refusal, tmp_path, stage):
    assert str(tmp_path / "none") in refusal(stage, "--corpus", tmp_path / "none")


def test_a_folder_in_the_place_of_a_file_of_books_is_named(refusal, tmp_path):
    (tmp_path / "books.jsonl").mkdir()
    told = refusal(tokenizer, "--corpus", tmp_path)
    assert f"{tmp_path / 'books.jsonl'}: it is a folder" in told


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jsonl", b'{"title": "A"}\n', "a.jsonl, line 1: the book has no 'year'"),
        ("a.jsonl", b"\n{", "a.jsonl, line 2: it is no book"),
        ("a.jsonl.xz", b"\xfd7zXZ\x00\x00\x04cut off", "a.jsonl.xz, line 1: the file is damaged"),
    ],
)
def test_a_line_that_is_no_book_is_named(refusal, tmp_path, name, data, says):
    (tmp_path / name).write_bytes(data)
    assert says in refusal(tokenizer, "--corpus", tmp_path)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (["books.held_out=10"], "10 books were first published in 1820 to 1929"),
        (["books.min_year=1900"], "0 books were first published in 1900 to 1929"),
        (["tokenizer.vocab_size=60000"], "set tokenizer.vocab_size and model.vocab_size to fewer"),
        (["books.years=3"], "[books] has no 'years'"),
    ],
)
def test_books_that_are_too_few_are_told_with_their_number(refusal, corpus, settings, says):
    assert says in refusal(tokenizer, "--corpus", corpus, settings=settings)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (["model.vocab_size=2048"], "model.vocab_size is 2048, the tokenizer of this run has 1024"),
        (["model.heads=3"], "model.dim 64 has to be a multiple"),
        (["pretrain.steps=0"], "either minutes or steps"),
        (["pretrain.minutes=-1.0", "pretrain.steps=0"], "either minutes or steps"),
        (["pretrain.seq_len=4000"], "shorter than one row of 4000 tokens"),
        (["pretrain.steps='many'"], "pretrain.steps is 'many'"),
    ],
)
def test_numbers_that_do_not_go_together_are_told(refusal, run, settings, says):
    assert says in refusal(pretrain, settings=settings)
    assert not is_finished(run, "pretrain")


def test_a_configuration_that_is_not_there_is_named(run, capsys):
    assert pretrain.main(["--run", str(run), "--config", "none.toml"]) == 1
    assert "none.toml: it is not there" in capsys.readouterr().err


@pytest.mark.parametrize("device", ["cuda:7", "gpu"])
def test_a_device_that_is_not_there_is_told(refusal, device):
    assert f"--device {device} cannot be used here" in refusal(pretrain, "--device", device)


def test_a_loss_that_is_no_number_ends_the_run_with_the_checkpoint_from_before(
    run, refusal, capsys
):
    assert trained(run) == 0
    place = run / "pretrain" / loop.CHECKPOINT
    before = place.read_bytes()
    told = refusal(pretrain, settings=(*QUICK, "pretrain.steps=9", "pretrain.adam_lr=1e30"))
    assert "its slope nan at step" in told
    assert "a smaller rate" in told
    assert not is_finished(run, "pretrain")
    state = loop.read_checkpoint(place)
    assert all(bool(weight.isfinite().all()) for weight in state["model"].values())
    assert before != place.read_bytes()  # one step was taken and kept


def test_a_full_disk_in_a_checkpoint_is_told_and_a_new_start_goes_on(run, refusal, capsys):
    with no_file_larger_than(200_000):
        told = refusal(pretrain, settings=QUICK)
    assert str(run / "pretrain" / loop.CHECKPOINT) in told
    assert [one.name for one in (run / "pretrain").iterdir()] == ["unfinished"]
    assert trained(run) == 0
    assert is_finished(run, "pretrain")
    capsys.readouterr()


def test_a_full_disk_leaves_the_checkpoint_that_was_there(run, refusal, capsys):
    assert trained(run) == 0
    before = (run / "pretrain" / loop.CHECKPOINT).read_bytes()
    with no_file_larger_than(200_000):
        refusal(pretrain, settings=(*QUICK, "pretrain.steps=4"))
    assert (run / "pretrain" / loop.CHECKPOINT).read_bytes() == before
    assert not is_finished(run, "pretrain")


def test_a_full_disk_in_a_token_file_is_told(run, corpus, refusal):
    with no_file_larger_than(60_000):
        told = refusal(tokenizer, "--corpus", corpus)
    assert str(run / "tokenizer") in told
    assert not is_finished(run, "tokenizer")
    assert not list((run / "tokenizer").glob("*.part"))


def test_a_full_disk_in_a_model_file_is_told(run, refusal):
    assert trained(run) == 0
    with no_file_larger_than(100_000):
        told = refusal(export_gguf, "--stage", "pretrain")
    assert str(run / "gguf" / "model-f16.gguf") in told
    assert [one.name for one in (run / "gguf").iterdir()] == ["unfinished"]


def test_a_full_disk_in_a_quantised_file_is_told(tiny_gguf, tmp_path, capfd):
    target = tmp_path / "small.gguf"
    with (
        no_file_larger_than(100_000),
        pytest.raises(export_gguf.QuantisationFailed, match=f"could not write {target}"),
    ):
        export_gguf.quantise(tiny_gguf, target, "Q8_0")
    assert list(tmp_path.iterdir()) == []
    capfd.readouterr()


@pytest.mark.parametrize("keep", [0, 40, 3_000])
def test_a_checkpoint_that_is_damaged_is_named(run, refusal, keep, capsys):
    assert trained(run) == 0
    place = run / "pretrain" / loop.CHECKPOINT
    place.write_bytes(place.read_bytes()[:keep])
    assert f"{place} is damaged" in refusal(pretrain, settings=(*QUICK, "pretrain.steps=4"))


def test_a_checkpoint_of_another_shape_is_not_gone_on_with(run, refusal, capsys):
    assert trained(run) == 0
    told = refusal(pretrain, settings=(*QUICK, "model.ff=192"))
    assert "of a model of another shape" in told


@pytest.fixture
def made(run, tmp_path):
    """Random weights as a GGUF file, and their loss on the run's held-out tokens."""
    configuration = config.load(CONFIG)
    model = Llama(configuration.model).initialise(seed=4, std=0.12, zero_outputs=False)
    folder, file = run / "tokenizer", tmp_path / "made.gguf"
    weights, tokenizer = model.state_dict(), folder / "tokenizer.json"
    export_gguf.write(file, weights, model.config, tokenizer, "Made", half=False)
    rows = dataclasses.replace(configuration.pretrain, eval_rows=2)
    windows = pretrain.Windows(folder / "train.bin", folder / "held_out.bin", rows)
    return file, loop.measure(model, windows.held_out(), "cpu")


def test_training_begins_with_the_weights_of_a_file(run, made, capsys):
    file, loss = made
    assert trained(run, words=("--start", file)) == 0
    facts = manifest.require(run / "pretrain", "pretrain")["facts"]
    assert facts["start"] == "made.gguf"
    assert facts["start_loss"] == pytest.approx(loss)
    assert facts["start_loss"] > math.log(TINY.vocab_size) + 0.1  # what knows nothing has
    assert f"begins with {file}, held-out loss {loss:.4f}" in capsys.readouterr().out


def test_weights_of_another_shape_are_not_begun_with(run, refusal, made):
    told = refusal(pretrain, "--start", made[0], settings=("model.ff=192", "model.kv_heads=2"))
    assert f"{made[0]} is of another shape: set in [model] kv_heads = 1, ff = 128" in told


def test_weights_of_another_tokenizer_are_not_begun_with(run, refusal, made):
    tokenizer = run / "tokenizer" / "tokenizer.json"
    model = json.loads(tokenizer.read_text(encoding="utf-8"))
    words = model["model"]["vocab"]
    last, other = sorted(words, key=words.__getitem__)[-2:]
    words[last], words[other] = words[other], words[last]
    tokenizer.write_text(json.dumps(model), encoding="utf-8")
    told = refusal(pretrain, "--start", made[0])
    assert f"{made[0]} was made with another tokenizer" in told


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: b"It was a dark and stormy night.", " is no whole GGUF file"),
        (lambda data: b"", " is no whole GGUF file"),
        (lambda data: data[: len(data) // 2], " is no whole GGUF file"),
        (lambda data: None, ": it is not there: look at the path again"),
    ],
    ids=["a text", "nothing", "cut off", "not there"],
)
def test_a_file_without_whole_weights_is_not_begun_with(run, refusal, made, change, says):
    changed = change(made[0].read_bytes())
    if changed is None:
        made[0].unlink()
    else:
        made[0].write_bytes(changed)
    assert f"{made[0]}{says}" in refusal(pretrain, "--start", made[0])
    assert not is_finished(run, "pretrain")


def test_a_damaged_manifest_is_named(run, refusal):
    (run / "tokenizer" / manifest.NAME).write_text('{"stage": "tok')
    assert f"{run / 'tokenizer' / manifest.NAME} is damaged" in refusal(pretrain)


@pytest.mark.parametrize("data", [None, b"GGUF and then nothing"])
def test_a_file_that_is_no_model_is_not_measured(run, refusal, tmp_path, data):
    manifest.finish(run / "sft_data", "sft_data", {}, {})
    file = tmp_path / "none.gguf"
    if data is not None:
        file.write_bytes(data)
    assert f"{file} is not there, or no model" in refusal(evaluate_starter, "--model", file)


def test_a_report_without_arms_is_refused(run, capsys):
    manifest.finish(run / "law_data", "law_data", {}, {})
    assert law_report.main(["--run", str(run)]) == 1
    assert "has no finished arm: run law_arm first" in capsys.readouterr().err


def test_a_file_that_was_being_written_goes_when_that_fails(tmp_path):
    def write_half():
        with manifest.replacing(tmp_path / "file") as temporary:
            temporary.write_bytes(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as failed:
        write_half()
    assert failed.value.filename == str(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


WITHOUT = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {packages!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
from longwriter_training import pretrain
sys.exit(pretrain.main({arguments!r}))
"""
PACKAGES = ("longwriter_desktop", "tokenizers", "transformers", "trl", "llama_cpp", "gguf")


def test_pretraining_needs_torch_and_numpy_alone(run):
    """On a machine with these two it says what is wrong, too."""
    training = str(Path(config.__file__).parents[1])
    chosen = [f"--set={one}" for one in QUICK]
    arguments = ["--run", str(run), "--config", str(CONFIG), *chosen]
    for more, code, says in (([], 0, "done: step 2"), (["--device", "gpu"], 1, "cannot be used")):
        script = WITHOUT.format(packages=PACKAGES, arguments=[*arguments, *more])
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, timeout=100,
            env=os.environ | {"PYTHONPATH": training, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert says in done.stdout + done.stderr
