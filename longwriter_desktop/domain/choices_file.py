# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The file of a writer's choices: JSON lines in UTF-8, a header and then a document a line.

The app writes it and `training/` reads it. It holds words, targets, and models' names; nothing
says on which computer it was made, where, or when. Prompts are not in it: they are rendered of
it by `agentwrite`, as long as the model that is trained has room for.
"""

import json
from types import MappingProxyType
from typing import Any, TypeVar

from longwriter_desktop.domain.choices import Choice, Choices, Refused
from longwriter_desktop.domain.document import Document, Note, NoteKind, SectionText
from longwriter_desktop.domain.outline import ContextChoice, ItemKind, Outline, OutlineItem

FORMAT = "longwriter-choices"
VERSION = 1
Value = TypeVar("Value", str, int, bool, dict, list)  # type: ignore[type-arg]


class MalformedChoices(ValueError):
    """A line of the file cannot be used; the message says why."""


def encode_header() -> str:
    """The first line, without its end."""
    return json.dumps({"format": FORMAT, "version": VERSION})


def check_header(line: str) -> None:
    """Raise `MalformedChoices` where the first line is not that of a file we can read."""
    header = _parsed(line)
    if header.get("format") != FORMAT:
        raise MalformedChoices("this is no file of choices: its first line is not the header")
    if _get(header, "version", int) > VERSION:
        raise MalformedChoices("a newer program wrote this file: update this one")


def encode(document: Document, choices: Choices) -> str:
    """A document with its choices as a line, without its end."""
    chosen = {choice.section_id: choice for choice in choices.found}
    value = {
        "title": document.title,
        "language": document.language,
        "instruction": document.instruction,
        "notes": document.pinned_notes,
        "style_sample": document.style_sample,
        "plan": [
            _item(item) | _text(document, item) | _choice(chosen.get(item.id))
            for item in document.outline
        ],
    }
    return json.dumps(value, ensure_ascii=False)


def decode(line: str) -> tuple[Document, tuple[Choice, ...]]:
    """What `encode` was given, with new ids and without what no prompt shows.

    Raises:
        MalformedChoices: the line is no document of such a file.
    """
    value = _parsed(line)
    items: list[OutlineItem] = []
    texts: dict[str, SectionText] = {}
    choices: list[Choice] = []
    for place, fields in enumerate(_get(value, "plan", list), 1):
        try:
            item = _decoded_item(fields, str(place))
            items.append(item)
            if "text" in fields:
                texts[item.id] = SectionText(_get(fields, "text", str))
            if "choice" in fields:
                choices.append(_decoded_choice(_get(fields, "choice", dict), item, texts))
        except MalformedChoices as error:
            raise MalformedChoices(f"item {place} of the plan: {error}") from error
    outline = Outline(tuple(items))
    notes = Note("notes", NoteKind.OTHER, "", _get(value, "notes", str), pinned=True)
    document = Document(
        "", _get(value, "title", str), _get(value, "instruction", str), outline.total_words,
        _get(value, "language", str), outline, MappingProxyType(texts), notes=(notes,),
        style_sample=_get(value, "style_sample", str),
    )  # fmt: skip
    return document, tuple(choices)


def _item(item: OutlineItem) -> dict[str, object]:
    fields = {
        "kind": item.kind, "level": item.level, "heading": item.heading,
        "main_point": item.main_point,
    }  # fmt: skip
    if not item.is_section:
        return fields
    return fields | {
        "target_words": item.target_words, "must": item.must, "must_not": item.must_not,
        "context": item.context,
    }  # fmt: skip


def _text(document: Document, item: OutlineItem) -> dict[str, object]:
    text = document.text_of(item.id).text
    return {"text": text} if text.strip() else {}


def _choice(choice: Choice | None) -> dict[str, object]:
    if choice is None:
        return {}
    refused = [{"text": one.text, "model": one.model} for one in choice.refused]
    fields = {
        "by_writer": choice.by_writer, "model": choice.model, "note": choice.note,
        "alone": choice.alone, "prompt_hash": choice.prompt_hash, "refused": refused,
    }  # fmt: skip
    return {"choice": fields}


def _decoded_item(fields: Any, item_id: str) -> OutlineItem:
    if not isinstance(fields, dict):
        raise MalformedChoices("it is no object")
    kind, level = _get(fields, "kind", str), _get(fields, "level", int)
    heading, point = _get(fields, "heading", str), _get(fields, "main_point", str)
    if kind == ItemKind.CHAPTER:
        return OutlineItem(item_id, ItemKind.CHAPTER, level, heading, point)
    target, context = _get(fields, "target_words", int), _get(fields, "context", str)
    if kind != ItemKind.SECTION or target <= 0 or context not in list(ContextChoice):
        raise MalformedChoices("its kind, target or context cannot be used")
    return OutlineItem(
        item_id, ItemKind.SECTION, level, heading, point, target, must=_get(fields, "must", str),
        must_not=_get(fields, "must_not", str), context=ContextChoice(context),
    )  # fmt: skip


def _decoded_choice(
    fields: dict[str, Any], item: OutlineItem, texts: dict[str, SectionText]
) -> Choice:
    if item.id not in texts or not texts[item.id].text.strip() or not item.is_section:
        raise MalformedChoices("it has a choice and no text")
    refused = [_get({"take": one}, "take", dict) for one in _get(fields, "refused", list)]
    return Choice(
        item.id, _get(fields, "by_writer", bool), _get(fields, "model", str),
        _get(fields, "note", str), _get(fields, "alone", bool), _get(fields, "prompt_hash", str),
        tuple(Refused(_get(one, "text", str), _get(one, "model", str)) for one in refused),
    )  # fmt: skip


def _parsed(line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise MalformedChoices(f"it is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise MalformedChoices("it is no object")
    return value


def _get(fields: dict[str, Any], name: str, kind: type[Value]) -> Value:
    value = fields.get(name)
    if type(value) is not kind:
        wanted = {str: "text", int: "number", bool: "true or false", dict: "object", list: "list"}
        raise MalformedChoices(f'"{name}" is missing or is no {wanted[kind]}')
    return value
