# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Footnotes of a DOCX file, which python-docx does not write (ECMA-376 part 1, 17.11)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.document import Document as DocxFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from longwriter_desktop.export.blocks import Runs
from longwriter_desktop.export.docx_styles import NOTE, NOTE_MARK

# The lines between text and notes, which the format wants as the first two.
_FIRST = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


@dataclass(frozen=True)
class _Home:
    """What a paragraph asks for the styles and links of the part that it is in."""

    part: StoryPart


class Footnotes:
    """The notes of one file. Each reference makes one, for Word counts them by references."""

    def __init__(
        self,
        docx: DocxFile,
        texts: Mapping[str, Runs],
        write: Callable[[Paragraph, Runs], None],
    ) -> None:
        self._docx = docx
        self._texts = texts
        self._write = write
        self._count = 0
        self._part: StoryPart | None = None

    def has(self, name: str) -> bool:
        return name in self._texts

    def refer(self, paragraph: Paragraph, name: str) -> None:
        """Put the mark of a note at the end of a paragraph, and the note below the page."""
        self._part = self._part or self._made()
        self._count += 1
        mark = paragraph.add_run()
        mark.style = NOTE_MARK
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        mark._r.append(reference)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        inner = OxmlElement("w:p")
        note.append(inner)
        self._part.element.append(note)
        text = Paragraph(inner, _Home(self._part))
        text.style = NOTE
        number = text.add_run()
        number.style = NOTE_MARK
        number._r.append(OxmlElement("w:footnoteRef"))
        text.add_run(" ")
        self._write(text, self._texts[name])

    def _made(self) -> StoryPart:
        root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{_FIRST}</w:footnotes>")
        package = self._docx.part.package
        assert package is not None
        part = StoryPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
        self._docx.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return part
