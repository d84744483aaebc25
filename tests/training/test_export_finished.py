# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An exported file lies at its place when all that belongs to it was made and tried, not before."""

import pytest

from longwriter_training import export_hf, manifest
from longwriter_training.convert import architectures
from tests.training import checkpoints
from tests.training.limits import no_file_larger_than


@pytest.mark.parametrize("more", [[], ["--compare"]], ids=["by itself", "when asked to"])
def test_a_file_that_computes_something_else_is_refused(
    tmp_path, tokenizer_path, more, monkeypatch, capfd
):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    monkeypatch.setattr(architectures, "interleaved", lambda weight, heads: weight)
    (tmp_path / "model.gguf").write_text("of an earlier export")
    words = ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "model.gguf")]
    assert export_hf.main([*words, "--quantise", "Q8_0", *more]) == 1
    assert "does not compute what its source does" in capfd.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["model.gguf", "source"]
    assert (tmp_path / "model.gguf").read_text() == "of an earlier export"


def test_no_file_comes_to_its_place_before_all_are_made(tmp_path, tokenizer_path, capfd):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    stage = tmp_path / "run" / "data_agentwrite"
    stage.mkdir(parents=True)
    (stage / manifest.NAME).write_text("{")  # the card, which is made last, cannot be written
    left = tmp_path / "model.gguf.unfinished"  # by a start that was killed
    left.mkdir()
    (left / "model-Q4_0.gguf").write_text("half")
    words = ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "model.gguf"),
             "--quantise", "Q8_0", "--run", str(tmp_path / "run")]  # fmt: skip
    assert export_hf.main(words) == 1
    assert "is damaged" in capfd.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["run", "source"]
    (stage / manifest.NAME).unlink()
    assert export_hf.main(words) == 0
    assert sorted(one.name for one in tmp_path.glob("model*")) == [
        "model-Q8_0.gguf", "model.catalogue.toml", "model.gguf", "model.md"
    ]  # fmt: skip
    capfd.readouterr()


def test_a_full_disk_names_the_file_that_was_wanted(tmp_path, tokenizer_path, capfd):
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    words = ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "model.gguf")]
    with no_file_larger_than(100_000):
        assert export_hf.main(words) == 1
    assert f"export_hf: {tmp_path / 'model.gguf'}" in capfd.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["source"]
