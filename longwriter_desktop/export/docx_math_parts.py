# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What formulas are made of in Office Math (ECMA-376 part 1, chapter 22.1), as XML."""

import re
import unicodedata
from xml.sax.saxutils import escape, quoteattr

from docx.oxml.ns import nsdecls, qn

MATH = qn("m:oMath").removesuffix("oMath")
NAMESPACES = nsdecls("w", "m")
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_NAME = re.compile(r"(?:(?:LATIN|GREEK) (SMALL |CAPITAL )LETTER )?((?:DIGIT )?\w+)")

# Those that LibreOffice knows too; for others, as large unions, it draws a question mark.
LARGE = frozenset("∑∏∐∫∬∭∮∯∰")
LIMITS = frozenset(("lim", "max", "min", "sup", "inf", "argmax", "argmin", "Pr", "gcd", "det"))
BRACES = frozenset("⏞⏟")
# Signs that MathML puts above, and what Office Math has for them: an accent, or "" for a bar.
ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "¯": "", "―": "", "_": "",
    "→": "\u20d7", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "´": "\u0301", "`": "\u0300",
    "˘": "\u0306",
}  # fmt: skip
# Elements of MathML with a fixed number of arguments.
ARGUMENTS = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3,
    "munderover": 3,
}  # fmt: skip


def part(name: str, *inner: str) -> str:
    """An element with what it holds, both as XML."""
    return f"<m:{name}>{''.join(inner)}</m:{name}>"


def control(name: str, **values: str) -> str:
    """The properties of an element, in the order that the format asks for; empty ones are left
    out."""
    set_ones = (f"<m:{key} m:val={quoteattr(value)}/>" for key, value in values.items() if value)
    return part(f"{name}Pr", *set_ones)


def fenced(opening: str, closing: str, inner: str) -> str:
    """Brackets that grow with what they hold; an empty one is not drawn."""
    ends = f"<m:begChr m:val={quoteattr(opening)}/><m:endChr m:val={quoteattr(closing)}/>"
    return part("d", f"<m:dPr>{ends}</m:dPr>", part("e", inner))


def run(text: str, is_upright: bool = False) -> str:
    """Text in a formula. Office sets single letters slanted; LibreOffice knows of no other way to
    set them upright than to call them normal text."""
    if not text:
        return ""
    normal = "<m:rPr><m:nor/></m:rPr>" if is_upright else ""
    return f'<m:r>{normal}{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


NOTHING = run("\u200b", is_upright=True)


def bold(text: str, is_slanted: bool) -> str:
    """Letters and digits as the bold ones of mathematics, which Unicode has for itself."""
    return "".join(_bold(sign, is_slanted) for sign in text)


def _bold(sign: str, is_slanted: bool) -> str:
    name = _NAME.fullmatch(unicodedata.name(sign, ""))
    if name is None:
        return sign
    slanted = "ITALIC " if is_slanted and not sign.isdigit() else ""
    try:
        return unicodedata.lookup(f"MATHEMATICAL BOLD {slanted}{name[1] or ''}{name[2]}")
    except KeyError:
        return sign
