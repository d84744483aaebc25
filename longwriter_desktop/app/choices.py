# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Giving out the writer's choices as a file, for training; see `domain/choices.py`."""

from collections.abc import Iterable
from pathlib import Path

from longwriter_desktop.domain.choices import Choices, choices_of
from longwriter_desktop.domain.choices_file import encode, encode_header
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.domain.library_port import Library
from longwriter_desktop.storage.atomic import write_atomic


def count_choices(library: Library, document_id: str) -> Choices:
    """What a document of the library would add to the file. Raises `EnvironmentProblem`."""
    return choices_of(library.load(document_id), library.takes)


def export_choices(library: Library, document_ids: Iterable[str], path: Path) -> tuple[int, int]:
    """Write the choices in some documents to a file; returns how many texts and pairs it holds.

    Raises:
        InputProblem: `no_choices`, when none of the documents has any.
        EnvironmentProblem: `cannot_write` or `disk_full`; an old file stays as it was.
    """
    lines, texts, pairs = [encode_header()], 0, 0
    for document_id in document_ids:
        document = library.load(document_id)
        choices = choices_of(document, library.takes)
        if choices.found:
            lines.append(encode(document, choices))
            texts += len(choices.found)
            pairs += choices.pairs
    if not texts:
        raise InputProblem("no_choices")
    write_atomic(path, "".join(f"{line}\n" for line in lines).encode())
    return texts, pairs
