# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about a fast draft."""

from longwriter_desktop.ui.translation import tr

FAST_DRAFT = tr("Write all as a fast draft")
HELP = tr(
    "Several sections are written at the same time, each from the instruction and the plan alone."
    " It is faster, but the sections do not know each other\u2019s text."
)
UNDO = tr("fast draft")
ENDED = tr("The model process ended during the fast draft. Your text is saved.")
