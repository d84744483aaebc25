# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Two steps in front of the `markdown` package that bring its dialect close to CommonMark.

That package wants lists behind a blank line and nested by four columns, and its fenced
code becomes HTML. Language models write CommonMark, so fences are taken out here as
blocks, and lists are put into the form that the package reads. Formulas on lines of their
own and the texts of footnotes, which the package does not know, are taken out likewise.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.preprocessors import Preprocessor

from longwriter_desktop.export.blocks import CodeBlock

if TYPE_CHECKING:
    from markdown import Markdown

_FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$")
_FORMULA_MARKS = (("$$", "$$"), (r"\[", r"\]"))
_TEX = re.compile(r"[\^_=<>+]|(?<!\\)\\[A-Za-z]")
_NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]+)\]:[ ]*(?P<text>.*)$")
_ITEM = re.compile(r"^(?P<indent> *)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap> +|$)(?P<rest>.*)$")
_RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$")
_ENDS_LIST = re.compile(r"^ {0,3}(?:#{1,6} |>|\x02fence)")
_PLACEHOLDER = re.compile(r"^\s*\x02fence(\d+)\x03\s*$")
_INDENT = "    "
_MAX_NUMBER_DIGITS = 3  # "1984. A year" is prose


@dataclass(frozen=True)
class Formula:
    """A formula on lines of its own, with its marks."""

    source: str


@dataclass(frozen=True)
class NoteText:
    """The Markdown of a footnote."""

    name: str
    text: str


Taken = CodeBlock | Formula | NoteText


class FenceTaker(Preprocessor):
    """Replaces each fenced code block, formula and footnote's text by a placeholder line;
    `block_at` gives it back."""

    def __init__(self, md: "Markdown") -> None:
        super().__init__(md)
        self._taken: list[Taken] = []

    def block_at(self, text: str) -> Taken | None:
        """The block whose placeholder `text` is, or None."""
        match = _PLACEHOLDER.match(text)
        return self._taken[int(match[1])] if match else None

    def run(self, lines: list[str]) -> list[str]:
        kept: list[str] = []
        at = 0
        while at < len(lines):
            taken = _fenced(lines, at) or _formula(lines, at) or _note(lines, at)
            if taken is None:
                kept.append(lines[at])
                at += 1
                continue
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip(" "))]
            kept += ["", f"{indent}\x02fence{len(self._taken)}\x03", ""]
            block, at = taken
            self._taken.append(block)
        return kept


def _fenced(lines: list[str], at: int) -> tuple[CodeBlock, int] | None:
    """The code block that begins at a line, and the line behind it."""
    opening = _FENCE.match(lines[at])
    if opening is None:
        return None
    end = _closing_line(lines, at + 1, opening["fence"])
    indent = len(opening["indent"])
    code = [_without_indent(line, indent) for line in lines[at + 1 : end]]
    if end == len(lines):  # never closed: the parser's own blank lines at the end
        while code and not code[-1].strip():
            code.pop()
    return CodeBlock("\n".join(code), opening["info"].strip()), end + 1


def _formula(lines: list[str], at: int) -> tuple[Formula, int] | None:
    """The formula that begins at a line with its mark and ends at one, without a blank line."""
    start = lines[at].lstrip()
    opening, closing = next((m for m in _FORMULA_MARKS if start.startswith(m[0])), ("", ""))
    if not opening:
        return None
    indent = len(lines[at]) - len(lines[at].lstrip(" "))
    for end in range(at, len(lines)):
        line = lines[end].strip()
        if not line:
            return None
        if line.endswith(closing) and (end > at or len(line) > len(opening)):
            source = "\n".join(_without_indent(line, indent) for line in lines[at : end + 1])
            return (
                (Formula(source.rstrip()), end + 1) if _is_one(source, opening, closing) else None
            )
    return None


def _is_one(source: str, opening: str, closing: str) -> bool:
    """Whether nothing but one formula stands between marks; in brackets it has to be TeX."""
    inner = source.strip().removeprefix(opening).removesuffix(closing)
    return closing not in inner and (opening == closing or bool(_TEX.search(inner)))


def _note(lines: list[str], at: int) -> tuple[NoteText, int] | None:
    """The footnote whose text begins at a line: up to the next one, a blank line that no
    indented line follows, or the end."""
    opening = _NOTE.match(lines[at])
    if opening is None:
        return None
    text, end = [opening["text"]], at + 1
    while end < len(lines) and not _NOTE.match(lines[end]):
        behind = lines[end + 1 : end + 2]
        if not lines[end].strip() and not (behind and behind[0].startswith("  ")):
            break
        text.append(lines[end].strip())
        end += 1
    return NoteText(opening["name"], "\n".join(text)), end


class ListNormaliser(Preprocessor):
    """Gives lists a blank line in front and four columns a level."""

    def run(self, lines: list[str]) -> list[str]:
        state = _ListState()
        for line in lines:
            item = None if _RULE.match(line) else _ITEM.match(line)
            if not line.strip():
                state.blank()
            elif item and state.takes(item):
                state.item(item)
            else:
                state.text(line)
        return state.lines


class _ListState:
    """`levels`: for each open list the column where its items' text begins, and its kind."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._levels: list[tuple[int, bool]] = []
        self._after_blank = True

    def blank(self) -> None:
        self.lines.append("")
        self._after_blank = True

    def takes(self, item: re.Match[str]) -> bool:
        """Whether a line that looks like an item is one."""
        indent = len(item["indent"])
        outer = [column for column, _ in self._levels if column <= indent]
        if indent - (outer[-1] if outer else 0) > 3:
            return False
        if len(item["marker"]) > _MAX_NUMBER_DIGITS + 1:
            return False
        # Only a list that begins with 1 may break into a paragraph: a line may start with a number.
        inside_paragraph = not self._after_blank and not self._levels
        return not (inside_paragraph and item["marker"][0].isdigit() and item["marker"][:-1] != "1")

    def item(self, item: re.Match[str]) -> None:
        indent, ordered = len(item["indent"]), item["marker"][0].isdigit()
        was_open = len(self._levels)
        closed = [level for level in self._levels if level[0] > indent]
        self._levels = self._levels[: was_open - len(closed)]
        other_kind = bool(closed) and closed[0][1] != ordered
        if not self._after_blank and (not was_open or other_kind):
            self.lines.append("")
        marker = f"{item['marker'][:-1]}." if ordered else "-"
        self.lines.append(f"{_INDENT * len(self._levels)}{marker} {item['rest']}")
        gap = len(item["gap"]) if 1 <= len(item["gap"]) <= 4 else 1
        self._levels.append((indent + len(item["marker"]) + gap, ordered))
        self._after_blank = False

    def text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip(" "))
        ends = self._after_blank or _ENDS_LIST.match(line) or _RULE.match(line)
        if ends:
            was_open = bool(self._levels)
            self._levels = [level for level in self._levels if level[0] <= indent]
            if was_open and not self._after_blank:
                self.lines.append("")
        if self._levels:
            line = _INDENT * len(self._levels) + line.strip(" ")
        elif number := re.match(r" {0,3}(\d+)(?=[.)]\s)", line):
            line = f"{number[0]}\\{line[number.end() :]}"
        self.lines.append(line)
        self._after_blank = False


def _closing_line(lines: list[str], start: int, fence: str) -> int:
    """Index of the line that closes a fence, or `len(lines)`."""
    closing = re.compile(rf"^ *{re.escape(fence[0])}{{{len(fence)},}}\s*$")
    for at in range(start, len(lines)):
        if closing.match(lines[at]):
            return at
    return len(lines)


def _without_indent(line: str, columns: int) -> str:
    leading = len(line) - len(line.lstrip(" "))
    return line[min(leading, columns) :]
