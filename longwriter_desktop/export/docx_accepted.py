# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the text of a DOCX is, made plain: python-docx sees a paragraph's own runs and a body's own
paragraphs only, and text stands in many wrappers besides.

Element names are from ECMA-376 part 1: 17.13.5 (tracked changes), 17.5 (content controls, smart
tags), 17.16 (fields), 17.17.1 (text boxes); part 3, chapter 9 (alternate content).
"""

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REMOVED = ("w:del", "w:moveFrom")
_WRAPPERS = (
    "w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:smartTag", "w:customXml", "w:fldSimple",
    "w:dir", "w:bdo",
)  # fmt: skip
_ABOUT_WRAPPERS = ("w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:fldData")


def accept_all(root: BaseOxmlElement) -> None:
    """Accept every tracked change, put what stands in wrappers in their place, and the
    paragraphs of a text box behind the paragraph that holds it."""
    for row in list(root.iter(qn("w:tr"))):
        if row.xpath("./w:trPr/w:del"):
            row.getparent().remove(row)
    for paragraph in list(root.iter(qn("w:p"))):
        if paragraph.xpath("./w:pPr/w:rPr/w:del | ./w:pPr/w:rPr/w:moveFrom"):
            _join_next(paragraph)
    for choice in list(root.iter(f"{_COMPATIBILITY}Choice")):
        _drop(choice.getparent(), f"{_COMPATIBILITY}Fallback")
    _drop(root, *map(qn, (*_REMOVED, *_ABOUT_WRAPPERS)))
    for wrapper in list(root.iter(*map(qn, _WRAPPERS))):
        _unwrap(wrapper)
    for box in list(root.iter(qn("w:txbxContent"))):
        _put_behind(box)


def _drop(root: BaseOxmlElement, *tags: str) -> None:
    for element in list(root.iter(*tags)):
        element.getparent().remove(element)


def _join_next(paragraph: BaseOxmlElement) -> None:
    """A paragraph whose end was deleted goes on in the next one, which keeps its own look."""
    following = paragraph.getnext()
    if following is None or following.tag != qn("w:p"):
        return
    properties = following.find(qn("w:pPr"))
    at = 0 if properties is None else following.index(properties) + 1
    for part in [part for part in paragraph if part.tag != qn("w:pPr")]:
        following.insert(at, part)
        at += 1
    paragraph.getparent().remove(paragraph)


def _unwrap(wrapper: BaseOxmlElement) -> None:
    parent = wrapper.getparent()
    at = parent.index(wrapper)
    for part in reversed(list(wrapper)):
        parent.insert(at + 1, part)
    parent.remove(wrapper)


def _put_behind(box: BaseOxmlElement) -> None:
    holder = next(box.iterancestors(qn("w:p")), None)
    if holder is None:
        return
    for part in reversed(list(box)):
        holder.addnext(part)
