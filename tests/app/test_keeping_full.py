# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A disk that is full in the middle of writing: what has come stays with whoever asked for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.app import keeping
from longwriter_desktop.app.keeping import SectionKept, write_and_keep
from longwriter_desktop.app.one_shot import write_in_one_and_keep
from longwriter_desktop.app.takes import TakeKept, write_takes
from longwriter_desktop.domain.document import Document, SectionText, StopReason, Take
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from tests.support.scripted import ScriptedEngine, answering, sentences

TEXT = sentences(100)


class FullLater(SqliteLibrary):
    """A library whose disk has room for so many more writings of a stream."""

    room = 1
    has_room_for_ends = True

    def append_stream(self, take_id: str, text: str) -> None:
        self._use_room()
        super().append_stream(take_id, text)

    def finish_stream(self, document_id: str, take: Take, text: SectionText) -> None:
        if not self.has_room_for_ends:
            self.room = 0
        self._use_room()
        super().finish_stream(document_id, take, text)

    def keep_stream(self, document_id: str, take: Take) -> None:
        self._use_room()
        super().keep_stream(document_id, take)

    def _use_room(self) -> None:
        if not self.room:
            raise EnvironmentProblem("disk_full", path="library.db")
        self.room -= 1


@pytest.fixture(autouse=True)
def _commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "COMMIT_SECONDS", 0.0)


@pytest.fixture
def library(library_folder: Path) -> Iterator[FullLater]:
    library = open_library(library_folder)
    library.__class__ = FullLater  # type: ignore[assignment]
    yield library  # type: ignore[misc]
    library.close()


@pytest.fixture
def document(library: FullLater) -> Document:
    section = new_section("Oil", "how oil burned", 100)
    made = Document("d", "T", "I", 100, outline=Outline((section,)))
    library.save(made)
    return made


def until_full(events: Iterator[object]) -> list[object]:
    seen: list[object] = []
    with pytest.raises(EnvironmentProblem, match="disk_full"):
        seen.extend(iter(events))
    return seen


def recovered(library: FullLater, document: Document) -> tuple[str, list[str]]:
    """The section's text and its takes behind the next start."""
    library.recover_streams()
    section = document.outline.sections[0].id
    takes = [take.text for take in library.takes(section)]
    return library.load(document.id).text_of(section).text, takes


@pytest.mark.parametrize("in_one", [False, True], ids=["section", "in one answer"])
def test_the_text_of_a_section_is_told_to_its_last_word(
    library: FullLater, document: Document, in_one: bool
) -> None:
    engine, section = ScriptedEngine([answering(TEXT)]), document.outline.sections[0].id
    events = (
        write_in_one_and_keep(engine, library, document, 1)
        if in_one
        else write_and_keep(engine, library, document, section)
    )
    kept = until_full(events)[-1]
    assert isinstance(kept, SectionKept)
    assert (kept.stop_reason, kept.text.is_unfinished) == (StopReason.INTERRUPTED, True)
    assert TEXT.startswith(kept.text.text)
    before, takes = recovered(library, document)
    assert takes == [before]
    assert kept.text.text.startswith(before)
    assert len(before) < len(kept.text.text)


def test_a_text_that_has_ended_is_told_when_its_end_cannot_be_stored(
    library: FullLater, document: Document
) -> None:
    library.room, library.has_room_for_ends = 10**6, False
    engine, section = ScriptedEngine([answering(TEXT)]), document.outline.sections[0].id
    events = write_and_keep(engine, library, document, section)
    kept = until_full(events)[-1]
    assert isinstance(kept, SectionKept)
    assert kept.text.text == TEXT


def test_every_take_is_told_and_none_is_in_the_way_of_another(
    library: FullLater, document: Document
) -> None:
    engine, section = ScriptedEngine([answering(TEXT)] * 2), document.outline.sections[0].id
    library.room = 2
    events = until_full(write_takes(engine, library, document, section, (1, 2)))
    kept = [event.event for event in events if isinstance(event.event, TakeKept)]  # type: ignore[attr-defined]
    assert len(kept) == 2
    assert all(event.take is not None and event.take.text for event in kept)
