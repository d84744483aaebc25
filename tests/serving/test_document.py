# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A document that is planned and written through our own server: real worker, real client."""

from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import pytest

from longwriter_desktop.agentwrite.planner import PlanRequest, make_plan
from longwriter_desktop.app.keeping import SectionKept, write_and_keep
from longwriter_desktop.app.takes import TakeKept, write_takes
from longwriter_desktop.domain.document import Document, StopReason
from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.events import PlanReady
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.domain.plan_format import Plan
from longwriter_desktop.domain.ports import EngineEvent, GenerateRequest, LengthGoal
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.remote import RemoteEngine
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.serving.conftest import TOKEN, serving

ASKED = PlanRequest("Write an essay on lighthouses and the people who kept them.", 1_000)
SECTIONS = (
    new_section("Fires", "how beacons on headlands came first", 120),
    new_section("Keepers", "the daily round of a keeper", 90),
)


class WatchedWorker(WorkerEngine):
    """The worker, and what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[GenerateRequest] = []

    def generate_together(
        self, requests: Sequence[GenerateRequest]
    ) -> Generator[tuple[int, EngineEvent], None, None]:
        self.asked += requests
        return super().generate_together(requests)


@pytest.fixture(scope="module")
def worker(starter_path: Path) -> Iterator[WatchedWorker]:
    worker = WatchedWorker()
    worker.load_now(starter_path)
    yield worker
    worker.close()


@pytest.fixture
def remote(worker: WatchedWorker) -> Iterator[RemoteEngine]:
    with serving(worker) as server:
        remote = RemoteEngine(Endpoint("e", "Here", server.address), lambda: TOKEN)
        remote.connect()
        worker.asked.clear()
        yield remote


@pytest.fixture
def library(library_folder: Path) -> Iterator[SqliteLibrary]:
    library = open_library(library_folder)
    yield library
    library.close()


def planned(remote: RemoteEngine) -> Plan:
    last = list(make_plan(remote, ASKED))[-1]
    assert isinstance(last, PlanReady)
    return last.plan


def write(remote: RemoteEngine, library: SqliteLibrary, section_id: str) -> SectionKept:
    last = list(write_and_keep(remote, library, library.load("d"), section_id, seed=3))[-1]
    assert isinstance(last, SectionKept)
    return last


def test_a_plan_is_held_to_its_schema_by_the_worker(
    remote: RemoteEngine, worker: WatchedWorker
) -> None:
    plan = planned(remote)
    assert 1 <= len(plan.outline) <= 3
    assert plan.outline.total_words == 1_000
    assert all(item.main_point and item.target_words > 0 for item in plan.outline)
    (asked,) = worker.asked  # it could be read at the first try
    assert '"main_point"' in asked.schema
    assert all(len(item.main_point) <= 240 for item in plan.outline)


def test_every_section_of_a_document_comes_to_its_length_and_is_kept(
    remote: RemoteEngine, library: SqliteLibrary
) -> None:
    document = Document("d", "Lights", ASKED.instruction, 210, outline=Outline(SECTIONS))
    library.save(document)
    kept = [write(remote, library, section.id) for section in SECTIONS]
    for section, end in zip(SECTIONS, kept, strict=True):
        goal = LengthGoal.around(section.target_words)
        assert section.target_words * 0.9 <= end.text.words <= goal.high
        assert end.stop_reason in (StopReason.FINISHED, StopReason.LENGTH_LIMIT)
        assert end.text.text == library.load("d").text_of(section.id).text
        assert library.takes(section.id)[-1].text == end.text.text


def test_the_second_section_is_shown_the_first(
    remote: RemoteEngine, worker: WatchedWorker, library: SqliteLibrary
) -> None:
    library.save(Document("d", "Lights", ASKED.instruction, 210, outline=Outline(SECTIONS)))
    first, _second = (write(remote, library, section.id) for section in SECTIONS)
    asked = worker.asked[-1]
    assert asked.messages[1].content == first.text.text


def test_takes_of_a_section_are_written_one_after_another(
    remote: RemoteEngine, library: SqliteLibrary
) -> None:
    document = Document("d", "Lights", ASKED.instruction, 210, outline=Outline(SECTIONS))
    library.save(document)
    events = write_takes(remote, library, document, SECTIONS[1].id, seeds=(1, 2))
    takes = [event.event.take for event in events if isinstance(event.event, TakeKept)]
    assert len({take.text for take in takes if take is not None}) == 2
    assert all(81 <= take.words <= LengthGoal.around(90).high for take in takes if take)
