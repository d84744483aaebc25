# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A program that can write with servers, and a keyring in memory."""

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from longwriter_desktop.app.endpoints import EndpointUse
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.engine.probe_later import LazyProbe
from longwriter_desktop.storage.endpoints_file import EndpointsFile
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.window import MainWindow
from longwriter_desktop.window_app import build_services
from tests.ui.desk import Program
from tests.ui.scripted import ScriptedEngine


class MemorySecrets:
    """Keeps keys as a keyring does; without one it refuses."""

    def __init__(self, is_there: bool = True) -> None:
        self.kept: dict[str, str] = {}
        self._is_there = is_there

    def get(self, name: str) -> str:
        return self.kept.get(name, "")

    def set(self, name: str, value: str) -> None:
        if not self._is_there:
            raise EnvironmentProblem("no_keyring")
        self.kept[name] = value
        if not value:
            del self.kept[name]


def start(folder: Path, engine: ScriptedEngine, secrets: MemorySecrets) -> Program:
    """A program over a library in `folder`, its window not yet shown."""
    library = open_library(folder, app="tests")
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    use = EndpointUse(EndpointsFile(folder), secrets, LazyProbe())
    services = build_services(folder, library, engine, settings, endpoints=use)
    services.preferences.set("text.spell_check", False)
    return Program(MainWindow(services, settings), services, library, engine, settings)


def connect(program: Program, qtbot: QtBot, address: str, key: str = "") -> None:
    """Name a server, choose it and wait until it has answered. The client's library is loaded
    with the first one of a run, which takes seconds on a busy computer."""
    use = program.services.endpoints
    use.keep(use.new("Big machine", address), key)
    program.window.feature(EndpointDesk).choose(use.all()[0])
    qtbot.waitUntil(lambda: program.services.engine.is_ready, timeout=60_000)
