# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: F403
"""Words that more than one part of the window needs; a feature has a module of its own."""

from longwriter_desktop.ui.words.figures import *
from longwriter_desktop.ui.words.manuscript import *
from longwriter_desktop.ui.words.notices import *
from longwriter_desktop.ui.words.pages import *
from longwriter_desktop.ui.words.plan import *
from longwriter_desktop.ui.words.window import *
