# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Export to a file: the writer of the format, and an atomic write."""

from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.ports import ExportRequest, ExportSummary
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.options import ExportOptions, Layout
from longwriter_desktop.storage.atomic import write_atomic


def export_to_file(document: Document, request: ExportRequest) -> ExportSummary:
    """Write the document; the path's suffix (`.md` or `.docx`) decides the format.

    Raises:
        InputProblem: `export_format` for another suffix.
        EnvironmentProblem: `cannot_write` or `disk_full`; an old file stays as it was.
    """
    options = ExportOptions(
        section_headings=request.section_headings,
        table_of_contents=request.table_of_contents,
        page_break_before_chapters=request.page_break_before_chapters,
        author=request.author,
        layout=Layout.MANUSCRIPT if request.manuscript_layout else Layout.REPORT,
        language=document.language,
    )
    result = export_document(document, request.path.suffix, options)
    write_atomic(request.path, result.data)
    return ExportSummary(request.path, result.words, result.sections_left_out)
