# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The model that writes or judges: a GGUF file by the app's own engine, or a server's."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from longwriter_desktop.domain.endpoint import Pause
    from longwriter_desktop.domain.ports import TextEngine

TOGETHER: Final = 8  # answers that are written side by side; more wait for their turn
_SHORTEST = 1.0  # seconds of a pause that is worth a line


def add_options(
    arguments: argparse.ArgumentParser, file: str, endpoint: str, what: str, needed: bool = False
) -> None:
    """Options `--FILE PATH`, or `--ENDPOINT URL` with `--ENDPOINT-model NAME`."""
    either = arguments.add_mutually_exclusive_group(required=needed)
    either.add_argument(f"--{file}", type=Path, help=f"GGUF file of the model that {what}")
    either.add_argument(f"--{endpoint}", metavar="URL", help="or an OpenAI-compatible server")
    arguments.add_argument(f"--{endpoint}-model", default="", help="name of the server's model")


def add_judge(arguments: argparse.ArgumentParser) -> None:
    """The options that `judging` reads."""
    what = "grades quality (a server's key: LONGWRITER_JUDGE_KEY)"
    add_options(arguments, "judge", "judge-endpoint", what)


@contextmanager
def opened(file: Path | None, url: str, model: str, key: str) -> "Iterator[TextEngine]":
    """The engine of such options; the server's key is read from the environment variable `key`.

    Raises:
        EngineProblem: the model cannot be loaded, or the server not be reached.
    """
    if file is None:
        from longwriter_desktop.domain.endpoint import Endpoint
        from longwriter_desktop.engine.remote import RemoteEngine
        from longwriter_desktop.engine.remote_pauses import Pauses

        place = Endpoint("teacher", "teacher", url, model, takes_at_once=TOGETHER)
        pauses = Pauses(_tell_pause)
        remote = RemoteEngine(place, lambda: os.environ.get(key, ""), pauses=pauses)
        remote.connect()
        yield remote
        return
    from longwriter_desktop.engine.client import WorkerEngine

    engine = WorkerEngine()
    try:
        engine.load_now(file)
        yield engine
    finally:
        engine.close()


def _tell_pause(pause: "Pause | None") -> None:
    if pause is None or pause.seconds < _SHORTEST:
        return
    why = "asks for a pause" if pause.is_asked else "cannot answer now"
    print(f"The server {why}: goes on in {pause.seconds:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def judging(options: argparse.Namespace, folder: Path) -> "Iterator[TextEngine | None]":
    """The engine of `--judge` or `--judge-endpoint`, its answers kept in `folder`; None where
    neither is given. Raises `EngineProblem`."""
    if options.judge is None and not options.judge_endpoint:
        yield None
        return
    from longwriter_training.distil.cached import CachedEngine

    name, key = options.judge_endpoint_model, "LONGWRITER_JUDGE_KEY"
    with opened(options.judge, options.judge_endpoint, name, key) as engine:
        yield CachedEngine(engine, folder)
