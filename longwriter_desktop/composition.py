# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The composition root's part without Qt: folders, library, engine, models."""

import argparse
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from longwriter_desktop import __version__
from longwriter_desktop.app.endpoints import EndpointUse
from longwriter_desktop.app.load_choices import choice_of
from longwriter_desktop.app.model_fit import Memory
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.app.preferences import Preferences, SettingsPlace
from longwriter_desktop.cli.parts import Parts, Server
from longwriter_desktop.domain.catalogue import ModelHub, Prompting
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EngineProblem, EnvironmentProblem
from longwriter_desktop.domain.fit_speed import Processor
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.network import Host, hosts
from longwriter_desktop.domain.ports import ExportRequest, ExportSummary, LocalEngine, ModelFile
from longwriter_desktop.domain.tuning import TuningStore
from longwriter_desktop.engine.either import ServerEngine
from longwriter_desktop.engine.remote_pauses import Pauses

if TYPE_CHECKING:
    from longwriter_desktop.engine.client import WorkerEngine
    from longwriter_desktop.models.catalogue import Catalogue
    from longwriter_desktop.models.places import Place

APP_NAME = "longwriter-desktop"
_WORKER = "--worker"  # argument of the model's process
APP_WITH_VERSION = f"LongWriter Desktop {__version__}"


def data_folder(chosen: Path | None) -> Path:
    """The library's folder: the chosen one, else the user's data folder (XDG on Linux)."""
    return chosen or Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def build_parts(arguments: argparse.Namespace) -> Parts:
    """What the command line's commands use."""
    from longwriter_desktop.models.bundled import starter_path
    from longwriter_desktop.storage.atomic import check_writable, write_atomic

    folder = data_folder(arguments.data_dir)
    return Parts(
        open_library=lambda read_only: _library(folder, read_only),
        start_engine=lambda: _engine(folder),
        export=export_file,
        check_file=check_writable,
        write_file=write_atomic,
        local_models=lambda: list_models(folder),
        memory=read_memory,
        processor=measure_processor,
        runs=lambda: model_runs(folder, read_preferences(folder)),
        starter=starter_path(),
        hub=model_hub,
        open_server=_server,
    )


def model_hub() -> ModelHub:
    """The Hub, or the mirror that the environment names; nothing is asked of it yet."""
    from longwriter_desktop.models.hub import HubStore
    from longwriter_desktop.models.secrets import KeyringSecrets

    return HubStore(KeyringSecrets())


def own_models(folder: Path) -> list[ModelFile]:
    """The bundled starter and the models in the data folder, found in no time."""
    from longwriter_desktop.models.bundled import starter_path
    from longwriter_desktop.models.places import Place, find_models

    return find_models([Place("own", folder / "models")], starter_path())


def list_models(folder: Path) -> list[ModelFile]:
    """The bundled starter, and the models in `model_places`."""
    from longwriter_desktop.models.bundled import starter_path
    from longwriter_desktop.models.places import find_models

    return find_models(model_places(folder), starter_path())


def model_places(folder: Path) -> "list[Place]":
    """Where models are looked for: in the data folder, in those that the writer added, and in
    other programs' folders."""
    from longwriter_desktop.app.models_page import own_folders
    from longwriter_desktop.models.places import usual_places

    return usual_places(folder, own_folders(read_preferences(folder)))


def measure_processor() -> Processor:
    """How fast this computer's processor is; measured once, in a third of a second."""
    from longwriter_desktop.models.processor import read_processor

    return read_processor()


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


def model_runs(folder: Path, preferences: Preferences) -> ModelRuns:
    """How each model is run: as the writer chose, else as it measured best on this machine."""
    from longwriter_desktop.engine.known_models import find_tuning

    return ModelRuns(partial(choice_of, preferences), partial(find_tuning, tunings(folder)))


def worker_engine(folder: Path, preferences: Preferences) -> "WorkerEngine":
    """An engine for model files, in a process of its own."""
    from longwriter_desktop.engine.client import WorkerEngine

    return WorkerEngine(
        tunings(folder), partial(prompting_of, folder), partial(choice_of, preferences)
    )


def endpoints(folder: Path, pauses: Pauses) -> EndpointUse:
    """The servers that the writer has named; none is contacted by this. `pauses` as in
    `server_engine`."""
    from longwriter_desktop.engine.probe_later import LazyProbe
    from longwriter_desktop.models.secrets import KeyringSecrets
    from longwriter_desktop.storage.endpoints_file import EndpointsFile

    return EndpointUse(EndpointsFile(folder), KeyringSecrets(), LazyProbe(pauses))


def server_engine(use: EndpointUse, pauses: Pauses, endpoint: Endpoint) -> ServerEngine:
    """An engine over a server; the client's library is loaded now, and not before. All engines
    keep the same `pauses`."""
    from longwriter_desktop.engine.remote import RemoteEngine

    return RemoteEngine(endpoint, lambda: use.key_of(endpoint), pauses=pauses)


def contacted_hosts(use: EndpointUse) -> tuple[Host, ...]:
    """Every host that the program can contact as it is set up now."""
    from longwriter_desktop.models.proxies import proxy_addresses

    return hosts(use.all(), os.environ.get("HF_ENDPOINT", ""), proxy_addresses())


def read_memory() -> Memory:
    """This computer's memory as it is now, and that of a GPU which the engine can use."""
    import psutil

    from longwriter_desktop.models import device

    memory = psutil.virtual_memory()
    total, free = device.device_memory() if device.can_use_gpu() else (0, 0)
    return Memory(
        memory.total,
        memory.available,
        total,
        free,
        is_shared=device.uses_metal(),
        is_untold=not total and device.may_have_untold_gpu(),
    )


def memory_for_another(engine: LocalEngine) -> Memory:
    """The memory as it will be when the model in use has given its own back, which it does
    before another one, or itself with other settings, is loaded."""
    memory = read_memory()
    try:
        info = engine.info
    except EngineProblem:
        return memory
    on_device = info.memory_bytes * info.gpu_layers // max(1, info.layers)
    return replace(
        memory,
        free=min(memory.total, memory.free + _held_by_worker()),
        device_free=min(memory.device_total, memory.device_free + on_device),
    )


def _held_by_worker() -> int:
    """Bytes of memory that the model's process does not share with files on the disk."""
    import psutil

    held = 0
    for process in psutil.Process().children():
        try:
            if _WORKER in process.cmdline():
                used = process.memory_info()
                held += used.rss - getattr(used, "shared", 0)  # of Linux alone
        except psutil.Error:
            continue  # it has ended meanwhile
    return held


def read_models_catalogue(folder: Path, language: str = "en") -> "Catalogue":
    """The models that the program suggests and the writer's own additions."""
    from longwriter_desktop.models.catalogue import bundled_catalogue, read_catalogue

    return read_catalogue(bundled_catalogue(), folder, language)


def prompting_of(folder: Path, path: Path) -> Prompting:
    """How the model in a file is spoken to, where the catalogue knows better than the file.

    A file whose header cannot be read is left to the engine, which says what is wrong.
    """
    from longwriter_desktop.models.header import HeaderError, read_header

    try:
        header = read_header(path)
    except (OSError, HeaderError):
        return Prompting()
    return read_models_catalogue(folder).prompting_for(path, header)


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

    if read_only:
        _keep_interrupted(folder)
    library = open_library(folder, read_only=read_only, app=APP_WITH_VERSION)
    went_well = False
    try:
        if not read_only:
            library.recover_streams()
        yield library
        went_well = True
    finally:
        # What went wrong first is told, and not that it is in the way of a backup too.
        with nullcontext() if went_well else suppress(EnvironmentProblem):
            library.close()


def _keep_interrupted(folder: Path) -> None:
    """Put what a killed program was writing into its sections, so that a reader is shown it.

    Where another program is writing it keeps its own; where nobody may, what is there is read.
    """
    from longwriter_desktop.storage.opening import open_library

    with closing(open_library(folder, read_only=True)) as reader:
        is_needed = reader.has_streams()
    if is_needed:
        with suppress(EnvironmentProblem), _library(folder, read_only=False):
            pass


@contextmanager
def _engine(folder: Path) -> Iterator[LocalEngine]:
    from longwriter_desktop.engine.suspending import suspended_together

    engine = worker_engine(folder, read_preferences(folder))
    try:
        with suspended_together(lambda: engine.worker_pid):
            yield engine
    finally:
        engine.close()


@contextmanager
def _server(engine: LocalEngine, port: int, token: str) -> Iterator[Server]:
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.serving.server import ApiServer

    server = ApiServer(engine, port, token, lambda problem: sentence(problem.code, problem.params))
    try:
        yield server
    finally:
        server.close()
