# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The features that hang on the window's parts; each wires itself and owns its widgets."""

from PySide6.QtCore import QObject

from longwriter_desktop.ui.markdown_desk import MarkdownDesk
from longwriter_desktop.ui.section_keys import SectionKeys
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.spelling_desk import SpellingDesk
from longwriter_desktop.ui.takes_desk import TakesDesk


def build_features(shell: Shell) -> tuple[QObject, ...]:
    """Make all features; the window keeps them. Their order is that of their tabs."""
    markdown = MarkdownDesk(shell)
    spelling = SpellingDesk(shell, markdown.styler)
    return (SectionKeys(shell), TakesDesk(shell), markdown, spelling)
