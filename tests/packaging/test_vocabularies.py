# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Vocabularies and templates for the tests are kept beside the built wheel."""

import io
import sys
import tarfile
from pathlib import Path

import pytest

from longwriter_setup import vocabularies


def source_package(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(f"llama_cpp_python-1/{name}")
            member.size = 1
            archive.addfile(member, io.BytesIO(b"x"))
    return path


def test_only_what_tests_use_is_taken_out_of_the_source(tmp_path):
    models = "vendor/llama.cpp/models"
    source = source_package(
        tmp_path / "s.tar.gz", f"{models}/ggml-vocab-phi-3.gguf", f"{models}/ggml-vocab-bert.gguf",
        f"{models}/templates/a.jinja", f"{models}/templates/README.md", "README.md",
        f"{models}/templates/../../b.jinja",
    )  # fmt: skip
    vocabularies.unpack(source, tmp_path / "kept")
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {
        "ggml-vocab-phi-3.gguf", "a.jinja", "b.jinja",
    }  # fmt: skip


def test_kept_ones_are_not_fetched_again(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    vocabularies.folder("1").mkdir(parents=True)
    python = tmp_path / "no-python"
    assert vocabularies.keep(python, "1", tmp_path / "log") == vocabularies.folder("1")


@pytest.mark.parametrize("exits", ["", "import sys; sys.exit(1)"])
def test_without_a_package_server_there_are_none_and_nothing_is_left(
    monkeypatch, tmp_path, exits, capsys
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    python = tmp_path / "python"
    python.write_text(f"#!{sys.executable}\n{exits}\n")
    python.chmod(0o755)
    assert vocabularies.keep(python, "1", tmp_path / "log") is None
    assert list(vocabularies.folder("1").parent.iterdir()) == []
