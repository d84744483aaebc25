# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A library on the disk, a clock that a test sets, and child processes."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from longwriter_desktop.domain.document import (
    Document,
    Note,
    NoteKind,
    Provenance,
    SectionText,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import ItemKind, Outline, OutlineItem
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class SetClock:
    """Says the time that a test sets; a second later at each call."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


Opener = Callable[..., SqliteLibrary]


@pytest.fixture
def opened(library_folder: Path, clock: SetClock) -> Iterator[Opener]:
    """Opens the library in `library_folder`; what a test leaves open is closed behind it."""
    with ExitStack() as stack:

        def opener(read_only: bool = False, **options: object) -> SqliteLibrary:
            library = open_library(
                library_folder,
                read_only,
                **{"clock": clock, **options},  # type: ignore[arg-type]
            )
            stack.callback(library.close)
            return library

        yield opener


@pytest.fixture
def library(opened: Opener) -> SqliteLibrary:
    return opened()


Child = Callable[[str, Path], subprocess.Popen[str]]


@pytest.fixture
def child(checkout: Path) -> Iterator[Child]:
    """Starts a child of `children.py` by name; what still runs is killed behind the test."""
    started: list[subprocess.Popen[str]] = []

    def start(name: str, folder: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.storage.children", name, str(folder)],
            cwd=checkout,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def section(name: str = "s1", heading: str = "First fires", words: int = 400) -> OutlineItem:
    return OutlineItem(name, ItemKind.SECTION, 2, heading, "beacons on headlands", words)


def a_document(name: str = "d1", text: str = "The lamp was lit.") -> Document:
    """One chapter, two sections, the first with a text."""
    chapter = OutlineItem("c1", ItemKind.CHAPTER, 1, "Origins", "how it began")
    return Document(
        id=name,
        title="Lighthouses",
        instruction="Write about lighthouses.",
        target_words=1_000,
        language="en-GB",
        outline=Outline((chapter, section("s1"), section("s2", "Coal"))),
        texts={"s1": SectionText(text)},
        notes=(Note("n1", NoteKind.STYLE, "Tone", "Be brief.", True),),
    )


def a_take(name: str = "t1", text: str = "", of: str = "s1") -> Take:
    return Take(
        id=name,
        section_id=of,
        created=START,
        origin=TakeOrigin.MODEL,
        text=text,
        target_words=400,
        provenance=Provenance(
            model_name="starter",
            model_fingerprint="sha256:abc",
            seed=7,
            sampling={"temperature": 0.7, "top_k": 40},
            prompt_hash="p",
            written_from="w",
            prompt_tokens=100,
            evaluated_tokens=20,
            generated_tokens=500,
            tokens_per_second=61.5,
            seconds=8.13,
        ),
    )
