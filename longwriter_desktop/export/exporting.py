# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One call from a document to the bytes of a file. Who calls it writes the file."""

from collections.abc import Callable
from dataclasses import dataclass

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.export.assemble import Assembled, assemble
from longwriter_desktop.export.docx_writer import render_docx
from longwriter_desktop.export.options import ExportOptions
from longwriter_desktop.export.to_markdown import render_markdown


@dataclass(frozen=True)
class ExportResult:
    """`data` is the whole file; `words` counts the text of the sections in it."""

    data: bytes
    sections_left_out: int
    words: int


def export_document(
    document: Document, file_format: str, options: ExportOptions | None = None
) -> ExportResult:
    """A document in `file_format`: "md", "markdown" or "docx", with or without a dot.

    Raises:
        InputProblem: `export_format` (suffix, known) for any other format.
    """
    writer = _WRITERS.get(file_format.lower().lstrip("."))
    if writer is None:
        raise InputProblem("export_format", suffix=file_format, known=", ".join(EXPORT_SUFFIXES))
    chosen = options or ExportOptions()
    assembled = assemble(document, chosen)
    data = writer(assembled, document, chosen)
    return ExportResult(data, assembled.sections_left_out, assembled.words)


def _markdown(assembled: Assembled, document: Document, options: ExportOptions) -> bytes:
    return render_markdown(assembled.blocks).encode("utf-8")


def _docx(assembled: Assembled, document: Document, options: ExportOptions) -> bytes:
    return render_docx(assembled.blocks, document, options)


_WRITERS: dict[str, Callable[[Assembled, Document, ExportOptions], bytes]] = {
    "md": _markdown,
    "markdown": _markdown,
    "docx": _docx,
}
EXPORT_SUFFIXES = (".md", ".docx")
