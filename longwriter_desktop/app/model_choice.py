# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Finding the models that a document was planned or written with."""

from collections.abc import Sequence
from pathlib import Path

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile


def found(choice: ModelChoice, models: Sequence[ModelFile]) -> Path | None:
    """Where the model lies now: at its place, else where one of `models` has its name.

    None where it is not on this computer.
    """
    if choice.server:
        return None
    if choice.path.is_file():
        return choice.path
    usable = (model for model in models if model.problem is None)
    return next((model.path for model in usable if model.name == choice.name), None)


def source_of(
    choice: ModelChoice, models: Sequence[ModelFile], servers: Sequence[Endpoint]
) -> Path | Endpoint | None:
    """What is to be loaded, or asked, for a choice; None where it is gone."""
    if choice.server:
        return next((server for server in servers if server.id == choice.server), None)
    return found(choice, models)
