# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Files that are no usable model: each one a problem with its cause, and the worker lives."""

from collections.abc import Callable, Iterator
from pathlib import Path

import gguf
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import GenerateRequest, Message
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.tiny_gguf import Shape, write_tiny_model


def _missing(path: Path) -> None:
    """Leaves nothing there."""


def _text(path: Path) -> None:
    path.write_text("Once upon a time there was a file that was no model.\n" * 40)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _magic_only(path: Path) -> None:
    path.write_bytes(b"GGUF\x03\x00")


def _cut_in_the_weights(path: Path) -> None:
    whole = write_tiny_model(path).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])


def _cut_in_the_header(path: Path) -> None:
    path.write_bytes(write_tiny_model(path).read_bytes()[:700])


def _absurd_counts(path: Path) -> None:
    path.write_bytes(b"GGUF\x03\x00\x00\x00" + b"\xff" * 64)


def _not_a_number(path: Path) -> None:
    write_tiny_model(path, broken=True)


def _unknown_architecture(path: Path) -> None:
    write_tiny_model(path, architecture="abacus")


def _vocabulary_only(path: Path) -> None:
    write_tiny_model(path, weights=False)


def _pools(path: Path) -> None:
    write_tiny_model(path, extra=lambda writer: writer.add_pooling_type(gguf.PoolingType.LAST))


def _fills_masks(path: Path) -> None:
    write_tiny_model(path, extra=lambda writer: writer.add_causal_attention(False))


def _bad_template(path: Path) -> None:
    write_tiny_model(path, template="{% for %}")


CASES = {
    "model_missing": [_missing],
    "model_not_gguf": [_text, _empty],
    "model_unreadable": [_folder],
    "model_damaged": [
        _magic_only, _cut_in_the_weights, _cut_in_the_header, _absurd_counts, _not_a_number,
    ],
    "model_unsupported": [_unknown_architecture],
    "model_cannot_write": [_pools, _fills_masks],
    "model_without_weights": [_vocabulary_only],
    "bad_template": [_bad_template],
}  # fmt: skip


@pytest.fixture(scope="module")
def one_engine(tiny_path: Path) -> Iterator[WorkerEngine]:
    """A worker that meets every bad file, one after the other."""
    engine = WorkerEngine()
    engine.load_now(tiny_path)
    yield engine
    engine.close()


@pytest.mark.parametrize(
    ("make", "code"), [(make, code) for code, makes in CASES.items() for make in makes]
)
def test_a_bad_file_is_a_problem_and_a_good_one_loads_after_it(
    one_engine: WorkerEngine,
    tmp_path: Path,
    tiny_path: Path,
    make: Callable[[Path], None],
    code: str,
) -> None:
    path = tmp_path / "model.gguf"
    make(path)
    with pytest.raises(EngineProblem) as caught:
        one_engine.load_now(path)
    assert caught.value.code == code
    pid = one_engine.worker_pid
    assert one_engine.load_now(tiny_path).name == "tiny"
    assert one_engine.worker_pid == pid


def test_a_file_that_makes_llama_cpp_abort_is_a_damaged_file(
    engine: WorkerEngine, tmp_path: Path, tiny_path: Path
) -> None:
    length = (3).to_bytes(8, "little")
    twice_and = tiny_path.read_bytes().replace(length + b"the", length + b"and")
    (tmp_path / "twice.gguf").write_bytes(twice_and)
    with pytest.raises(EngineProblem) as caught:
        engine.load_now(tmp_path / "twice.gguf")
    assert caught.value.code == "model_damaged"
    assert "GGML_ASSERT" in caught.value.params["detail"]
    assert engine.load_now(tiny_path).name == "tiny"


def test_the_cause_of_a_damaged_file_is_told(engine: WorkerEngine, tmp_path: Path) -> None:
    _cut_in_the_weights(tmp_path / "cut.gguf")
    with pytest.raises(EngineProblem) as caught:
        engine.load_now(tmp_path / "cut.gguf")
    assert "not within the file bounds" in caught.value.params["detail"]


def test_a_context_that_does_not_fit_in_memory_is_refused_before_it_is_made(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    with pytest.raises(EngineProblem) as caught:
        engine.load_now(tiny_path, context_tokens=2_000_000_000)
    params = caught.value.params
    assert caught.value.code == "context_memory"
    assert params["need"] > params["free"] > 0
    assert 0 < params["largest"] < params["context"]


def test_a_failed_load_leaves_no_model(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    with pytest.raises(EngineProblem):
        engine.load_now(tiny_path.with_name("other.gguf"))
    assert not engine.is_loaded
    with pytest.raises(EngineProblem) as caught:
        list(engine.generate(GenerateRequest((Message("user", "Hello"),), 5)))
    assert caught.value.code == "no_model"


def test_a_load_can_be_cancelled(engine: WorkerEngine, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "wide.gguf", Shape(layers=12, width=512, feed_forward=2048))
    load = engine.load(path)
    next(load)
    engine.cancel()
    with pytest.raises(EngineProblem) as caught:
        list(load)
    assert caught.value.code == "load_cancelled"


def test_without_a_request_the_context_is_the_trained_one(
    engine: WorkerEngine, tmp_path: Path
) -> None:
    path = write_tiny_model(tmp_path / "short.gguf", Shape(context=768))
    assert engine.load_now(path).context_tokens == 768


def test_a_long_trained_context_is_not_taken_whole(engine: WorkerEngine, tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "long.gguf", Shape(context=131_072))
    info = engine.load_now(path)
    assert info.context_tokens == 16_384
    assert info.trained_context_tokens == 131_072
