# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A planted key is in no file that the program writes, whatever happens with it."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.crash import CrashHandler
from longwriter_desktop.app.downloads import Download, DownloadsFile
from longwriter_desktop.app.exporting import export_to_file
from longwriter_desktop.app.preferences import Preferences
from longwriter_desktop.app.session import new_document
from longwriter_desktop.domain.catalogue import HUB_TOKEN, HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import ExportRequest
from longwriter_desktop.models.hub import HubStore
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.storage.settings_file import open_settings
from tests.models.hub.conftest import REPOSITORY, HeldSecrets, fetch
from tests.support.hub_server import HubServer

KEY = "hf_PlantedKeyThatMustNotBeFound"


@pytest.fixture
def log(tmp_path: Path):
    """Everything that any library logs, in a file."""
    handler = logging.FileHandler(tmp_path / "all.log")
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (None, "huggingface_hub")}
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield tmp_path / "all.log"
    root.removeHandler(handler)
    handler.close()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def crash(folder: Path, error: BaseException) -> Path:
    reports: list[Path] = []
    CrashHandler(folder, int, reports.append).handle(type(error), error, error.__traceback__)
    return reports[0]


def test_a_planted_key_is_in_no_file(
    hub: HubServer, store: HubStore, file: HubFile, secrets: HeldSecrets, tmp_path: Path,
    log: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    secrets.values[HUB_TOKEN] = KEY
    hub.agreed.add(KEY)
    hub.repositories[REPOSITORY].is_gated = True
    fetch(store, file)
    used = [item for item in hub.requests if KEY in item.headers.get("authorization", "")]
    assert used
    hub.agreed.clear()
    with pytest.raises(EnvironmentProblem) as raised:
        fetch(store, replace(file, name="missing.gguf"))
    crash(tmp_path / "reports", raised.value)
    # A bug in the middle of a download, while the key is in use.
    hub.agreed.add(KEY)
    hub.stall_after = 4096
    other = hub.add(REPOSITORY, "other.gguf", b"other" * 9999)
    steps = store.download(HubFile(REPOSITORY, "other.gguf", 49_995, other))
    while next(steps).done < 4096:
        pass
    with pytest.raises(ZeroDivisionError) as bug:
        steps.throw(ZeroDivisionError("a bug"))
    crash(tmp_path / "reports", bug.value)
    library = open_library(tmp_path / "library")
    document = new_document("Write about lamps.", 1000, "Lamps", "en")
    library.save(document)
    library.close()
    for suffix in (".md", ".docx"):
        export_to_file(document, ExportRequest(tmp_path / f"out{suffix}"))
    settings = open_settings(tmp_path / "library")
    Preferences(settings.chosen, settings.save).set("model.save_battery", False)
    DownloadsFile(tmp_path / "library").save([Download(file)])

    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"all.log", "out.md", "out.docx", "library.db", "downloads.json"} <= {
        path.name for path in written
    }
    assert log.stat().st_size
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    shown = capsys.readouterr()
    assert KEY not in shown.out + shown.err + caplog.text
