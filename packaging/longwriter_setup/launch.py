# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Starts what has been set up: the window, or the same work without one."""

import argparse
import os
import socket
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from longwriter_setup.environment import Checkout

# Two processes: the heavy tests run a model, which takes every core by itself.
PARALLEL = ("-n", "2", "--dist", "loadfile")
SAMPLE_WORDS = 800
X11_SOCKETS = "/tmp/.X11-unix"  # fixed by the X server, not by this program
X11_TCP_PORT = 6000


def has_display(environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown: a display is named, and something listens there."""
    if not sys.platform.startswith("linux") or environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_listens(environ) or _x11_listens(environ.get("DISPLAY", ""))


def _wayland_listens(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(environ.get("XDG_RUNTIME_DIR", ""), name).is_socket()


def _x11_listens(display: str) -> bool:
    host, separator, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not separator or not number.isdigit():
        return False
    if host in ("", "unix"):
        return _connects(socket.AF_UNIX, f"{X11_SOCKETS}/X{number}")
    return _connects(socket.AF_INET, (host, X11_TCP_PORT + int(number)))


def _connects(family: int, address: "str | tuple[str, int]") -> bool:
    with socket.socket(family) as client:
        client.settimeout(2.0)
        try:
            client.connect(address)
        except OSError:
            return False
    return True


def become(checkout: Checkout, program: str, arguments: Sequence[str]) -> NoReturn:
    """Turn into one of the environment's programs, so that Ctrl-C and the exit status are its."""
    sys.stdout.flush()
    os.chdir(checkout.root)
    command = _command(checkout, program, arguments)
    os.execv(command[0], command)


def call(checkout: Checkout, program: str, arguments: Sequence[str]) -> int:
    """Run one of the environment's programs in the checkout; return its exit status."""
    sys.stdout.flush()
    command = _command(checkout, program, arguments)
    return subprocess.run(command, cwd=checkout.root, check=False).returncode


def _command(checkout: Checkout, program: str, arguments: Sequence[str]) -> list[str]:
    return [str(checkout.venv / "bin" / program), *arguments]


def write_sample(checkout: Checkout, arguments: Sequence[str]) -> NoReturn:
    """Plan, write and export the sample document on the terminal."""
    print(
        "There is no display, so no window can open: writing the sample document here instead.",
        flush=True,
    )
    folder = checkout.root / "sample"
    folder.mkdir(exist_ok=True)
    instruction, words = read_sample(checkout, language_in(arguments))
    command = ["write", instruction, "--words", str(words)]
    for name in ("sample.docx", "sample.md"):
        command += ["-o", str(folder / name)]
    become(checkout, "longwriter", [*command, *arguments])


def language_in(arguments: Sequence[str]) -> str:
    """The value of `--language`, which the sample is written in, too; English without one."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--language", default="en")
    return str(parser.parse_known_args(arguments)[0].language)


def read_sample(checkout: Checkout, language: str) -> tuple[str, int]:
    """The sample's instruction and its length in words; in English where there is no other."""
    folder = checkout.root / "resources"
    path = folder / f"sample.{language.partition('-')[0].lower()}.toml"
    if not path.is_file():
        path = folder / "sample.toml"
    sample = tomllib.loads(path.read_text("utf-8"))
    return sample["instruction"], sample.get("words", SAMPLE_WORDS)
