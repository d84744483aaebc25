# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The features that hang on the window's parts; each wires itself and owns its widgets."""

from PySide6.QtCore import QObject

from longwriter_desktop.ui.about_dialog import AboutDesk
from longwriter_desktop.ui.choices_desk import ChoicesDesk
from longwriter_desktop.ui.cost_desk import CostDesk
from longwriter_desktop.ui.draft_desk import DraftDesk
from longwriter_desktop.ui.endpoint_desk import EndpointDesk
from longwriter_desktop.ui.file_drop import FileDrop
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.markdown_desk import MarkdownDesk
from longwriter_desktop.ui.model_desk import ModelDesk
from longwriter_desktop.ui.model_offer import DocumentModels
from longwriter_desktop.ui.models_desk import ModelsDesk
from longwriter_desktop.ui.notes_desk import NotesDesk
from longwriter_desktop.ui.one_shot_desk import OneShotDesk
from longwriter_desktop.ui.outline_follow import OutlineFollow
from longwriter_desktop.ui.outline_notes import OutlineNotes
from longwriter_desktop.ui.palette_desk import PaletteDesk
from longwriter_desktop.ui.pause_desk import PauseDesk
from longwriter_desktop.ui.places import Places
from longwriter_desktop.ui.plain_paste import PlainPaste
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.removed_desk import RemovedDesk
from longwriter_desktop.ui.replan_desk import ReplanDesk
from longwriter_desktop.ui.revise_desk import ReviseDesk
from longwriter_desktop.ui.run_desk import RunDesk
from longwriter_desktop.ui.search_desk import SearchDesk
from longwriter_desktop.ui.second_start import SecondStart
from longwriter_desktop.ui.section_keys import SectionKeys
from longwriter_desktop.ui.sees_desk import SeesDesk
from longwriter_desktop.ui.selected_words import SelectedWords
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.side_desk import SideDesk
from longwriter_desktop.ui.spelling_desk import SpellingDesk
from longwriter_desktop.ui.stale_desk import StaleDesk
from longwriter_desktop.ui.start_draft import StartDraft
from longwriter_desktop.ui.takes_desk import TakesDesk
from longwriter_desktop.ui.text_drop import TextDrop
from longwriter_desktop.ui.thinking_desk import ThinkingDesk
from longwriter_desktop.ui.view_features import view_features


def build_features(shell: Shell) -> tuple[QObject, ...]:
    """Make all features; the window keeps them. Their order is that of their tabs."""
    markdown, first_run = MarkdownDesk(shell), FirstRunDesk(shell)
    features = (
        ChoicesDesk(shell),
        RemovedDesk(shell),
        StartDraft(shell),
        SideDesk(shell),
        Places(shell),
        SectionKeys(shell),
        SelectedWords(shell),
        SearchDesk(shell),
        OneShotDesk(shell),
        TakesDesk(shell),
        SeesDesk(shell),
        NotesDesk(shell),
        StaleDesk(shell),
        ThinkingDesk(shell),
        OutlineNotes(shell),
        OutlineFollow(shell),
        ReplanDesk(shell),
        TextDrop(shell),
        PlainPaste(shell),
        FileDrop(shell),
        ReviseDesk(shell),
        markdown,
        SpellingDesk(shell, markdown.styler),
        *view_features(shell),
        DraftDesk(shell),
        CostDesk(shell),
        RunDesk(shell),
        PaletteDesk(shell),
        first_run,
        ModelDesk(shell),
        ModelsDesk(shell, first_run),
        servers := EndpointDesk(shell),
        DocumentModels(shell, servers),
        PauseDesk(shell),
        AboutDesk(shell),
        SecondStart(shell),
    )
    # Last: the table of shortcuts holds the actions that the others have made.
    return (*features, PreferencesDesk(shell))
