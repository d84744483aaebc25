# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from longwriter_desktop.app.session import Change, ChangeKind, DocumentSession, new_document
from longwriter_desktop.domain.document import SectionSummary, SectionText, StopReason, TakeOrigin
from longwriter_desktop.domain.outline import Outline, new_section, remove_item
from longwriter_desktop.storage.opening import open_library


def session_with(sections: int = 2) -> tuple[DocumentSession, list[str], list[Change]]:
    session = DocumentSession(new_document("Write.", 1000))
    outline = Outline(tuple(new_section(f"S{n}", "", 500) for n in range(sections)))
    session.set_outline(outline)
    session.take_unsaved()
    changes: list[Change] = []
    session.subscribe(changes.append)
    return session, [section.id for section in outline.sections], changes


def test_an_edit_makes_the_text_the_writers_own() -> None:
    session, (first, _), changes = session_with()
    session.set_text(first, SectionText("Model.", "take", StopReason.CANCELLED))
    session.edit_text(first, "Model!", origin="editor")
    edited = session.document.text_of(first)
    assert edited == SectionText("Model!", None, StopReason.CANCELLED)
    assert changes[-1] == Change(ChangeKind.TEXT, first, "editor")


def test_an_edit_that_changes_nothing_tells_nobody() -> None:
    session, (first, _), changes = session_with()
    session.edit_text(first, "")
    assert changes == []
    assert not session.is_dirty


def test_the_section_being_written_is_not_saved_by_a_snapshot() -> None:
    session, (first, second), _ = session_with()
    session.edit_text(first, "a")
    session.edit_text(second, "b")
    unsaved = session.take_unsaved(being_written=first)
    assert unsaved is not None
    assert unsaved.texts == {second}
    assert session.take_unsaved() is not None
    assert session.take_unsaved() is None


def test_a_snapshot_that_could_not_be_stored_is_unsaved_again() -> None:
    session, (first, _), _ = session_with()
    session.edit_text(first, "a")
    unsaved = session.take_unsaved()
    assert unsaved is not None
    assert not session.is_dirty
    session.put_back(unsaved)
    assert session.is_dirty


def test_a_removed_section_keeps_its_text_for_undo() -> None:
    session, (first, second), _ = session_with()
    session.edit_text(first, "kept")
    before = session.structure()
    session.set_outline(remove_item(session.document.outline, first))
    session.edit_text(second, "later")
    session.restore(before)
    assert session.document.text_of(first).text == "kept"


def test_restoring_saves_the_texts_that_it_changed(library_folder: Path) -> None:
    library = open_library(library_folder)
    session, (first, second), _ = session_with()
    library.save(session.document)
    before = session.structure()
    session.edit_text(first, "new")
    session.edit_text(second, "other")
    unsaved = session.take_unsaved()
    assert unsaved is not None
    unsaved.write(library)
    session.set_text(first, before.texts.get(first, SectionText()))
    unsaved = session.take_unsaved()
    assert unsaved is not None
    unsaved.write(library)
    stored = library.load(session.document.id)
    assert (stored.text_of(first).text, stored.text_of(second).text) == ("", "other")
    library.close()


def test_a_length_comes_back_with_the_structure_that_holds_one() -> None:
    session, _, changes = session_with()
    before = replace(session.structure(), target_words=1_000)
    session.update_meta(target_words=3_000)
    session.restore(session.structure())
    assert session.document.target_words == 3_000
    changes.clear()
    session.restore(before)
    assert session.document.target_words == 1_000
    assert [change.kind for change in changes] == [ChangeKind.OUTLINE, ChangeKind.META]


def test_a_summary_is_kept_when_its_section_is_removed_and_undone() -> None:
    session, (first, _), changes = session_with()
    summary = SectionSummary("A.", "0" * 12, TakeOrigin.MODEL, datetime.now(UTC))
    before = session.structure()
    session.set_summary(first, summary)
    assert changes[-1] == Change(ChangeKind.SUMMARY, first)
    session.set_outline(remove_item(session.document.outline, first))
    session.restore(before)
    assert session.document.summaries == {first: summary}
    assert session.is_dirty
    session.set_summary(first, None)
    assert session.document.summaries == {}


def test_a_summary_is_stale_when_the_words_of_its_section_change() -> None:
    text = SectionText("The lamp was lit.")
    summary = SectionSummary("A.", text.fingerprint, TakeOrigin.MODEL, datetime.now(UTC))
    assert not summary.is_stale(SectionText("The lamp  was *lit*."))
    assert summary.is_stale(SectionText("The lamp was out."))
