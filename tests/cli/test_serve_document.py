# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`longwriter serve` in a process of its own as the server that a document is written with."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.app.keeping import SectionKept, write_and_keep
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.events import PlanReady
from longwriter_desktop.domain.ports import LengthGoal
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.storage.opening import open_library
from tests.cli.conftest import Longwriter
from tests.cli.test_serve import told

ASKED = PlanRequest("Write an essay on lighthouses and the people who kept them.", 300)


@pytest.fixture
def remote(longwriter: Longwriter) -> Iterator[RemoteEngine]:
    process = longwriter.start("serve", "--port", "0")
    address, token = told(process, "Base URL:"), told(process, "API key:")
    remote = RemoteEngine(Endpoint("e", "Here", address), lambda: token)
    remote.connect()
    yield remote
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)


def test_a_document_is_planned_and_written_to_its_length(
    remote: RemoteEngine, tmp_path: Path
) -> None:
    ready = list(make_plan(remote, ASKED))[-1]
    assert isinstance(ready, PlanReady)
    assert ready.plan.outline.total_words == 300
    library = open_library(tmp_path)
    library.save(Document("d", "Lights", ASKED.instruction, 300, outline=ready.plan.outline))
    for section in ready.plan.outline.sections:
        kept = list(write_and_keep(remote, library, library.load("d"), section.id, seed=5))[-1]
        assert isinstance(kept, SectionKept)
        high = LengthGoal.around(section.target_words).high
        assert section.target_words * 0.9 <= kept.text.words <= high
    assert 270 <= library.load("d").written_words <= 337
    library.close()
