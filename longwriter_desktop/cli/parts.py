# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the commands need of the program; `main.py` builds it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from longwriter_desktop.app.library_use import Exporter
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.domain.catalogue import ModelHub
from longwriter_desktop.domain.fit import Memory
from longwriter_desktop.domain.fit_speed import Processor
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import LocalEngine, ModelFile


class Server(Protocol):
    """A model that is offered to other programs at `address`, from `run` to `stop`."""

    @property
    def address(self) -> str: ...

    def run(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True)
class Parts:
    """Factories, so that a command builds only what it uses.

    `open_library(read_only)`, `start_engine()` and `open_server(engine, port, token)` are
    context managers that close what they opened; `check_file` raises what `write_file` would,
    as far as it can be known beforehand; `starter` is the bundled model.
    """

    open_library: Callable[[bool], AbstractContextManager[Library]]
    start_engine: Callable[[], AbstractContextManager[LocalEngine]]
    export: Exporter
    check_file: Callable[[Path], None]
    write_file: Callable[[Path, bytes], None]
    local_models: Callable[[], list[ModelFile]]
    memory: Callable[[], Memory]
    processor: Callable[[], Processor]
    runs: Callable[[], ModelRuns]
    starter: Path
    hub: Callable[[], ModelHub]
    open_server: Callable[[LocalEngine, int, str], AbstractContextManager[Server]]
