# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where a text may be closed: what its last line leaves open, and what ends with its line."""

import re
from collections.abc import Collection, Sequence

_REACH = 600  # characters; a mark that nothing has closed by then was forgotten
_MARK = re.compile(r"\*\*|__|`+|[*_\"'()\[\]‘’‚‹›“”„«»「」『』《》【】（）]")
_CLOSES = {
    mark: tuple(opened.split())
    for mark, opened in {
        '"': '" “ „', "”": '“ „ "', "“": '„ " “', "'": "'", "’": "‘ ‚", "‘": "‚", "»": "«",
        "«": "»", "›": "‹", "‹": "›", ")": "(", "]": "[", "」": "「", "』": "『", "》": "《",
        "】": "【", "）": "（", "**": "**", "__": "__", "*": "*", "_": "_", "`": "`", "``": "``",
    }.items()
}  # fmt: skip
_ALWAYS_OPEN = frozenset((*"([「『《【（„", "`", "``"))
_OPEN_BEHIND_SPACE = frozenset("«‹")  # French puts a space behind them too
_OPEN_BEHIND_LETTERS = frozenset(('"', "“", "**"))
_OPEN_BEFORE_WORDS = frozenset(("'", "‘", "‚", "»", "›", "*", "_", "__"))
_NEED_NO_SPACE = frozenset(('"', "“", "'", "’", "‘", "**", "__", "*", "_"))  # to close
_NEED_WORD_END = frozenset("'’“‘_")
_HELPED = frozenset('"“«「『')  # quotations whose end has tokens in `Vocabulary.mark_ids`
_ELISION = re.compile(r"(?:tis|twas|em|til|cause|n|bout|round|\d0s)\b", re.IGNORECASE)
_FIRST_CJK = "\u2e80"

_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_ROW = re.compile(r"[ \t]*\|")
_NUMBER = r"\d一二三四五六七八九十百"
_MARKER = rf"(?:[-*+•][ \t]|\d{{1,3}}[.)][ \t]|[{_NUMBER}]{{1,3}}、|[(（][{_NUMBER}]{{1,3}}[)）])"
_ENTRY = re.compile(rf"[ \t]*(?:{_MARKER}|>)")
_ITEM = re.compile(
    rf"^[ \t]*{_MARKER}[ \t]*\S.*(?<![,:;，：；])$"
    # A row of a table, but not its head, which is none without the line below.
    r"|^[ \t]*\|(?![ \t]*:?-).*$(?=\n(?:[^|]|\|[ \t]*[^\s:\-]))"
    r"|^ {0,3}(?:```|~~~)[ \t]*$",
    re.MULTILINE,
)
_LINE_END = re.compile(r"[ \t]*\n")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def open_marks(line: str) -> tuple[str, ...]:
    """The marks that nothing in `line` closes. An apostrophe is none, nor is a mark for inches;
    what closes an outer mark closes those within too."""
    found: list[tuple[str, int]] = []
    for match in _MARK.finditer(line):
        mark, start, end = match[0], match.start(), match.end()
        before, after = line[start - 1 : start] if start else "", line[end : end + 1]
        closed = [at for at, (opened, _start) in enumerate(found) if opened in _closes(mark)]
        if closed and _may_close(mark, before, after):
            del found[closed[-1] :]
        elif _may_open(mark, before, after) and not (mark in "'‘" and _ELISION.match(line, end)):
            found.append((mark, start))
    return tuple(mark for mark, start in found if len(line) - start <= _REACH)


def has_quote(marks: Collection[str]) -> bool:
    """Whether a quotation that a model can be helped to end is among the open marks."""
    return not _HELPED.isdisjoint(marks)


def leaves_nothing_open(text: str, end: int) -> bool:
    """Whether a text may be over behind a sentence that ends at `end`: not within what its
    line has begun, not in a heading, and in a table, a list or a quotation of lines only where
    the line ends. Program text is not known here: see `is_in_code`."""
    line = text[text.rfind("\n", 0, end) + 1 : end]
    if _HEADING.match(line):
        return False
    if _FENCE.match(line):
        return True
    if (is_row(line) or is_entry(line)) and not _LINE_END.match(text, end):
        return False
    return not open_marks(line)


def item_ends(text: str) -> list[int]:
    """Offsets behind the items of lists, rows of tables and ends of program text whose line is
    over, ascending."""
    return [match.end() for match in _ITEM.finditer(text) if match.end() < len(text)]


def is_row(line: str) -> bool:
    """Whether it belongs to a table."""
    return _ROW.match(line) is not None


def is_entry(line: str) -> bool:
    """Whether it is the item of a list or a quoted line."""
    return _ENTRY.match(line) is not None


def is_in_code(text: str) -> bool:
    """Whether a fence around program text is open at the end of `text`."""
    return len(_FENCE.findall(text)) % 2 == 1


def _closes(mark: str) -> Sequence[str]:
    return _CLOSES.get(mark, ())


def _may_close(mark: str, before: str, after: str) -> bool:
    if mark in _NEED_WORD_END and _is_letter(after):
        return False
    return mark not in _NEED_NO_SPACE or not before.isspace()


def _may_open(mark: str, before: str, after: str) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    if mark in _OPEN_BEHIND_SPACE:
        return not before.strip() or before in "([:—–"
    if not after.strip():
        return False
    if mark in _OPEN_BEHIND_LETTERS:
        return not (mark == '"' and before.isdigit())
    return mark in _OPEN_BEFORE_WORDS and not _is_letter(before)


def _is_letter(char: str) -> bool:
    """Whether it is a part of a longer word; a CJK character is a word of its own."""
    return char.isalnum() and char < _FIRST_CJK
