# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""An exported file is run beside its source wherever that can be done; else it is said why not."""

import json

import psutil
import pytest

from longwriter_training import export_hf
from longwriter_training.convert import comparing
from tests.training import checkpoints

RUN = "beside its source: logits differ by"
NOT_RUN = "its source was not run beside it: "


@pytest.fixture
def words(tmp_path, tokenizer_path):
    """The arguments that export a small Llama."""
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    return ["--source", str(tmp_path / "source"), "--output", str(tmp_path / "model.gguf")]


@pytest.mark.parametrize("kind", ["f32", "f16", "bf16"])
def test_a_source_that_fits_in_memory_is_run_without_being_asked_for(words, kind, capfd):
    assert export_hf.main([*words, "--type", kind]) == 0
    told = capfd.readouterr().out
    assert RUN in told
    assert "characters are the source's" in told
    assert NOT_RUN not in told


def test_a_source_is_not_run_where_that_was_not_wanted(words, capfd):
    assert export_hf.main([*words, "--no-compare"]) == 0
    told = capfd.readouterr().out
    assert RUN not in told
    assert NOT_RUN not in told


def test_a_source_that_does_not_fit_is_left_out_with_its_size(tmp_path, words, monkeypatch, capfd):
    little = psutil.virtual_memory()._replace(available=900_000_000)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: little)
    assert export_hf.main(words) == 0
    told = capfd.readouterr().out
    assert NOT_RUN + "in float32 it needs 1.0 GB of memory, 0.9 GB are free" in told
    assert (tmp_path / "model.gguf").is_file()
    assert export_hf.main([*words, "--compare"]) == 0  # whoever asks for it knows better
    assert RUN in capfd.readouterr().out


def test_a_library_that_is_missing_is_named(words, monkeypatch, capfd):
    monkeypatch.setattr(comparing, "find_spec", lambda name: None)
    assert export_hf.main(words) == 0
    assert NOT_RUN + "transformers is not installed here" in capfd.readouterr().out


def test_a_source_that_transformers_cannot_load_is_left_out_unless_it_was_asked_for(
    tmp_path, tokenizer_path, capfd
):
    checkpoints.glm(tmp_path / "glm", tokenizer_path)
    checkpoints.as_chatglm(tmp_path / "glm", tmp_path / "chatglm")  # its code lies on the Hub
    words = ["--source", str(tmp_path / "chatglm"), "--output", str(tmp_path / "model.gguf")]
    assert export_hf.main([*words, "--compare"]) == 1
    told = capfd.readouterr().err
    assert "transformers cannot load chatglm: " in told
    assert "without --compare it is exported" in told
    assert not (tmp_path / "model.gguf").exists()
    assert export_hf.main(words) == 0
    assert NOT_RUN + "transformers cannot load chatglm: " in capfd.readouterr().out
    assert (tmp_path / "model.gguf").is_file()


def test_without_a_chat_template_the_logits_alone_are_compared(tmp_path, words, capfd):
    place = tmp_path / "source" / "tokenizer_config.json"
    config = json.loads(place.read_text())
    del config["chat_template"]
    place.write_text(json.dumps(config))
    (tmp_path / "source" / "chat_template.jinja").unlink(missing_ok=True)
    assert export_hf.main(words) == 0
    told = capfd.readouterr().out
    assert RUN in told
    assert "characters" not in told
