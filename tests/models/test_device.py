# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What GPUs say of their memory."""

import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from longwriter_desktop.composition import read_memory
from longwriter_desktop.models import device
from longwriter_desktop.models.device import can_use_gpu, device_memory, may_have_untold_gpu

MEBIBYTE = 1 << 20


def nvidia(folder: Path, monkeypatch: pytest.MonkeyPatch, output: str, code: int = 0) -> None:
    """Put a program of this name, which prints `output`, first in the path."""
    program = folder / "nvidia-smi"
    program.write_text(f"#!{sys.executable}\nprint({output!r})\nraise SystemExit({code})\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("output", "found"),
    [
        ("24564, 23912", (24564 * MEBIBYTE, 23912 * MEBIBYTE)),
        ("8192, 8000\n24564, 1000", (32756 * MEBIBYTE, 9000 * MEBIBYTE)),
        ("No devices were found", (0, 0)),
        ("[N/A], [N/A]", (0, 0)),
        ("", (0, 0)),
    ],
)
def test_nvidias_cards_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, found: tuple[int, int]
) -> None:
    nvidia(tmp_path, monkeypatch, output)
    assert device_memory(tmp_path / "none") == found


def test_amds_cards_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    for card, total, used in (("card0", "2000", "500"), ("card1", "x", "0")):
        folder = tmp_path / card / "device"
        folder.mkdir(parents=True)
        (folder / "mem_info_vram_total").write_text(f"{total}\n")
        (folder / "mem_info_vram_used").write_text(f"{used}\n")
    assert device_memory(tmp_path) == (2000, 1500)


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
def test_amds_card_beside_one_of_nvidia_is_not_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "card0" / "device"
    folder.mkdir(parents=True)
    (folder / "mem_info_vram_total").write_text("2000\n")
    (folder / "mem_info_vram_used").write_text("500\n")
    nvidia(tmp_path, monkeypatch, "8192, 8000")
    assert device_memory(tmp_path) == (8192 * MEBIBYTE, 8000 * MEBIBYTE)


def test_without_a_gpu_there_is_no_memory_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert device_memory(tmp_path) == (0, 0)


@pytest.mark.parametrize(
    ("library", "usable", "untold"),
    [("libggml-cuda.so", True, False), ("ggml-vulkan.dll", True, True),
     ("libggml-cpu.so", False, False), ("libggml-metal.dylib", False, False)],
)  # fmt: skip
def test_the_libraries_tell_whether_a_gpu_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, usable: bool, untold: bool
) -> None:
    """Where there is no nvidia-smi, there is no driver that CUDA needs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / library).touch()
    spec = ModuleSpec("llama_cpp", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]

    def find(name: str) -> ModuleSpec:
        assert name == "llama_cpp"
        return spec

    monkeypatch.setattr(importlib.util, "find_spec", find)
    assert can_use_gpu() is usable
    assert may_have_untold_gpu() is untold
    monkeypatch.setattr(device, "device_memory", lambda: (0, 0))
    assert read_memory().is_untold is untold
    monkeypatch.setattr(device, "device_memory", lambda: (2_000, 500))
    memory = read_memory()
    assert (memory.is_untold, memory.device_free) == (False, 500 if usable else 0)
