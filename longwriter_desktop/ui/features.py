# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The features that hang on the window's parts; each wires itself and owns its widgets."""

from PySide6.QtCore import QObject

from longwriter_desktop.ui.about_dialog import AboutDesk
from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from longwriter_desktop.ui.palette_desk import PaletteDesk
from longwriter_desktop.ui.preferences_desk import PreferencesDesk
from longwriter_desktop.ui.section_keys import SectionKeys
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.takes_desk import TakesDesk


def build_features(shell: Shell) -> tuple[QObject, ...]:
    """Make all features; the window keeps them. Their order is that of their tabs."""
    features = (
        SectionKeys(shell), TakesDesk(shell), PaletteDesk(shell), FirstRunDesk(shell),
        AboutDesk(shell),
    )  # fmt: skip
    # Last: the table of shortcuts holds the actions that the others have made.
    return (*features, PreferencesDesk(shell))
