# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints that are not converted here are left to a script."""

import os
import shutil
import sys

import pytest

from longwriter_desktop.models.catalogue import CATALOGUE_NAME, read_catalogue
from longwriter_desktop.models.header import read_header
from longwriter_training import export_hf
from longwriter_training.convert.checkpoint import ConversionRefused
from longwriter_training.convert.vocabulary import without_markers
from tests.training import checkpoints

SCRIPT = """
import pathlib, sys
source, _, out, _, kind = sys.argv[1:]
if not (pathlib.Path(source) / "weights").is_file():
    sys.exit("no weights")
pathlib.Path(out).write_bytes((pathlib.Path(source) / "weights").read_bytes() + kind.encode())
"""


def test_anything_else_is_left_to_the_script_of_llama_cpp(tmp_path):
    """The script is a stand-in: llama.cpp's own comes with a checkout of it."""
    checkout, source, output = tmp_path / "llama.cpp", tmp_path / "source", tmp_path / "a.gguf"
    checkout.mkdir()
    source.mkdir()
    with pytest.raises(ConversionRefused, match="holds no convert_hf_to_gguf.py"):
        export_hf.by_script(checkout, source, output, "f16")
    (checkout / "convert_hf_to_gguf.py").write_text(SCRIPT)
    with pytest.raises(ConversionRefused, match="ended with code 1"):
        export_hf.by_script(checkout, source, output, "f16")
    assert not output.exists()
    (source / "weights").write_bytes(b"GGUF ")
    export_hf.by_script(checkout, source, output, "f16")
    assert output.read_bytes() == b"GGUF f16"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.gguf", "llama.cpp", "source"]


WRITES = """
import dataclasses, sys
from pathlib import Path
from longwriter_training.convert.checkpoint import Checkpoint
from longwriter_training.convert.vocabulary import chat_template, read_vocabulary
from longwriter_training.convert.writing import write_gguf
source, _, out, _, kind, _, name = sys.argv[1:]
words = read_vocabulary(Path(source), 1024, is_glm=False)
words = dataclasses.replace(words, template=chat_template(Path(source)))  # as it stands there
write_gguf(Checkpoint(Path(source)), words, Path(out), kind, name)
"""


@pytest.mark.parametrize("place", ["tokenizer_config.json", "chat_template.jinja"])
def test_what_the_script_makes_is_described_and_has_no_marker_of_training(
    tmp_path, tokenizer_path, place, monkeypatch, capfd
):
    """The stand-in takes the chat template as it is in the folder, as llama.cpp's script does."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    checkpoints.llama(tmp_path / "source", tokenizer_path)
    if place == "chat_template.jinja":
        (tmp_path / "source" / place).write_text(checkpoints.TEMPLATE)
    before = {one.name: one.read_bytes() for one in (tmp_path / "source").iterdir()}
    (tmp_path / "llama.cpp").mkdir()
    (tmp_path / "llama.cpp" / "convert_hf_to_gguf.py").write_text(WRITES)
    words = ["--source", tmp_path / "source", "--output", tmp_path / "m.gguf", "--name", "My Own",
             "--llama-cpp", tmp_path / "llama.cpp", "--quantise", "Q8_0"]  # fmt: skip
    assert export_hf.main([*map(str, words), "--licence", "mit"]) == 0

    header = read_header(tmp_path / "m.gguf")
    assert header.metadata["tokenizer.chat_template"] == without_markers(checkpoints.TEMPLATE)
    assert header.metadata["general.name"] == "My Own"
    assert "| Licence | mit |" in (tmp_path / "m.md").read_text(encoding="utf-8")
    (tmp_path / "data").mkdir()
    shutil.copy(tmp_path / "m.catalogue.toml", tmp_path / "data" / CATALOGUE_NAME)
    catalogue = read_catalogue(tmp_path / "none.toml", tmp_path / "data")
    assert catalogue.notices == ()
    [model] = catalogue.models
    assert sorted(file.name for file in model.files) == ["m-Q8_0.gguf", "m.gguf"]
    assert model.shape is not None
    assert (model.shape.layers, model.shape.width, model.shape.vocabulary) == (3, 64, 1024)
    assert {one.name: one.read_bytes() for one in (tmp_path / "source").iterdir()} == before
    capfd.readouterr()
