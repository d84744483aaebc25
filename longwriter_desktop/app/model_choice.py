# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding the models that a document was planned or written with."""

from collections.abc import Sequence
from pathlib import Path

from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile


def found(choice: ModelChoice, models: Sequence[ModelFile]) -> Path | None:
    """Where the model lies now: at its place, else where one of `models` has its name.

    None where it is not on this computer.
    """
    if choice.path.is_file():
        return choice.path
    usable = (model for model in models if model.problem is None)
    return next((model.path for model in usable if model.name == choice.name), None)
