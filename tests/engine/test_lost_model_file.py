# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A model file that goes away or changes while it is loaded."""

import shutil
import signal
import sys
from pathlib import Path

import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import TextDelta
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, ask
from tests.engine.faults import endless
from tests.engine.tiny_gguf import write_tiny_model

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a file that is mapped into memory is locked there"
)


@pytest.fixture
def used(engine: WorkerEngine, tiny_path: Path, tmp_path: Path) -> Path:
    """A model file that the engine has loaded."""
    path = tmp_path / "used.gguf"
    shutil.copyfile(tiny_path, path)
    engine.load_now(path)
    return path


def problem_of(engine: WorkerEngine) -> EngineProblem:
    with pytest.raises(EngineProblem) as caught:
        ask(engine, STORY)
    return caught.value


def test_a_model_whose_file_was_deleted_goes_on_writing(engine: WorkerEngine, used: Path) -> None:
    used.unlink()
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_a_deleted_file_is_missed_when_the_model_is_loaded_again(
    engine: WorkerEngine, used: Path
) -> None:
    used.unlink()
    with pytest.raises(EngineProblem) as caught:
        list(engine.restart())
    assert caught.value.code == "model_missing"


def test_a_model_whose_file_was_replaced_goes_on_writing(engine: WorkerEngine, used: Path) -> None:
    write_tiny_model(used.with_name("new.gguf"), seed=1).replace(used)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_a_file_that_was_cut_short_is_told_before_its_weights_are_touched(
    engine: WorkerEngine, used: Path
) -> None:
    pid = engine.worker_pid
    used.write_bytes(b"")
    assert problem_of(engine).code == "model_file_lost"
    assert engine.worker_pid == pid


def test_a_file_that_was_written_over_is_told(engine: WorkerEngine, used: Path) -> None:
    content = write_tiny_model(used.with_name("new.gguf"), seed=1).read_bytes()
    with used.open("r+b") as file:
        file.write(content)
    assert problem_of(engine).code == "model_file_lost"
    engine.load_now(used)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_a_file_cut_short_in_the_middle_of_a_text_is_named_as_the_reason(
    engine: WorkerEngine, used: Path, tiny_path: Path
) -> None:
    events = engine.generate(endless(1))
    seen = [next(events) for _ in range(5)]
    used.write_bytes(b"")
    with pytest.raises(EngineProblem) as caught:
        seen.extend(events)
    assert isinstance(seen[-1], TextDelta)
    assert (caught.value.code, caught.value.params["signal"]) == ("model_file_lost", signal.SIGBUS)
    assert "model file" in sentence(caught.value.code, caught.value.params)
    assert not engine.is_loaded
    with pytest.raises(EngineProblem) as again:
        list(engine.restart())
    assert again.value.code == "model_not_gguf"
    engine.load_now(tiny_path)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"
