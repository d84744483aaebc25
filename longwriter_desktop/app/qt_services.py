# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the window needs, put together once in `main.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QUndoStack

from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.model_fit import Memory
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_autosave import Autosave
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_writing import WritingController
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.ports import ModelFile


@dataclass(frozen=True)
class Services:
    """The window's view of the program: use cases, never the parts behind them."""

    session: DocumentSession
    undo_stack: QUndoStack
    autosave: Autosave
    engine: EngineController
    writing: WritingController
    documents: LibraryUse
    local_models: Callable[[], list[ModelFile]]
    remember_model: Callable[[Path], None]
    preferences: Preferences
    jobs: JobRunner
    memory: Callable[[], Memory]
