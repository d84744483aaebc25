# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""llama.cpp's own `llama-bench`, built from the source that the installed llama-cpp-python has.

The source comes from the package's source distribution. The program is built once, in the
cache folder, with CMake's usual flags, as the package was; it then runs with the package's
shared libraries, so that both sides of a comparison execute the same machine code.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

import llama_cpp

from tests.bench.big_model import cache_folder

_PACKAGE = "llama-cpp-python"
_VENDORED = "vendor/llama.cpp"
_FLAGS = (
    "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=ON", "-DCMAKE_SKIP_RPATH=ON",
    "-DLLAMA_BUILD_COMMON=ON", "-DLLAMA_BUILD_TOOLS=ON", "-DLLAMA_BUILD_SERVER=OFF",
    "-DLLAMA_BUILD_TESTS=OFF", "-DLLAMA_BUILD_EXAMPLES=OFF", "-DLLAMA_BUILD_APP=OFF",
    "-DLLAMA_OPENSSL=OFF",
)  # fmt: skip
_LAST_LINES = 3
_PATHS = {"darwin": "DYLD_LIBRARY_PATH", "win32": "PATH"}  # else LD_LIBRARY_PATH


class CannotBuildError(Exception):
    """`llama-bench` cannot be built here; one sentence says why."""


def llama_bench() -> Path:
    """The program; builds it first where it is not there yet (minutes, 1 GB of disk meanwhile).

    Raises `CannotBuildError`.
    """
    number = version(_PACKAGE)
    folder = cache_folder() / f"llama-bench-{number}"
    program = folder / ("llama-bench.exe" if os.name == "nt" else "llama-bench")
    if program.is_file():
        return program
    if not shutil.which("cmake"):
        raise CannotBuildError("llama-bench was not built: there is no cmake")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        source = _source(number, Path(place))
        built = _built(source, Path(place) / "build")
        for file in built.iterdir():
            if file.is_file():
                shutil.copy2(file, folder / file.name)
    return program


def library_environment() -> dict[str, str]:
    """What makes `llama-bench` load the installed package's libraries before its own."""
    name = _PATHS.get(sys.platform, "LD_LIBRARY_PATH")
    folders = [Path(llama_cpp.__file__).parent / "lib", llama_bench().parent]
    paths = [str(folder) for folder in folders]
    return {name: os.pathsep.join([*paths, *filter(None, [os.environ.get(name)])])}


def _source(number: str, place: Path) -> Path:
    """The folder of the vendored llama.cpp, unpacked in `place`."""
    _run(
        [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:",
         "--dest", str(place), f"{_PACKAGE}=={number}"],
        "its source could not be downloaded",
    )  # fmt: skip
    archive = next(place.glob("*.tar.gz"))
    with tarfile.open(archive) as packed:
        packed.extractall(place, filter="data")
    return next(place.glob(f"*/{_VENDORED}"))


def _built(source: Path, folder: Path) -> Path:
    """The folder with the program and its libraries."""
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    chosen = os.environ.get("CMAKE_ARGS", "").split()
    _run(
        ["cmake", *generator, "-S", str(source), "-B", str(folder), *_FLAGS, *chosen],
        "cmake could not prepare it",
    )
    _run(
        ["cmake", "--build", str(folder), "--config", "Release", "--target", "llama-bench",
         "--parallel", str(os.cpu_count() or 1)],
        "it could not be compiled",
    )  # fmt: skip
    return next(path.parent for path in folder.rglob("llama-bench*") if _is_program(path))


def _is_program(path: Path) -> bool:
    return path.is_file() and path.name in ("llama-bench", "llama-bench.exe")


def _run(command: list[str], what: str) -> None:
    """Run at the lowest priority: others on the machine are not held up by a compiler."""
    print(" ".join(command), file=sys.stderr, flush=True)
    lowest = ["nice", "-n", "19"] if shutil.which("nice") else []
    done = subprocess.run(
        [*lowest, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        last = " / ".join(done.stdout.strip().splitlines()[-_LAST_LINES:])
        raise CannotBuildError(f"llama-bench was not built: {what} ({last})")
