# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the writer can choose about an exported file."""

from dataclasses import dataclass
from enum import StrEnum


class Layout(StrEnum):
    """`REPORT`: spaced paragraphs. `MANUSCRIPT`: 12 pt, double-spaced, first lines indented."""

    REPORT = "report"
    MANUSCRIPT = "manuscript"


@dataclass(frozen=True)
class ExportOptions:
    """Options of every format; table of contents, page breaks and layout are for DOCX.

    `language` is a BCP 47 tag; empty means the document's.
    """

    section_headings: bool = True
    table_of_contents: bool = False
    page_break_before_chapters: bool = False
    author: str = ""
    language: str = ""
    layout: Layout = Layout.REPORT
