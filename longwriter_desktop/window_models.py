# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The composition root's part for the page of models."""

import os
from functools import partial
from pathlib import Path

from longwriter_desktop.app.downloads import DownloadsFile
from longwriter_desktop.app.fit_reports import FitReports
from longwriter_desktop.app.models_page import ModelParts, Offer
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.qt_download_list import DownloadList
from longwriter_desktop.app.qt_downloads import DownloadsController
from longwriter_desktop.composition import (
    list_models,
    measure_processor,
    memory_for_another,
    model_hub,
    model_places,
    model_runs,
    read_models_catalogue,
)
from longwriter_desktop.domain.catalogue import HUB_TOKEN
from longwriter_desktop.domain.ports import LocalEngine, ModelFile
from longwriter_desktop.ui.translation import language_of


def model_parts(folder: Path, preferences: Preferences, engine: LocalEngine) -> ModelParts:
    """What the page of models works with; the libraries behind it are imported when used.
    `engine` runs the model in use."""
    from longwriter_desktop.models.deleting import delete, what_deleting_frees
    from longwriter_desktop.models.device import can_use_gpu, uses_metal
    from longwriter_desktop.models.hub_requests import USUAL_ENDPOINT
    from longwriter_desktop.models.secrets import KeyringSecrets

    def catalogue() -> Offer:
        language = language_of(preferences.text("interface.language"))
        read = read_models_catalogue(folder, language)
        return Offer(read.models, read.notices)

    def place_of(model: ModelFile) -> str:
        if model.source != "added":
            return model.source
        added = (place.folder for place in model_places(folder) if place.kind == "added")
        return str(next((one for one in added if model.path.is_relative_to(one)), ""))

    memory = partial(memory_for_another, engine)
    queue = DownloadsController(model_hub(), DownloadsFile(folder))
    return ModelParts(
        catalogue=catalogue,
        local_models=lambda: list_models(folder),
        place_of=place_of,
        fit=FitReports(memory, measure_processor, model_runs(folder, preferences)),
        hub=model_hub(),
        secrets=KeyringSecrets(),
        downloads=DownloadList(queue),
        delete=lambda model: delete(model, model_places(folder)),
        what_deleting_frees=lambda model: what_deleting_frees(model, model_places(folder)),
        address=os.environ.get("HF_ENDPOINT", "") or USUAL_ENDPOINT,
        token_name=HUB_TOKEN,
        has_gpu=can_use_gpu() or uses_metal(),
    )
