# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Typed signs made typographic: quotation marks by language, apostrophes, dashes, ellipses.

The rules look at what stands in front of the caret only. They leave alone what Markdown
gives a meaning: code, tags, link targets, tables and lines that begin with hyphens.
"""

import re
from dataclasses import dataclass

APOSTROPHE = "\u2019"
EN_DASH, EM_DASH = "\u2013", "\u2014"
ELLIPSIS = "\u2026"
_NARROW_SPACE = "\u202f"  # French sets it inside its marks
_MIN_QUOTED_CODE = 4  # columns that make a line code


@dataclass(frozen=True)
class Marks:
    """The marks of a language: outer pair, and the pair inside it where `'` is more than an
    apostrophe. `spaceless`: words stand without spaces, so only the count of marks can tell
    which one is due.
    """

    outer: tuple[str, str]
    inner: tuple[str, str] | None = ("\u2018", "\u2019")
    spaceless: bool = False


@dataclass(frozen=True)
class Change:
    """Replace the `removes` characters in front of the caret by `text`."""

    removes: int
    text: str


_ENGLISH = Marks(("\u201c", "\u201d"))
_GERMAN = Marks(("\u201e", "\u201c"), ("\u201a", "\u2018"))
_POLISH = Marks(("\u201e", "\u201d"), None)
_FRENCH = Marks(("\u00ab" + _NARROW_SPACE, _NARROW_SPACE + "\u00bb"), None)
_ANGLES = Marks(("\u00ab", "\u00bb"), None)
_SAME = Marks(("\u201d", "\u201d"), None)
_CORNERS = Marks(("\u300c", "\u300d"), ("\u300e", "\u300f"), spaceless=True)
_CHINESE = Marks(("\u201c", "\u201d"), ("\u2018", "\u2019"), spaceless=True)
_MARKS = {
    "cs": _GERMAN, "de": _GERMAN, "el": _ANGLES, "es": _ANGLES, "fi": _SAME, "fr": _FRENCH,
    "hu": _POLISH, "it": _ANGLES, "ja": _CORNERS, "no": _ANGLES, "pl": _POLISH, "pt": _ENGLISH,
    "ro": _POLISH, "ru": _ANGLES, "sk": _GERMAN, "sv": _SAME, "uk": _ANGLES, "zh": _CHINESE,
    "zh-tw": _CORNERS, "zh-hk": _CORNERS, "zh-hant": _CORNERS,
}  # fmt: skip

_OPENERS = "([{>\u201e\u201c\u2018\u201a\u00ab\u2039\u300c\u300e\u00bf\u00a1/" + _NARROW_SPACE
_DASHES = "-" + EN_DASH + EM_DASH
# English words that begin with an apostrophe; the mark before them looks like an opening one.
_ELISION = re.compile(r"(?:^|[\s(\u201c])\u2018(?:tis|twas|twere|em|til|cause|n|bout|\d0)$", re.I)
_LONE_N = re.compile(r"(?:^|\s)\u2018n$", re.I)  # rock 'n' roll
_DECADE = re.compile(r"\u2018\d\d$")
_TWO_DOTS = re.compile(r"(?<!\.)\.\.$")
_CLOSED_IN_A_WORD = re.compile(r"[^\W\d_]\u2018$")  # German: ‚geht‘ + s
_WHOLE_TAGS_OR_EMPHASIS = re.compile(r"(?:</?[a-zA-Z][^<>]*>|[*_])+$")
_TAG = re.compile(r"<[/!a-zA-Z][^>]*$")
_LINK_TARGET = re.compile(r"\]\([^)]*$|^\s{0,3}\[[^\]]+\]:.*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


def marks_of(language: str) -> Marks:
    """The marks of a language (BCP 47 tag); of English where it is not known."""
    tag = language.lower().replace("_", "-")
    return _MARKS.get(tag) or _MARKS.get(tag.partition("-")[0], _ENGLISH)


def smart_change(
    lines: list[str], typed: str, language: str, quotes: bool = True, dashes: bool = True
) -> Change | None:
    """What to put for the sign `typed`, which ends the last of `lines`; None to leave it.

    `lines` are those of the section down to the caret.
    """
    before = lines[-1][: -len(typed)]
    change = None
    if typed == "-" and dashes:
        change = _dash(before)
    elif typed == "." and dashes and _TWO_DOTS.search(before):
        change = Change(3, ELLIPSIS)
    elif typed in "\"'" and quotes:
        change = _quote(before, typed, marks_of(language))
    elif quotes:
        change = _late_apostrophe(before, typed, language)
    return None if change is None or is_code([*lines[:-1], before]) else change


def is_code(lines: list[str]) -> bool:
    """Whether the end of the last line lies in something that is no prose."""
    line = lines[-1]
    in_span = line.count("`") % 2 == 1
    if in_span or _TAG.search(line) or _LINK_TARGET.search(line):
        return True
    return _in_fence(lines) or _is_indented_code(lines)


def _in_fence(lines: list[str]) -> bool:
    fence = ""
    for line in lines[:-1]:
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1].startswith(fence):
            fence = ""
    return bool(fence)


def _is_indented_code(lines: list[str]) -> bool:
    """A line far to the right is code, unless a list that it belongs to began above it."""
    if _indent(lines[-1]) < _MIN_QUOTED_CODE or _LIST_ITEM.match(lines[-1]):
        return False
    for line in reversed(lines[:-1]):
        if _LIST_ITEM.match(line):
            return False
        if line.strip() and _indent(line) < _MIN_QUOTED_CODE:
            break
    return True


def _indent(line: str) -> int:
    spread = line.expandtabs(_MIN_QUOTED_CODE)
    return len(spread) - len(spread.lstrip(" "))


def _dash(before: str) -> Change | None:
    """The second hyphen makes an en dash, the third an em dash, behind a word only."""
    is_table = before.lstrip().startswith("|")
    if is_table or not re.search(r"\w", before) or before.endswith("<!-"):
        return None
    if before.endswith("-") and not before.endswith("--"):
        return Change(2, EN_DASH)
    return Change(2, EM_DASH) if before.endswith(EN_DASH) else None


def _quote(before: str, typed: str, marks: Marks) -> Change | None:
    bare = _WHOLE_TAGS_OR_EMPHASIS.sub("", before)
    last = bare[-1:]
    if typed == "'":
        return _single(bare, last, marks)
    is_open = _is_open(before, marks.outer)
    if is_open and bare.endswith(marks.outer[0]):
        return Change(1, marks.outer[1])
    if last.isdecimal() and not is_open and not marks.spaceless:
        return None  # inches, or seconds of arc
    return Change(1, marks.outer[0 if _opens(last, is_open, marks) else 1])


def _single(bare: str, last: str, marks: Marks) -> Change:
    if marks.inner is None:
        return Change(1, APOSTROPHE)
    if marks is _ENGLISH and _LONE_N.search(bare):
        return Change(3, f"{APOSTROPHE}{bare[-1]}{APOSTROPHE}")
    is_open = _is_open(bare, marks.inner)
    if last.isalnum() and not is_open and not (marks.spaceless and not last.isascii()):
        return Change(1, APOSTROPHE)
    return Change(1, marks.inner[0 if _opens(last, is_open, marks) else 1])


def _opens(last: str, is_open: bool, marks: Marks) -> bool:
    """Whether the mark that is due behind the character `last` is an opening one."""
    if marks.spaceless:
        return not is_open
    if not last or last.isspace() or last in _OPENERS:
        return True
    return last in _DASHES and not is_open


def _is_open(before: str, pair: tuple[str, str]) -> bool:
    """Whether a mark opened in this line waits for its end."""
    first, second = pair[0].strip(_NARROW_SPACE), pair[1].strip(_NARROW_SPACE)
    if first == second:
        return before.count(first) % 2 == 1
    if second == APOSTROPHE:
        # An apostrophe inside a word closes nothing.
        return len(re.findall(first, before)) > len(re.findall(rf"{second}(?!\w)", before))
    return before.count(first) > before.count(second)


def _late_apostrophe(before: str, typed: str, language: str) -> Change | None:
    """A mark that turns out to be an apostrophe when the word goes on, or ends."""
    if typed.isalpha() and marks_of(language) is _GERMAN and _CLOSED_IN_A_WORD.search(before):
        return Change(1 + len(typed), APOSTROPHE + typed)
    if not language.lower().startswith("en"):
        return None
    at = before.rfind("\u2018")
    decade = typed == "s" and _DECADE.search(before)
    elision = not typed.isalnum() and _ELISION.search(before)
    if at >= 0 and (decade or elision):
        return Change(len(before) - at + len(typed), APOSTROPHE + before[at + 1 :] + typed)
    return None
