# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Checkpoints that are not converted here are left to a script."""

import pytest

from longwriter_training import export_hf
from longwriter_training.convert.checkpoint import ConversionRefused

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
