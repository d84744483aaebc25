# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""GGUF headers, the list of local models, and where the starter lies."""

import os
import shutil
import struct
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

import gguf
import numpy as np
import pytest

from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.models import bundled
from longwriter_desktop.models.header import Header, HeaderError, read_header
from longwriter_desktop.models.local import describe
from longwriter_desktop.models.places import Place, find_models
from tests.engine.tiny_gguf import SPECIALS, Shape, add_vocabulary, write_tiny_model


def local_models(folders: Iterable[Path], starter: Path | None = None) -> list[ModelFile]:
    return find_models([Place("own", folder) for folder in folders], starter)


@pytest.fixture
def tiny_path(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.gguf", Shape(context=768), name="Tiny Tale")


def test_a_header_tells_what_the_gguf_package_wrote(tiny_path: Path) -> None:
    header = read_header(tiny_path)
    assert header.architecture == "llama"
    assert header.metadata["general.name"] == "Tiny Tale"
    assert header.metadata["llama.attention.layer_norm_rms_epsilon"] == pytest.approx(1e-5)
    assert header.metadata["tokenizer.ggml.add_bos_token"] is True
    assert header.number("context_length") == 768
    assert header.number("no_such_key") == 0


def test_a_header_agrees_with_the_gguf_package_about_the_tensors(tiny_path: Path) -> None:
    header, reader = read_header(tiny_path), gguf.GGUFReader(tiny_path)
    assert header.data_offset == reader.data_offset
    assert {
        tensor.name: (tensor.shape, header.data_offset + tensor.offset) for tensor in header.tensors
    } == {
        tensor.name: (tuple(int(size) for size in tensor.shape), tensor.data_offset)
        for tensor in reader.tensors
    }


def test_arrays_are_skipped_whatever_they_hold(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "a.gguf", "llama")
    writer.add_array("some.strings", list(SPECIALS))
    writer.add_array("some.numbers", [1, 2, 3])
    writer.add_array("some.lists", [[1, 2], [3, 4]])
    writer.add_string("behind.them", "灯塔")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    header = read_header(tmp_path / "a.gguf")
    assert header.metadata == {"general.architecture": "llama", "behind.them": "灯塔"}


@pytest.mark.parametrize("content", [b"", b"GGU", b"Once upon a time there was a text."])
def test_a_file_that_is_no_gguf_is_told_apart(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.gguf").write_bytes(content)
    with pytest.raises(HeaderError) as caught:
        read_header(tmp_path / "x.gguf")
    assert caught.value.not_gguf


def test_a_header_cut_anywhere_is_damaged(tiny_path: Path) -> None:
    whole = tiny_path.read_bytes()
    end = read_header(tiny_path).data_offset
    for size in [4, 5, 8, 20, 24, *range(30, end - 40, 997)]:
        tiny_path.write_bytes(whole[:size])
        with pytest.raises(HeaderError) as caught:
            read_header(tiny_path)
        assert not caught.value.not_gguf


def test_any_header_with_wrong_bytes_is_read_or_refused(tiny_path: Path) -> None:
    whole, random = tiny_path.read_bytes(), Random(5)
    end = read_header(tiny_path).data_offset
    problems = set()
    for _ in range(300):
        changed = bytearray(whole)
        for _ in range(random.choice([1, 8])):
            changed[random.randrange(4, end)] = random.randrange(256)
        tiny_path.write_bytes(changed)
        problems.add(describe(tiny_path).problem)
    assert problems <= {None, "model_damaged", "model_without_weights", "model_cannot_write"}


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text)) + text.encode()


def _array(element: int, size: int) -> bytes:
    return _text("x") + struct.pack("<IIQ", 9, element, size)


@pytest.mark.parametrize(
    ("tensors", "pairs", "content", "size"),
    [
        (300_000, 0, b"", 8_000_000),
        (0, 300_000, b"", 5_000_000),
        (0, 1, _array(9, 300_000), 5_000_000),  # of arrays
        (0, 300_000, b"".join(_array(0, 1_024) + bytes(1_024) for _ in range(300)), 5_000_000),
        (0, 1, _text("x") + struct.pack("<IQ", 8, 1 << 28), (1 << 28) + 1_000),
        (1, 0, _text("x") + struct.pack("<I", 5), 1_000),  # dimensions
        (1, 0, _text("x") + struct.pack("<I20Q", 20, *[1 << 63] * 20), 1_000),
    ],
)
def test_a_header_that_no_model_has_is_refused_before_it_is_read(
    tmp_path: Path, tensors: int, pairs: int, content: bytes, size: int
) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, tensors, pairs) + content)
    os.truncate(path, size)  # the rest are zeros, which can all be read
    assert describe(path).problem == "model_damaged"
    with pytest.raises(HeaderError):
        read_header(path)


@pytest.mark.parametrize("number", [-1, 1 << 31, (1 << 64) - 1])
def test_a_number_that_cannot_be_meant_is_none(number: int) -> None:
    of_layers: dict[str, tuple[int | float, ...]] = {"llama.head_count": (4, number, 8)}
    metadata = {"general.architecture": "llama", "llama.context_length": number}
    header = Header(metadata, numbers=of_layers)
    assert header.number("context_length") == 0
    assert header.each_layer("head_count", 4) == (4, 0, 8, 0)


@pytest.mark.parametrize("version", [0, 1, 99])
def test_an_unknown_version_is_damaged(tmp_path: Path, version: int) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF" + version.to_bytes(4, "little") + bytes(16))
    with pytest.raises(HeaderError):
        read_header(tmp_path / "x.gguf")


def test_a_model_is_described(tiny_path: Path) -> None:
    model = describe(tiny_path)
    assert (model.name, model.architecture, model.quantisation) == ("Tiny Tale", "llama", "F16")
    assert model.context_tokens == 768
    assert model.size_bytes == tiny_path.stat().st_size
    assert model.parameters == sum(
        tensor.n_elements for tensor in gguf.GGUFReader(tiny_path).tensors
    )
    assert model.problem is None


def test_a_file_without_a_name_of_its_own_goes_by_its_file_name(tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "My-Model.gguf", name="")
    assert describe(tmp_path / "My-Model.gguf").name == "My-Model"


def test_weights_that_are_cut_off_are_seen_without_reading_them(tiny_path: Path) -> None:
    tiny_path.write_bytes(tiny_path.read_bytes()[:-100])
    assert describe(tiny_path).problem == "model_damaged"


def test_a_vocabulary_without_weights_is_no_model(tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "v.gguf", weights=False)
    assert describe(tmp_path / "v.gguf").problem == "model_without_weights"


def write_other(path: Path, architecture: str, **numbers: Any) -> Path:
    """A file with a tensor and, but for "words=False", a vocabulary; no model that writes."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_type(numbers.pop("kind", gguf.GGUFType.MODEL))
    if numbers.pop("words", True):
        add_vocabulary(writer, None)
    if "pooling" in numbers:
        writer.add_pooling_type(numbers["pooling"])
    if "causal" in numbers:
        writer.add_causal_attention(numbers["causal"])
    writer.add_tensor("some.weight", np.zeros((8, 8), dtype=np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


NO_WRITERS = {
    "a BERT that embeds": ("bert", {"causal": False, "pooling": gguf.PoolingType.MEAN}),
    "a BERT that does not say so": ("nomic-bert", {}),
    "Jina's, by its name": ("jina-bert-v2", {}),
    "a decoder that embeds": ("qwen3", {"pooling": gguf.PoolingType.LAST}),
    "a decoder that ranks": ("qwen3", {"pooling": gguf.PoolingType.RANK}),
    "a model that fills masks": ("dream", {"causal": False}),
    "an encoder with a decoder": ("t5", {}),
    "a projector of pictures": ("clip", {"kind": gguf.GGUFType.MMPROJ, "words": False}),
    "an older projector": ("clip", {"words": False}),
    "an adapter": ("llama", {"kind": gguf.GGUFType.ADAPTER, "words": False}),
    "a matrix of importance": ("llama", {"kind": gguf.GGUFType.IMATRIX, "words": False}),
    "a painter": ("flux", {"words": False}),
}


@pytest.mark.parametrize("what", NO_WRITERS)
def test_what_cannot_write_is_no_model_here(tmp_path: Path, what: str) -> None:
    architecture, numbers = NO_WRITERS[what]
    path = write_other(tmp_path / "other.gguf", architecture, **numbers)
    assert describe(path).problem == "model_cannot_write"
    assert local_models([tmp_path]) == []


@pytest.mark.parametrize("numbers", [{}, {"pooling": gguf.PoolingType.NONE}, {"causal": True}])
def test_a_model_that_says_that_it_pools_nothing_can_write(
    tmp_path: Path, numbers: dict[str, Any]
) -> None:
    assert describe(write_other(tmp_path / "m.gguf", "qwen3", **numbers)).problem is None


def test_a_vocabulary_alone_is_not_listed(tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "v.gguf", weights=False)
    assert local_models([tmp_path]) == []


def test_a_text_file_is_listed_with_its_problem(tmp_path: Path) -> None:
    (tmp_path / "notes.gguf").write_text("not a model")
    (model,) = local_models([tmp_path])
    assert (model.name, model.problem) == ("notes", "model_not_gguf")


def test_a_file_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    assert describe(tmp_path / "gone.gguf").problem == "model_unreadable"


def test_the_starter_comes_first_and_the_others_by_name(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models" / "deeper"
    folder.mkdir(parents=True)
    for name in ("b", "a"):
        write_tiny_model(folder / f"{name}.GGUF", name=f"Model {name}")
    found = local_models([tmp_path / "models", tmp_path / "missing"], tiny_path)
    assert [model.name for model in found] == ["Tiny Tale", "Model a", "Model b"]
    assert [model.is_bundled for model in found] == [True, False, False]


def test_a_missing_starter_is_not_listed(tmp_path: Path) -> None:
    assert local_models([], tmp_path / "starter.gguf") == []


def test_of_a_split_model_only_the_first_file_is_listed(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for part in (1, 2):
        shutil.copy(tiny_path, folder / f"big-0000{part}-of-00002.gguf")
    (model,) = local_models([folder])
    assert model.path.name == "big-00001-of-00002.gguf"


def test_other_files_are_not_listed(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"GGUF")
    assert local_models([tmp_path]) == []


def test_the_bundled_starter_is_a_model(starter_path: Path) -> None:
    assert bundled.starter_path() == starter_path
    model = describe(starter_path, is_bundled=True)
    assert model.problem is None
    assert model.size_bytes <= 25_000_000
    assert model.architecture == "llama"


def test_the_starter_of_an_installed_program_lies_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "longwriter_desktop"
    inside = package / "resources" / "models" / bundled.STARTER_NAME
    inside.parent.mkdir(parents=True)
    inside.write_bytes(b"GGUF")
    monkeypatch.setattr(bundled, "__file__", str(package / "models" / "bundled.py"))
    assert bundled.starter_path() == inside
