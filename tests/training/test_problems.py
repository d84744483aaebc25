# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the machine has against a stage is a sentence with what to do; a bug keeps its trace."""

import errno
import os

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_training.distil.choosing import read_instructions
from longwriter_training.problems import Refused, told
from longwriter_training.tune.preference import read_pairs, read_tasks
from longwriter_training.tune.rows import RowRefused, read_rows


def failing(error):
    def work():
        raise error

    return work


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (errno.ENOSPC, "the disk is full: make room"),
        (errno.ENOENT, "rows.jsonl: it is not there"),
        (errno.EACCES, "rows.jsonl: this user may not"),
        (errno.EROFS, "choose another folder"),
        (errno.EISDIR, "it is a folder"),
    ],
)
def test_an_error_of_the_system_is_one_sentence_without_its_number(number, says, capsys):
    error = OSError(number, os.strerror(number), "rows.jsonl")
    assert told("stage", failing(error)) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("stage: ")
    assert says in line
    assert "Errno" not in line


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (Refused("what is\nwrong"), "stage: what is wrong"),
        (OSError("nobody/x is no model\n on the Hub"), "stage: nobody/x is no model on the Hub"),
        (EngineProblem("no_model"), "stage: No model is loaded"),
    ],
)
def test_a_librarys_lines_become_one(error, says, capsys):
    assert told("stage", failing(error)) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(says)


def test_a_folder_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert told("stage", (tmp_path / "file" / "below").mkdir) == 1
    assert "no folder" in capsys.readouterr().err


def test_a_library_that_is_not_installed_is_named_with_the_command(capsys):
    assert told("stage", failing(ModuleNotFoundError("No module", name="trl.experimental"))) == 1
    assert "trl.experimental is not installed here: pip install" in capsys.readouterr().err
    with pytest.raises(ModuleNotFoundError):
        told("stage", failing(ModuleNotFoundError("No module", name="longwriter_trainin")))


def test_a_stage_that_is_interrupted_says_how_to_go_on(capsys):
    assert told("stage", failing(KeyboardInterrupt())) == 130
    assert "the same command goes on" in capsys.readouterr().err


@pytest.mark.parametrize("read", [read_rows, read_tasks, read_pairs, read_instructions])
def test_a_line_that_is_no_text_is_named_by_its_number(tmp_path, read):
    path = tmp_path / "rows.txt"
    path.write_bytes(b"\n\n" + "caf\u00e9".encode("latin-1") + b"\n")
    with pytest.raises(RowRefused, match=r"rows.txt, line 3: it is no UTF-8 text"):
        list(read(path))


def test_a_bug_is_not_hidden(capsys):
    for error in (KeyError("x"), ValueError("x")):
        with pytest.raises(type(error)):
            told("stage", failing(error))
    assert told("stage", failing(ValueError("of a library")), (ValueError,)) == 1
    assert "of a library" in capsys.readouterr().err
