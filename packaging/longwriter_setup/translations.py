# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Collects the texts of the window into Qt Linguist's files; nothing here needs Qt.

Texts are the literals in `tr("...")` under `longwriter_desktop/ui`, and the tables of
sentences in `longwriter_desktop/app/messages.py`. (Qt's own lupdate knows methods named `tr`
of Qt classes, not a function of that name.)
"""

import ast
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CONTEXT = "window"  # as in ui/translation.py
LANGUAGES = ("zh_CN",)
_FOLDER = Path("resources", "translations")
_WINDOW = Path("longwriter_desktop", "ui")
_MESSAGES = Path("longwriter_desktop", "app", "messages.py")
_TABLES = {"SENTENCES", "STOP_SENTENCES", "ENDED_WELL"}


@dataclass(frozen=True)
class Text:
    """A text to translate, and the file that it stands in first."""

    source: str
    place: str


def file_of(root: Path, language: str) -> Path:
    """The file that translators work in; the compiled one lies beside it, ending in `.qm`."""
    return root / _FOLDER / f"longwriter_{language}.ts"


def texts(root: Path) -> list[Text]:
    """All texts, each once, in the order of files and lines."""
    found: dict[str, Text] = {}
    for path in sorted((root / _WINDOW).rglob("*.py")):
        for source in _in_calls(path):
            found.setdefault(source, Text(source, path.relative_to(root).as_posix()))
    for source in _in_tables(root / _MESSAGES):
        found.setdefault(source, Text(source, _MESSAGES.as_posix()))
    return list(found.values())


def not_literal(root: Path) -> list[str]:
    """Calls of `tr` whose text cannot be collected."""
    return [
        f"{path.relative_to(root)}:{call.lineno} gives tr() something else than a literal"
        for path in sorted((root / _WINDOW).rglob("*.py"))
        for call in _calls(path)
        if path.name != "translation.py" and not _is_text(call.args[0])
    ]


def read_translations(path: Path) -> dict[str, str]:
    """Translations by their source; texts that nobody has translated yet are left out."""
    if not path.is_file():
        return {}
    found = {}
    for message in ET.parse(path).getroot().iter("message"):
        translation = message.findtext("translation") or ""
        if translation:
            found[message.findtext("source") or ""] = translation
    return found


def update(root: Path, language: str) -> tuple[int, int]:
    """Bring a language's file up to date; how many texts there are, and how many have been
    translated. What is no longer in the program is kept at the end, marked as vanished."""
    path = file_of(root, language)
    known = read_translations(path)
    present = texts(root)
    tree = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(tree, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in present:
        kind = {} if text.source in known else {"type": "unfinished"}
        _add(context, text, known.get(text.source, ""), kind)
    sources = {text.source for text in present}
    for source, translation in known.items():
        if source not in sources:
            _add(context, Text(source, ""), translation, {"type": "vanished"})
    ET.indent(tree)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = ET.tostring(tree, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    path.write_text(f"{head}{body}\n", encoding="utf-8")
    return len(present), len(sources & known.keys())


def _add(context: ET.Element, text: Text, translation: str, kind: dict[str, str]) -> None:
    message = ET.SubElement(context, "message")
    if text.place:
        ET.SubElement(message, "location", filename=f"../../{text.place}")
    ET.SubElement(message, "source").text = text.source
    ET.SubElement(message, "translation", kind).text = translation


def _calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield node


def _in_calls(path: Path) -> list[str]:
    calls = sorted(_calls(path), key=lambda call: (call.lineno, call.col_offset))
    return [call.args[0].value for call in calls if _is_text(call.args[0])]  # type: ignore[attr-defined]


def _in_tables(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id in _TABLES:
            value = node.value  # type: ignore[attr-defined, union-attr]
            yield from (each.value for each in value.values if _is_text(each) and each.value)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
