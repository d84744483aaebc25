# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""All scenes of the pictures, by name."""

from tests.ui import (
    scenes_dialogs,
    scenes_models,
    scenes_plan,
    scenes_revising,
    scenes_side,
    scenes_start,
    scenes_text,
)
from tests.ui.stage import Scenes

SCENES: Scenes = {
    **scenes_start.SCENES,
    **scenes_models.SCENES,
    **scenes_plan.SCENES,
    **scenes_text.SCENES,
    **scenes_revising.SCENES,
    **scenes_side.SCENES,
    **scenes_dialogs.SCENES,
}
