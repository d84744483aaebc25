# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Formulas in TeX as Office Math, which Word and LibreOffice lay out and edit as formulas.

`latex2mathml` reads TeX as MathML 3 (W3C, chapter 3). Elements of Office Math and their order
are from ECMA-376 part 1, chapter 22.1.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element
from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from latex2mathml import exceptions
from latex2mathml.commands import MATRICES
from latex2mathml.converter import convert_to_element

from longwriter_desktop.export.docx_math_parts import (
    ACCENTS,
    ARGUMENTS,
    BRACES,
    LARGE,
    LIMITS,
    NAMESPACES,
    NOTHING,
    bold,
    control,
    fenced,
    part,
    run,
)

# What the library raises for TeX that it cannot read: its own have no class in common.
_UNREADABLE: tuple[type[Exception], ...] = (
    *(kind for kind in vars(exceptions).values() if isinstance(kind, type)),
    IndexError, KeyError, ValueError, AttributeError, TypeError, RuntimeError,
)  # fmt: skip
_KNOWN_AS = (  # environments and names that the library lacks, by ones that look the same
    (re.compile(r"\\(begin|end)\{(?:aligned|alignat\*?|eqnarray\*?)\}"), r"\\\1{align*}"),
    (re.compile(r"\\(begin|end)\{gather(?:ed|\*)?\}"), r"\\\1{matrix}"),
    (re.compile(r"\\(arg|argmax|argmin|Re|Im)(?![A-Za-z])"), r"\\operatorname{\1}"),
    (re.compile(r"\\(?:nonumber|notag|label\{[^{}]*\})"), ""),
)
_BEGUN = re.compile(r"\\begin\{([^{}]*)\}")
_ENVIRONMENTS = {name.removeprefix("\\") for name in MATRICES} | {"equation", "equation*"}
_NOT_UNDERSTOOD = re.compile(r"^(?:\\.*|[{}&^_$#])$", re.DOTALL)
_BREAKS = frozenset("=<>≤≥≠≈≡∼≃→⇒⇔∈⊂⊆,;+-−±∓")  # what an operator as a sum does not reach beyond
_BETWEEN = _BREAKS - set("−-+±∓,;") | frozenset("⋅×/∘∪∩∧∨∥∣")
_ESCAPED = re.compile(r"\\([#$%&_{}])")
_OPENING, _CLOSING = frozenset("([{⟨"), frozenset(")]}⟩")
_WIDTHS = ((1.5, "\u2003\u2003"), (0.6, "\u2003"), (0.25, "\u2005"), (0.1, "\u2009"))
_SLASH = "\u29f8"  # stands for what is struck through: \not
_UNTOLD = frozenset(("mathcolor", "mathbackground", "style", "href"))
_SCRIPTS = frozenset(ARGUMENTS) - {"mfrac", "mroot"}
_LIMITS = frozenset(("mover", "munder", "munderover"))
_ONLY_ABOVE, _ONLY_BELOW = ("msup", "mover"), ("msub", "munder")
_Found = tuple[str, int]  # Office Math, and where the elements go on behind it


def office_math(tex: str, has_line: bool = False) -> BaseOxmlElement | None:
    """A formula as `m:oMath`, with bounds above and below its sums where it `has_line` of its own;
    None for TeX that is not understood whole."""
    for pattern, known in _KNOWN_AS:
        tex = pattern.sub(known, tex)
    if not {*_BEGUN.findall(tex)} <= _ENVIRONMENTS:
        return None
    try:
        tree = convert_to_element(tex, display="block" if has_line else "inline")
        if not all(map(_is_understood, tree.iter())):
            return None
        inner = _Formula().row(tree)
    except _UNREADABLE:
        return None
    return parse_xml(f"<m:oMath {NAMESPACES}>{inner}</m:oMath>") if inner else None


def on_own_line(formula: BaseOxmlElement) -> BaseOxmlElement:
    """A formula as a paragraph's only content, in the middle of the line."""
    line = parse_xml(f"<m:oMathPara {NAMESPACES}/>")
    line.append(formula)
    return line


def _is_understood(element: Element) -> bool:
    arguments = ARGUMENTS.get(element.tag, len(element))
    is_line_end = element.tag == "mspace" and "linebreak" in element.attrib
    is_struck = element.tag == "menclose" and element.get("notation") != "box"
    is_plain = not is_line_end and not is_struck and _UNTOLD.isdisjoint(element.attrib)
    return is_plain and len(element) == arguments and not _NOT_UNDERSTOOD.match(element.text or "")


class _Formula:
    """Writes the elements of one formula."""

    def row(self, inner: Iterable[Element]) -> str:
        """Elements that stand in a row."""
        elements = [one for one in inner if len(one) or one.attrib or _text(one)]
        parts = []
        at = 0
        while at < len(elements):
            found, at = self._next(elements, at)
            parts.append(found)
        before, behind = (_lacks_operand(elements[:1]), _lacks_operand(elements[-1:]))
        return NOTHING * before + "".join(parts) + NOTHING * behind

    def _next(self, elements: Sequence[Element], at: int) -> _Found:
        rules = (self._struck, self._delimited, self._large, self._function)
        found = next(filter(None, (rule(elements, at) for rule in rules)), None)
        return found or (self._one(elements[at]), at + 1)

    def _struck(self, elements: Sequence[Element], at: int) -> _Found | None:
        if elements[at].tag != "mpadded" or _text(elements[at]) != _SLASH:
            return None
        struck = _text(elements[at + 1]) if at + 1 < len(elements) else ""
        return run(unicodedata.normalize("NFC", struck + "\u0338")), at + 2

    def _delimited(self, elements: Sequence[Element], at: int) -> _Found | None:
        """Brackets as high as what they hold, which the library marks or puts around tables."""
        first = elements[at]
        if first.tag != "mo":
            return None
        if first.get("form") == "prefix":
            end = _matching(elements, at)
        elif _is_grid(elements[at + 1 : at + 2]):
            end = at + 2
        else:
            return None
        closing = _text(elements[end]) if end < len(elements) else ""
        return fenced(_text(first), closing, self.row(elements[at + 1 : end])), end + 1

    def _large(self, elements: Sequence[Element], at: int) -> _Found | None:
        """A sum, an integral and their like, with what they reach over."""
        element = elements[at]
        base = element[0] if element.tag in _SCRIPTS else element
        sign = _text(base)
        end = _reach(elements, at + 1)
        if base.tag != "mo" or sign not in LARGE or end == at + 1:
            return None
        under, over = self._bounds(element)
        place = "undOvr" if element.tag in _LIMITS else "subSup"
        look = control(
            "nary", chr=sign, limLoc=place, subHide=_hidden(under), supHide=_hidden(over)
        )
        reached = part("e", self.row(elements[at + 1 : end]))
        return part("nary", look, part("sub", under), part("sup", over), reached), end

    def _bounds(self, element: Element) -> tuple[str, str]:
        inner = [self._one(child) for child in element[1:]] if element.tag in _SCRIPTS else []
        if len(inner) == 2:
            return inner[0], inner[1]
        if element.tag in _ONLY_BELOW:
            return inner[0], ""
        return "", "".join(inner)

    def _function(self, elements: Sequence[Element], at: int) -> _Found | None:
        """A function by its name, set apart from its argument as Word does."""
        element = elements[at]
        base = element[0] if element.tag in _SCRIPTS else element
        following = elements[at + 1] if at + 1 < len(elements) else None
        if not _is_name(base) or following is None or following.tag in ("mo", "mspace"):
            return None
        argument, end = self._next(elements, at + 1)
        return part("func", part("fName", self._one(element)), part("e", argument)), end

    def _one(self, element: Element) -> str:
        if element.tag in ("mi", "mn", "mo", "mtext"):
            return self._leaf(element)
        if element.tag in _SCRIPTS:
            return self._script(element)
        match element.tag:
            case "mspace":
                return run(_space(element), is_upright=True)
            case "mfrac":
                return self._fraction(element)
            case "msqrt":
                none = control("rad", degHide="1")
                return part("rad", none, part("deg", ""), part("e", self.row(element)))
            case "mroot":
                degree, base = part("deg", self._one(element[1])), part("e", self._one(element[0]))
                return part("rad", degree, base)
            case "mtable":
                return self._table(element)
            case "menclose":
                return part("borderBox", part("e", self.row(element)))
            case "mphantom":
                return part("phant", control("phant", show="0"), part("e", self.row(element)))
        return self.row(element)

    def _leaf(self, element: Element) -> str:
        if len(element):
            return self.row(element)
        text, variant = _text(element), element.get("mathvariant", "")
        if element.tag == "mtext":
            return run(_ESCAPED.sub(r"\1", text), is_upright=True)
        # A single letter is slanted, but where the library names it by its number: \mathrm{d}.
        is_upright = text.isalpha() and (len(text) > 1 or (text.isascii() and text != element.text))
        if variant.startswith("bold"):
            return run(bold(text, is_slanted=variant == "bold-italic"))
        return run(text, is_upright=variant == "normal" or (is_upright and not variant))

    def _fraction(self, element: Element) -> str:
        has_line = element.get("linethickness", "") not in ("0", "0pt")
        above, below = part("num", self._one(element[0])), part("den", self._one(element[1]))
        return part("f", "" if has_line else control("f", type="noBar"), above, below)

    def _script(self, element: Element) -> str:
        base, *others = element
        if element.tag in ("mover", "munder") and _text(others[0]) in (*ACCENTS, *BRACES):
            return self._accent(element)
        inner = self._one(base)
        sub, sup = self._bounds(element)
        has_sub, has_sup = element.tag not in _ONLY_ABOVE, element.tag not in _ONLY_BELOW
        if element.tag in _LIMITS or _text(base) in LIMITS:
            if has_sub:
                inner = part("limLow", part("e", inner), part("lim", sub))
            if has_sup:
                inner = part("limUpp", part("e", inner), part("lim", sup))
            return inner
        kind = "s" + "Sub" * has_sub + "Sup" * has_sup
        below, above = part("sub", sub) * has_sub, part("sup", sup) * has_sup
        return part(kind, part("e", inner), below, above)

    def _accent(self, element: Element) -> str:
        mark, inner = _text(element[1]), part("e", self._one(element[0]))
        place = "top" if element.tag == "mover" else "bot"
        if mark in BRACES:
            keeps_line = "bot" if place == "top" else ""
            look = control("groupChr", chr=mark, pos=place, vertJc=keeps_line)
            return part("groupChr", look, inner)
        accent = ACCENTS[mark]
        if not accent or place == "bot":
            return part("bar", control("bar", pos=place), inner)
        return part("acc", control("acc", chr=accent), inner)

    def _table(self, table: Element) -> str:
        """Rows and columns; the columns stand as the first row's do."""
        columns = max(len(row) for row in table)
        aligned = [cell.get("columnalign", "center") for cell in table[0]]
        aligned += ["center"] * (columns - len(aligned))
        looks = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val={quoteattr(one)}/></m:mcPr></m:mc>'
            for one in aligned
        )
        rows = [
            part(
                "mr",
                *(part("e", self.row(cell) or NOTHING) for cell in row),
                part("e", NOTHING) * (columns - len(row)),
            )
            for row in table
        ]
        return part("m", f"<m:mPr><m:mcs>{looks}</m:mcs></m:mPr>", *rows)


def _text(element: Element) -> str:
    return html.unescape("".join(element.itertext()))


def _lacks_operand(end: Sequence[Element]) -> bool:
    """Whether a row begins or ends with a sign that stands between two others, as a line of
    several that are aligned does: LibreOffice draws question marks there."""
    return any(one.tag == "mo" and _text(one) in _BETWEEN for one in end)


def _hidden(bound: str) -> str:
    return "" if bound else "1"


def _is_name(element: Element) -> bool:
    return element.tag in ("mi", "mo") and len(_text(element)) > 1 and _text(element).isalpha()


def _is_grid(elements: Sequence[Element]) -> bool:
    """Whether a table or what looks like one comes first: n over k."""
    return any(one.tag == "mtable" or one.get("linethickness") == "0" for one in elements)


def _matching(elements: Sequence[Element], at: int) -> int:
    """Where the bracket that opens at `at` is closed, or the end."""
    depth = 0
    for end in range(at, len(elements)):
        form = elements[end].get("form")
        depth += {"prefix": 1, "postfix": -1}.get(form or "", 0)
        if form == "postfix" and depth == 0:
            return end
    return len(elements)


def _reach(elements: Sequence[Element], at: int) -> int:
    """How far a sum reaches: to the next sign outside of brackets that ends a term."""
    depth = 0
    for end in range(at, len(elements)):
        sign = _text(elements[end]) if elements[end].tag in ("mo", "mi") else ""
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth < 0 or (depth == 0 and sign in _BREAKS):
            return end
    return len(elements)


def _space(element: Element) -> str:
    width = element.get("width", "").removesuffix("em")
    try:
        return next((sign for least, sign in _WIDTHS if float(width) >= least), "")
    except ValueError:  # a name, of a space that takes back what stands there
        return ""
