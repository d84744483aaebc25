# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""OPML, the format of outliners, read as a plan: nested outlines, `_note` as the main point."""

from collections.abc import Mapping
from xml.parsers import expat

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import InputProblem
from longwriter_desktop.export.outline_in import ImportedPlan, Node, one_line, plan_of_nodes

_POINT_WORDS = 40  # a longer note is a text
_MOST_ITEMS = 2_000


def read_opml(data: bytes, name: str) -> ImportedPlan:
    """The plan of an OPML file; `name` stands in messages.

    Raises:
        InputProblem: `import_not_opml`, or `import_unsafe` for a file that declares a document
            type or entities, which can make a small file endless; `import_too_many`.
    """
    reader = _Reader(name)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise InputProblem("import_not_opml", name=name, line=error.lineno) from error
    except LookupError as error:  # an encoding that nobody knows
        raise InputProblem("import_not_opml", name=name, line=1) from error
    if not reader.is_opml:
        raise InputProblem("import_not_opml", name=name, line=1)
    return plan_of_nodes(reader.nodes, " ".join(reader.title.split()))


class _Reader:
    """Collects the outline elements of one file."""

    def __init__(self, name: str) -> None:
        self.nodes: list[Node] = []
        self.title = ""
        self.is_opml = False
        self._name = name
        self._depth = 0
        self._in_title = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _refuse(self, *_declared: object) -> None:
        raise InputProblem("import_unsafe", name=self._name)

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        tag = tag.lower()
        self.is_opml = self.is_opml or tag == "opml"
        self._in_title = tag == "title" and not self._depth
        if tag != "outline":
            return
        self._depth += 1
        heading = " ".join((attributes.get("text") or attributes.get("title") or "").split())
        note = attributes.get("_note", "").strip()
        if count_words(note) > _POINT_WORDS:
            self.nodes.append(Node(self._depth, heading, note))
        elif heading or note:
            self.nodes.append(Node(self._depth, heading, "", one_line(note).rstrip(" .。")))
        if len(self.nodes) > _MOST_ITEMS:
            raise InputProblem("import_too_many", name=self._name, most=_MOST_ITEMS)

    def _end(self, tag: str) -> None:
        self._in_title = False
        if tag.lower() == "outline":
            self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._in_title:
            self.title += text  # it comes in pieces, and a piece may end in a space
