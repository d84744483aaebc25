# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is done with whole documents: bin, archive, new titles and copies."""

from dataclasses import replace

import pytest

from longwriter_desktop.domain.document import SectionText, StopReason
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.storage.library import SqliteLibrary
from tests.storage.conftest import SetClock, a_document, a_take


def test_the_bin_lists_what_was_deleted_last_first(library: SqliteLibrary) -> None:
    for name in ("d1", "d2", "d3"):
        library.save(a_document(name))
    library.delete("d3")
    library.delete("d1")
    port: Library = library
    assert [summary.id for summary in port.deleted()] == ["d1", "d3"]
    assert all(summary.deleted is not None for summary in port.deleted())
    assert port.deleted()[0].written_words == 4


def test_a_document_out_of_the_bin_is_as_it_was(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.add_take("d1", a_take(text="kept"))
    before = library.load("d1")
    library.delete("d1")
    library.restore("d1")
    assert library.load("d1") == before
    assert [take.text for take in library.takes("s1")] == ["kept"]
    assert library.deleted() == []


def test_restoring_what_is_not_in_the_bin_changes_nothing(library: SqliteLibrary) -> None:
    library.save(a_document())
    before = library.load("d1")
    library.restore("d1")
    assert library.load("d1") == before


def test_an_archived_document_is_marked_and_keeps_its_place(library: SqliteLibrary) -> None:
    library.save(a_document("d1"))
    library.save(a_document("d2"))
    before = library.documents()
    library.archive("d1", True)
    after = library.documents()
    assert [(row.id, row.is_archived) for row in after] == [("d2", False), ("d1", True)]
    library.archive("d1", False)
    assert library.documents() == before


def test_a_document_saved_again_stays_archived(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.archive("d1", True)
    library.save(replace(a_document(), title="Light"))
    assert library.documents()[0].is_archived


def test_a_new_title_changes_nothing_else_and_counts_as_a_change(library: SqliteLibrary) -> None:
    library.save(a_document("d1"))
    library.save(a_document("d2"))
    before = library.load("d1")
    library.rename("d1", "Light 灯塔")
    after = library.load("d1")
    assert replace(after, title=before.title, modified=before.modified) == before
    assert [row.title for row in library.documents()] == ["Light 灯塔", "Lighthouses"]


def test_a_copy_has_the_words_and_plan_under_new_ids(
    library: SqliteLibrary, clock: SetClock
) -> None:
    library.save(a_document())
    library.save_text("d1", "s2", SectionText("Coal burns.", "t9", StopReason.CANCELLED))
    first = library.load("d1")
    copy = library.load(library.duplicate("d1"))
    assert (copy.title, copy.instruction) == (first.title, first.instruction)
    assert [note.text for note in copy.notes] == ["Be brief."]
    assert [replace(item, id="") for item in copy.outline] == [
        replace(item, id="") for item in first.outline
    ]
    assert not {item.id for item in copy.outline} & {item.id for item in first.outline}
    texts = [copy.text_of(item.id) for item in copy.outline.sections]
    assert [text.text for text in texts] == ["The lamp was lit.", "Coal burns."]
    assert copy.created is not None
    assert first.created is not None
    assert copy.created > first.created


def test_a_copy_has_no_takes_and_its_texts_count_as_the_writers(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.finish_stream("d1", a_take(text="By a model."), SectionText("By a model.", "t1"))
    copy = library.load(library.duplicate("d1"))
    section = copy.outline.sections[0].id
    assert library.takes(section) == []
    assert copy.text_of(section) == SectionText("By a model.")
    library.finish_stream(copy.id, a_take("t2", "New.", section), SectionText("New.", "t2"))
    assert [take.text for take in library.takes(section)] == ["By a model.", "New."]


def test_a_copy_can_have_another_title_and_lives_alone(library: SqliteLibrary) -> None:
    library.save(a_document())
    copy = library.load(library.duplicate("d1", "Second try"))
    library.save_text(copy.id, copy.outline.sections[0].id, SectionText("Changed."))
    assert library.load("d1").text_of("s1").text == "The lamp was lit."
    assert [row.title for row in library.documents()] == ["Second try", "Lighthouses"]


def test_a_copy_of_an_archived_document_is_in_use(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.archive("d1", True)
    copy = library.duplicate("d1")
    assert {row.id: row.is_archived for row in library.documents()} == {"d1": True, copy: False}


def test_a_document_in_the_bin_cannot_be_copied(library: SqliteLibrary) -> None:
    library.save(a_document())
    library.delete("d1")
    with pytest.raises(EnvironmentProblem) as problem:
        library.duplicate("d1")
    assert problem.value.code == "document_missing"


def test_a_document_that_was_never_saved_is_named(library: SqliteLibrary) -> None:
    calls = (
        lambda: library.restore("gone"),
        lambda: library.archive("gone", True),
        lambda: library.rename("gone", "x"),
        lambda: library.duplicate("gone"),
    )
    for call in calls:
        with pytest.raises(EnvironmentProblem) as problem:
            call()
        assert (problem.value.code, problem.value.params) == (
            "document_missing", {"document": "gone"},
        )  # fmt: skip
