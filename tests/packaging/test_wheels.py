# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The compiled llama.cpp is kept, and pip's failures are explained in one sentence."""

import zipfile
from pathlib import Path

import pytest

from longwriter_setup import wheels
from longwriter_setup.progress import Outcome


def write_wheel(folder: Path, version: str) -> Path:
    path = folder / f"llama_cpp_python-{version}-py3-none-linux_x86_64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("llama_cpp/__init__.py", "")
    return path


def test_the_cache_lies_in_the_cache_folder_of_the_person(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert wheels.cache_folder().is_relative_to(tmp_path / "longwriter-desktop" / "wheels")


def test_another_build_setting_is_another_cache_folder(monkeypatch):
    plain = wheels.cache_folder()
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    assert wheels.cache_folder() != plain


def test_another_way_to_build_is_another_cache_folder(monkeypatch, tmp_path):
    plain = wheels.cache_folder()
    monkeypatch.setattr(wheels, "BUILD", tmp_path / "other.cmake")
    wheels.BUILD.touch()
    assert wheels.cache_folder() != plain


def test_the_library_alone_is_built_with_what_the_person_asked_for(monkeypatch):
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_VULKAN=on")
    options = wheels.build_environment()["CMAKE_ARGS"].split()
    assert options[0] == "-DLLAVA_BUILD=OFF"
    assert Path(options[1].partition("=")[2]).is_file()
    assert options[2] == "-DGGML_VULKAN=on"


def test_what_pip_built_before_is_not_taken(monkeypatch, tmp_path):
    commands = []

    def run(title, command, log, env):
        commands.append(command)
        write_wheel(Path(command[command.index("--wheel-dir") + 1]), "0.3.36")
        return Outcome(0, (), 1.0)

    monkeypatch.setattr(wheels, "run_live", run)
    kept = wheels.build_wheel(Path("python"), "0.3.36", tmp_path / "kept", tmp_path / "log")
    assert kept == wheels.kept_wheel(tmp_path / "kept", "0.3.36")
    assert "--no-cache-dir" in commands[0]


def test_the_features_of_the_processor_are_read_in_any_order(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("model : a\nflags\t\t: sse avx2\n\nflags : other core\n")
    other.write_text("flags\t\t: avx2 sse\n")
    assert wheels.processor_features(one) == wheels.processor_features(other) == "avx2 sse"


def test_arm_processors_name_their_features_otherwise(tmp_path):
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor : 0\nFeatures\t: fp asimd\n")
    assert wheels.processor_features(cpuinfo) == "asimd fp"


def test_a_system_without_cpuinfo_has_no_features(tmp_path):
    assert wheels.processor_features(tmp_path / "none") == ""


def test_a_kept_wheel_of_the_wanted_version_is_found(tmp_path):
    write_wheel(tmp_path, "0.3.35")
    wanted = write_wheel(tmp_path, "0.3.36")
    assert wheels.kept_wheel(tmp_path, "0.3.36") == wanted


def test_a_wheel_that_was_cut_off_is_removed(tmp_path):
    broken = write_wheel(tmp_path, "0.3.36")
    broken.write_bytes(broken.read_bytes()[:20])
    assert wheels.kept_wheel(tmp_path, "0.3.36") is None
    assert not broken.exists()


def test_a_wheel_is_kept_only_where_one_can_write(tmp_path):
    assert wheels.can_be_kept_in(tmp_path / "new" / "folder")
    (tmp_path / "file").touch()
    assert not wheels.can_be_kept_in(tmp_path / "file" / "folder")


def test_nothing_is_kept_where_there_is_no_folder(tmp_path):
    assert wheels.kept_wheel(tmp_path / "none", "0.3.36") is None


@pytest.mark.parametrize(
    "line",
    [
        "WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by "
        "'NewConnectionError(...)': /simple/numpy/",
        "ReadTimeoutError: HTTPSConnectionPool(host='files.example.org'): Read timed out.",
        "Could not fetch URL https://example.org/simple/rich/: connection error",
    ],
)
def test_a_network_that_is_down_is_said_in_one_sentence(tmp_path, line):
    tail = (line, "ERROR: No matching distribution found for numpy")
    sentence = wheels.explain_pip(tail, tmp_path / "log")
    assert sentence.startswith("The Python packages could not be downloaded")
    assert "\n" not in sentence


def test_a_full_disk_is_said_in_one_sentence(tmp_path):
    tail = ("ERROR: Could not install packages: [Errno 28] No space left on device",)
    assert wheels.explain_pip(tail, tmp_path / "log").startswith("The disk is full")


def test_any_other_failure_names_its_reason_and_the_log(tmp_path):
    tail = ("Collecting x", "ERROR: x has no wheel", "hint: see above")
    sentence = wheels.explain_pip(tail, tmp_path / "setup.log")
    assert "ERROR: x has no wheel" in sentence
    assert "setup.log" in sentence
