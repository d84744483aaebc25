# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown, plan lines and plain text read as a plan."""

import re
from collections.abc import Iterator

from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.errors import InputProblem, PlanParseError
from longwriter_desktop.domain.plan_format import parse_plan
from longwriter_desktop.export.blocks import Block, CodeBlock, Heading, Paragraph, Run, plain_text
from longwriter_desktop.export.from_markdown import read_markdown
from longwriter_desktop.export.outline_in import ImportedPlan, plan_of_blocks

_MOST_ITEMS = 2_000
_HEADING_WORDS = 12  # a longer line of plain text is no heading
_PLAN_LINE = re.compile(
    r"^\W*(?:paragraph|section|step|段落|小节)\s*\d+\b.*?"
    r"(?:main\s*points?|word\s*count|heading|主要内容|要点|字数)\s*[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_UNDERLINED = re.compile(r"^(?P<text>[^\n]*[^\W_][^\n]*)\n(?P<line>={3,}|-{3,})[ \t]*$", re.M)
_MARKED = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_SENTENCE_END = tuple(".!?…。！？；;,，:：")
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode_text(data: bytes, name: str) -> str:
    """The text of a file: UTF-8, or UTF-16 with its mark in front. `name` stands in messages.

    Raises:
        InputProblem: `import_binary`, or `import_encoding` for a text in another encoding.
    """
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\0" in data[:8_000]:
        raise InputProblem("import_binary", name=name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        is_binary = sum(byte < 9 or 13 < byte < 32 for byte in data[:2_000]) > 20
        code = "import_binary" if is_binary or encoding == "utf-16" else "import_encoding"
        raise InputProblem(code, name=name) from error
    if "\0" in text:
        raise InputProblem("import_binary", name=name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plan_text(text: str) -> ImportedPlan:
    """A plan out of plan lines, Markdown headings and lists, or a plain text with headings.

    Raises:
        InputProblem: `plan_empty`, `import_no_headings`, `import_too_many`, or what
            `parse_plan` raises for plan lines.
    """
    if not text.strip():
        raise PlanParseError("plan_empty")
    if _PLAN_LINE.search(text):
        plan = parse_plan(text)
        return ImportedPlan(plan.title, plan.outline)
    blocks = read_markdown(_UNDERLINED.sub(_marked, text))
    if not _MARKED.search(text):
        blocks = tuple(_with_headings(blocks))
    read = plan_of_blocks(blocks)
    if not read.outline.sections:
        try:
            plan = parse_plan(text)
        except PlanParseError as error:
            raise InputProblem("import_no_headings") from error
        return ImportedPlan(plan.title, plan.outline)
    return checked(read)


def checked(read: ImportedPlan) -> ImportedPlan:
    """`read`, if it is a plan.

    Raises:
        InputProblem: `import_no_headings` for one without sections, `import_too_many`.
    """
    if not read.outline.sections:
        raise InputProblem("import_no_headings")
    if len(read.outline) > _MOST_ITEMS:
        raise InputProblem("import_too_many", most=_MOST_ITEMS)
    return read


def _marked(match: re.Match[str]) -> str:
    """An underlined heading; dashes under a sentence are a change of scene."""
    text = match["text"].strip()
    if match["line"][0] == "-" and (
        text.endswith(_SENTENCE_END) or count_words(text) > _HEADING_WORDS
    ):
        return match[0]
    return f"{'#' if match['line'][0] == '=' else '##'} {text}\n"


def _with_headings(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Short lines without a stop at their end, in front of longer text, are headings."""
    for at, block in enumerate(blocks):
        behind = blocks[at + 1] if at + 1 < len(blocks) else None
        if isinstance(block, Paragraph) and _reads_like_heading(block, behind):
            yield Heading(1, (Run(plain_text(block.runs)),))
        else:
            yield block


def _reads_like_heading(block: Paragraph, behind: Block | None) -> bool:
    text = plain_text(block.runs).strip()
    if text.endswith(_SENTENCE_END) or not 0 < count_words(text) <= _HEADING_WORDS:
        return False
    if isinstance(behind, Paragraph):
        return count_words(plain_text(behind.runs)) > count_words(text)
    return behind is not None and not isinstance(behind, CodeBlock)
