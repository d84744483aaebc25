# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The composition root's part with Qt: builds the window over the same parts.

Modules with words are imported in `run_window`, behind the translator: see `ui/translation.py`.
"""

import argparse
import gc
import sys
from collections.abc import Sequence
from functools import partial
from itertools import product
from pathlib import Path

import shiboken6
from PySide6.QtCore import QProcess, QSettings, QSize, QTimer
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from longwriter_desktop import __version__
from longwriter_desktop.app.crash import REPORTS, CrashHandler
from longwriter_desktop.app.desktop_bus import DesktopBus
from longwriter_desktop.app.endpoints import EndpointUse
from longwriter_desktop.app.garbage import collect_due
from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.messages import sentence, translate_sentences
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_autosave import Autosave
from longwriter_desktop.app.qt_drafting import DraftController
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_engine_state import EngineStates
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_model_use import ModelUse, Parts
from longwriter_desktop.app.qt_one_window import OneWindow, ask_for_window
from longwriter_desktop.app.qt_pauses import ServerPauses
from longwriter_desktop.app.qt_read_ahead import ReadAhead
from longwriter_desktop.app.qt_replanning import Replanning
from longwriter_desktop.app.qt_revising import RevisingController
from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.app.qt_signals import EndSignals
from longwriter_desktop.app.qt_spelling import Spelling
from longwriter_desktop.app.qt_summaries import SummariesController
from longwriter_desktop.app.qt_takes import TakesController
from longwriter_desktop.app.qt_tuning import TuningController
from longwriter_desktop.app.qt_two_models import TwoModels
from longwriter_desktop.app.qt_worker_watch import watch_for
from longwriter_desktop.app.qt_writing import WritingController
from longwriter_desktop.app.qt_written_with import WrittenWith
from longwriter_desktop.app.session import DocumentSession, new_document
from longwriter_desktop.cli.parser import EXIT_BUG, EXIT_ENVIRONMENT, EXIT_OK
from longwriter_desktop.composition import (
    APP_WITH_VERSION,
    contacted_hosts,
    data_folder,
    export_file,
    own_models,
    read_memory,
    read_preferences,
    runs_on_battery,
    server_engine,
    worker_engine,
)
from longwriter_desktop.composition import endpoints as kept_endpoints
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.domain.ports import LocalEngine
from longwriter_desktop.engine.either import EitherEngine, KeepingEngine
from longwriter_desktop.engine.process import own_command
from longwriter_desktop.engine.remote_pauses import Pauses
from longwriter_desktop.engine.suspending import suspended_together
from longwriter_desktop.models.bundled import starter_path
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.storage.sessions import SessionFiles
from longwriter_desktop.ui.resources import resource_folder
from longwriter_desktop.ui.translation import install_language, tr
from longwriter_desktop.window_models import model_parts

DESKTOP_FILE = "longwriter-desktop"
_FRAME = QSize(8, 40)  # px that a desktop's title bar and frame take beside a window
_UNDO_STEPS = 1_000  # each holds a text; takes and backups reach further back
_MODEL_KEY = "model/path"
_RESTART = "restart"
_GARBAGE_MS = 1_000


def run_window(arguments: argparse.Namespace) -> int:
    """Open the library, show the window, load the model behind it; returns the exit code."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("LongWriter Desktop")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(DESKTOP_FILE)
    folder = data_folder(arguments.data_dir)
    preferences = read_preferences(folder)
    install_language(application, resource_folder(), preferences.text("interface.language"))
    translate_sentences(tr)
    from longwriter_desktop.ui.endpoint_desk import EndpointDesk
    from longwriter_desktop.ui.first_run_desk import FirstRunDesk
    from longwriter_desktop.ui.second_start import SecondStart
    from longwriter_desktop.ui.window import MainWindow

    try:
        library = open_library(folder, app=APP_WITH_VERSION)
        library.recover_streams()
    except EnvironmentProblem as problem:
        if problem.code == "library_locked" and ask_for_window(folder, arguments.model):
            return EXIT_OK
        text = sentence(problem.code, problem.params)
        print(text, file=sys.stderr)
        QMessageBox.critical(None, "LongWriter Desktop", text)
        return EXIT_ENVIRONMENT
    further_starts = OneWindow(folder)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    engine = worker_engine(folder, preferences)
    services = build_services(folder, library, engine, settings, preferences)
    window = MainWindow(services, settings)
    further_starts.asked.connect(window.feature(SecondStart).come_forward)
    crash = CrashHandler(folder / REPORTS, services.autosave.flush, window.show_crash)
    crash.install()
    ends = _ended_from_outside(application, window)
    fit(window, window.screen().availableSize())
    window.show()
    _collect_in_this_thread(window)
    model = _model_to_load(arguments, services, settings)
    is_asked = arguments.no_model or arguments.model is not None
    server = None if is_asked else window.feature(EndpointDesk).remembered
    first_run = window.feature(FirstRunDesk)
    first_run.begin_if_new()
    # After the first paint: the window never waits for a model, and a model is ready behind
    # the page of first steps.
    QTimer.singleShot(0, services.engine, partial(_load, services, model, server))
    first_run.restart_asked.connect(partial(_ask_restart, application, window))
    try:
        with suspended_together(lambda: engine.worker_pid):
            code = application.exec()
    finally:
        ends.close()
        further_starts.close()
        application.sync()  # the window is to be seen going, whatever there is to wait for
        close_services(services, engine, library)
        # By Qt, while Python's side of it is whole: collected at exit, the window would send
        # events to filters that have lost what they watch.
        shiboken6.delete(window)
    if application.property(_RESTART):
        start_again()
    return EXIT_OK if code == 0 else EXIT_BUG


def close_services(services: Services, engine: LocalEngine, library: Library) -> None:
    """End what runs behind a window that has gone; every text is saved first, and what the model
    has read last, which may take a while: whoever starts the program meanwhile has the library."""
    services.writing.close()
    services.autosave.close()
    services.desktop.close()
    services.read_ahead.stop()
    services.tuning.stop()
    services.states.finish()
    _close_library(library)
    services.states.close()
    engine.close()
    services.read_ahead.close()
    services.tuning.close()
    if services.models is not None:
        services.models.downloads.close()


def _close_library(library: Library) -> None:
    """Where its backup cannot be made, the text is in it all the same, and the window has gone."""
    try:
        library.close()
    except EnvironmentProblem as problem:
        print(sentence(problem.code, problem.params), file=sys.stderr)


def fit(window: QWidget, room: QSize) -> None:
    """Let a window be no larger than a screen that has this room (px) for it and its frame."""
    if not window.isMaximized() and not window.isFullScreen():
        window.resize(window.size().boundedTo(room - _FRAME))


def _collect_in_this_thread(window: QWidget) -> None:
    """From now on, and leave out what is there, which stays: a look through all of it would be
    felt between two key presses.
    """
    gc.disable()
    gc.freeze()
    timer = QTimer(window)
    timer.timeout.connect(collect_due)
    timer.start(_GARBAGE_MS)


def start_again() -> None:
    """Start the program anew, with the same arguments, beside this process that ends."""
    command, _environment = own_command(*sys.argv[1:])
    QProcess.startDetached(command[0], command[1:])


def _ended_from_outside(application: QApplication, window: QWidget) -> EndSignals:
    """Let whoever ends the program from outside lose no text; to be closed at the end."""
    ends = EndSignals()
    ends.asked.connect(partial(_end, application, window))
    return ends


def _end(application: QApplication, window: QWidget) -> None:
    """As closing the window does it, whatever dialog is open; what cannot be saved keeps it open
    once."""
    if window.close():
        application.exit(EXIT_OK)


def _ask_restart(application: QApplication, window: QWidget) -> None:
    application.setProperty(_RESTART, True)
    window.close()


def build_services(
    folder: Path,
    library: Library,
    local: KeepingEngine,
    settings: QSettings,
    preferences: Preferences | None = None,
    endpoints: EndpointUse | None = None,
) -> Services:
    """The use cases over a library and an engine for model files; the rest is the folder's."""
    session, pauses = DocumentSession(new_document("", 2_000)), ServerPauses()
    undo_stack, runner = QUndoStack(), JobRunner()
    undo_stack.setUndoLimit(_UNDO_STEPS)
    asked = Pauses(pauses.note)
    servers = endpoints or kept_endpoints(folder, asked)
    engine = EitherEngine(local, partial(server_engine, servers, asked))
    preferences = preferences or read_preferences(folder)
    files = SessionFiles(folder / "sessions")
    states = EngineStates(session, engine, library, runner, files, preferences)
    controller = EngineController(engine, runner, engine.connect, states)
    local.watch(watch_for(controller, runner).note)
    parts = Parts(session, engine, library, runner, undo_stack, controller.wake)
    writing, replanning = WritingController(parts), Replanning(parts)
    autosave = Autosave(session, library, lambda: writing.section)
    takes, revising = TakesController(parts), RevisingController(parts)
    read_ahead = ReadAhead(session, engine, runner)
    draft, summaries = DraftController(parts), SummariesController(parts)
    tuning = TuningController(session, engine, runner, runs_on_battery)
    _give_way((writing, takes, draft, revising, summaries), (read_ahead, states, tuning))
    return Services(
        session=session,
        undo_stack=undo_stack,
        autosave=autosave,
        engine=controller,
        writing=writing,
        takes=takes,
        draft=draft,
        documents=LibraryUse(library, export_file),
        local_models=partial(own_models, folder),
        remember_model=lambda path: settings.setValue(_MODEL_KEY, str(path)),
        preferences=preferences,
        jobs=runner,
        desktop=DesktopBus("LongWriter Desktop", DESKTOP_FILE),
        own_themes=folder / "themes",
        replanning=replanning,
        revising=revising,
        read_ahead=read_ahead,
        states=states,
        summaries=summaries,
        tuning=tuning,
        plans=TwoModels(parts, controller, writing, replanning),
        written_with=WrittenWith(parts, controller, (writing, draft), preferences),
        endpoints=servers,
        pauses=pauses,
        hosts=partial(contacted_hosts, servers),
        spelling=Spelling(),
        memory=read_memory,
        on_battery=runs_on_battery,
        models=model_parts(folder, preferences, local),
    )


def _give_way(
    uses: Sequence[ModelUse], idle: Sequence[ReadAhead | EngineStates | TuningController]
) -> None:
    """Let what runs in pauses know when the model is used."""
    for use, work in product(uses, idle):
        use.busy_changed.connect(work.note_use)


def _model_to_load(
    arguments: argparse.Namespace, services: Services, settings: QSettings
) -> Path | None:
    """The model asked for, else the one used last; None where none is wanted."""
    if arguments.no_model:
        return None
    asked: Path | None = arguments.model
    if asked is not None:
        return asked
    wanted = services.preferences.flag("model.load_at_start")
    return _remembered_model(settings) if wanted else None


def _load(services: Services, model: Path | None, server: Endpoint | None) -> None:
    if server is not None:
        services.engine.choose(server)
    elif model is not None:
        services.engine.load(model)


def _remembered_model(settings: QSettings) -> Path:
    """The model used last, if its file is still there; else the bundled starter."""
    remembered = Path(str(settings.value(_MODEL_KEY, "")))
    return remembered if remembered.is_file() else starter_path()
