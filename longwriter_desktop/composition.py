# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The composition root's part without Qt: folders, library, engine, models."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from longwriter_desktop import __version__
from longwriter_desktop.app.endpoints import EndpointUse
from longwriter_desktop.app.model_fit import Memory
from longwriter_desktop.app.preferences import Preferences, SettingsPlace
from longwriter_desktop.cli.parts import Parts
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.network import Host, hosts
from longwriter_desktop.domain.ports import ExportRequest, ExportSummary, LocalEngine, ModelFile
from longwriter_desktop.domain.tuning import TuningStore
from longwriter_desktop.engine.either import ServerEngine

APP_NAME = "longwriter-desktop"
APP_WITH_VERSION = f"LongWriter Desktop {__version__}"


def data_folder(chosen: Path | None) -> Path:
    """The library's folder: the chosen one, else the user's data folder (XDG on Linux)."""
    return chosen or Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def build_parts(arguments: argparse.Namespace) -> Parts:
    """What the command line's commands use."""
    from longwriter_desktop.models.bundled import starter_path
    from longwriter_desktop.storage.atomic import write_atomic

    folder = data_folder(arguments.data_dir)
    return Parts(
        open_library=lambda read_only: _library(folder, read_only),
        start_engine=lambda: _engine(folder),
        export=export_file,
        write_file=write_atomic,
        local_models=lambda: list_models(folder),
        starter=starter_path(),
    )


def list_models(folder: Path) -> list[ModelFile]:
    """The bundled starter, and the GGUF files in `models` inside the data folder."""
    from longwriter_desktop.models.bundled import starter_path
    from longwriter_desktop.models.local import local_models

    return local_models([folder / "models"], starter_path())


def read_preferences(folder: Path) -> Preferences:
    """The settings of a data folder; see `storage.settings_file`."""
    from longwriter_desktop.storage.settings_file import open_settings

    file = open_settings(folder)
    place = SettingsPlace(str(file.path), file.unknown, tuple(file.notices))
    return Preferences(file.chosen, file.save, place)


def tunings(folder: Path) -> TuningStore:
    """What was measured of models on this machine."""
    from longwriter_desktop.engine.machine import machine
    from longwriter_desktop.storage.tuning_file import TuningFile

    return TuningFile(folder, machine())


def endpoints(folder: Path) -> EndpointUse:
    """The servers that the writer has named; none is contacted by this."""
    from longwriter_desktop.engine.probe_later import LazyProbe
    from longwriter_desktop.models.secrets import KeyringSecrets
    from longwriter_desktop.storage.endpoints_file import EndpointsFile

    return EndpointUse(EndpointsFile(folder), KeyringSecrets(), LazyProbe())


def server_engine(use: EndpointUse, endpoint: Endpoint) -> ServerEngine:
    """An engine over a server; the client's library is loaded now, and not before."""
    from longwriter_desktop.engine.remote import RemoteEngine

    return RemoteEngine(endpoint, lambda: use.key_of(endpoint))


def contacted_hosts(use: EndpointUse) -> tuple[Host, ...]:
    """Every host that the program can contact as it is set up now."""
    return hosts(use.all(), os.environ.get("HF_ENDPOINT", ""))


def read_memory() -> Memory:
    """This computer's main memory as it is now."""
    import psutil

    memory = psutil.virtual_memory()
    return Memory(memory.total, memory.available)


def runs_on_battery() -> bool:
    """Whether this computer runs on its battery now; False where it has none."""
    import psutil

    # Not every platform has the function, and not every machine a battery.
    read = getattr(psutil, "sensors_battery", None)
    battery = read() if read is not None else None
    return battery is not None and battery.power_plugged is False


def export_file(document: Document, request: ExportRequest) -> ExportSummary:
    """Write a document to a file; see `app.exporting.export_to_file`."""
    # python-docx takes a tenth of a second to import; most commands never need it.
    from longwriter_desktop.app.exporting import export_to_file

    return export_to_file(document, request)


@contextmanager
def _library(folder: Path, read_only: bool) -> Iterator[Library]:
    from longwriter_desktop.storage.opening import open_library

    library = open_library(folder, read_only=read_only, app=APP_WITH_VERSION)
    try:
        if not read_only:
            library.recover_streams()
        yield library
    finally:
        library.close()


@contextmanager
def _engine(folder: Path) -> Iterator[LocalEngine]:
    from longwriter_desktop.engine.client import WorkerEngine

    engine = WorkerEngine(tunings(folder))
    try:
        yield engine
    finally:
        engine.close()
