# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The library as a person uses it, over a real one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.app.exporting import export_to_file
from longwriter_desktop.app.library_use import LibraryUse
from longwriter_desktop.storage.opening import open_library


@pytest.fixture
def use(library_folder: Path) -> Iterator[LibraryUse]:
    library = open_library(library_folder)
    yield LibraryUse(library, export_to_file)
    library.close()


def test_a_document_goes_into_the_bin_and_back(use: LibraryUse) -> None:
    document = use.start("Write about bells.", 500, "Bells")
    use.delete(document.id)
    assert (use.documents(), [row.title for row in use.deleted()]) == ([], ["Bells"])
    use.restore(document.id)
    assert ([row.title for row in use.documents()], use.deleted()) == (["Bells"], [])


def test_an_archived_document_stays_in_the_list_and_can_be_opened(use: LibraryUse) -> None:
    document = use.start("Write about bells.", 500, "Bells")
    use.archive(document.id, True)
    assert [row.is_archived for row in use.documents()] == [True]
    assert use.open(use.find("bells").id).title == "Bells"


def test_a_new_title_is_kept_without_spare_white_space(use: LibraryUse) -> None:
    document = use.start("Write about bells.", 500, "Bells")
    use.rename(document.id, "  Bells   and\n ropes ")
    assert use.open(document.id).title == "Bells and ropes"


def test_a_copy_stands_beside_the_document_and_both_are_found(use: LibraryUse) -> None:
    document = use.start("Write about bells.", 500, "Bells")
    copy = use.duplicate(document.id, "Bells (copy)")
    assert use.open(copy).instruction == "Write about bells."
    found = use.search("about bells")
    assert {hit.document_id for hit in found.hits} == {document.id, copy}
    assert found.places == 2
