# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Everything the window needs, put together once in `window_app.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QUndoStack

from longwriter_desktop.app.endpoints import EndpointUse
from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.app.model_fit import Memory
from longwriter_desktop.app.models_page import ModelParts
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_autosave import Autosave
from longwriter_desktop.app.qt_drafting import DraftController
from longwriter_desktop.app.qt_engine import EngineController
from longwriter_desktop.app.qt_engine_state import EngineStates
from longwriter_desktop.app.qt_jobs import JobRunner
from longwriter_desktop.app.qt_pauses import ServerPauses
from longwriter_desktop.app.qt_read_ahead import ReadAhead
from longwriter_desktop.app.qt_replanning import Replanning
from longwriter_desktop.app.qt_revising import RevisingController
from longwriter_desktop.app.qt_spelling import Spelling
from longwriter_desktop.app.qt_summaries import SummariesController
from longwriter_desktop.app.qt_takes import TakesController
from longwriter_desktop.app.qt_tuning import TuningController
from longwriter_desktop.app.qt_two_models import TwoModels
from longwriter_desktop.app.qt_writing import WritingController
from longwriter_desktop.app.qt_written_with import WrittenWith
from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.domain.network import Host
from longwriter_desktop.domain.ports import ModelFile


class Desktop(Protocol):
    """What the desktop around the window can do; every call returns at once."""

    def keep_awake(self, awake: bool) -> None: ...

    def notify(self, title: str, text: str, otherwise: Callable[[str, str], None]) -> None:
        """Show a notification; where none can be, call `otherwise` in another thread."""
        ...

    def show_progress(self, fraction: float | None) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class Services:
    """The window's view of the program: use cases, never the parts behind them."""

    session: DocumentSession
    undo_stack: QUndoStack
    autosave: Autosave
    engine: EngineController
    writing: WritingController
    takes: TakesController
    draft: DraftController
    documents: LibraryUse
    local_models: Callable[[], list[ModelFile]]
    remember_model: Callable[[Path], None]
    preferences: Preferences
    jobs: JobRunner
    memory: Callable[[], Memory]
    on_battery: Callable[[], bool]
    spelling: Spelling
    revising: RevisingController
    replanning: Replanning
    read_ahead: ReadAhead
    states: EngineStates
    summaries: SummariesController
    tuning: TuningController
    plans: TwoModels
    written_with: WrittenWith
    endpoints: EndpointUse
    pauses: ServerPauses
    hosts: Callable[[], tuple[Host, ...]]  # every one that the program can contact
    own_themes: Path  # folder of the writer's own theme files; there may be none
    desktop: Desktop
    models: ModelParts | None = None  # None: there is no page of models

    @property
    def is_writing(self) -> bool:
        """Whether the model plans or writes, in the text or beside it."""
        return self.writing.is_busy or self.takes.is_busy or self.draft.is_busy

    @property
    def is_answering(self) -> bool:
        """Whether the model is at work for the writer; loading it is not counted."""
        others = (self.revising, self.replanning, self.summaries, self.plans)
        return self.is_writing or any(use.is_busy for use in others)

    def stop(self) -> None:
        """Stop whatever the model does for the writer; what has come of a text is kept."""
        uses = (self.writing, self.takes, self.draft, self.revising, self.replanning)
        for use in (*uses, self.summaries, self.plans):
            use.stop()
        self.tuning.give_way()
