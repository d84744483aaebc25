# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Office Math as TeX. Elements, and what is meant where one says nothing, are from ECMA-376
part 1, chapter 22.1; the names of signs are those that `latex2mathml` reads.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

from docx.oxml.xmlchemy import BaseOxmlElement
from latex2mathml.symbols_parser import SYMBOLS

from longwriter_desktop.export.blocks import Run
from longwriter_desktop.export.docx_math_parts import ACCENTS, MATH
from longwriter_desktop.export.formulas import formula_run

_PLAIN = {  # what TeX has no need of a name for, or no name of letters
    "−": "-", "∗": "*", "′": "'", "″": "''", "‴": "'''", "\u200b": "", "\u2061": "", "\u2062": "",
    "\xa0": r"\ ", "\u2009": r"\,", "\u2005": r"\;", "\u2003": r"\quad", "‖": r"\|", "⋅": r"\cdot",
    "·": r"\cdot", "φ": r"\varphi", "ε": r"\varepsilon",
}  # fmt: skip
_COMMON = (  # the names that every TeX knows; other signs stay as they are
    "alpha beta gamma delta epsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi "
    "rho varrho sigma varsigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma "
    "Upsilon Phi Psi Omega times div pm mp le ge ne approx equiv sim simeq cong propto ll gg infty "
    "partial nabla in notin ni subset subseteq supset supseteq cup cap setminus emptyset forall "
    "exists neg wedge vee to leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto "
    "uparrow downarrow sum prod coprod int iint iiint oint bigcup bigcap bigvee bigwedge bigoplus "
    "bigotimes oplus otimes circ bullet star angle parallel perp mid dots cdots vdots ddots langle "
    "rangle lfloor rfloor lceil rceil dagger ddagger ell hbar Re Im aleph therefore because"
)
_SPECIAL = re.compile(r"([#$%&_{}])")
_ENDS_IN_NAME = re.compile(r"\\[A-Za-z]+$")
_UPRIGHT = re.compile(r"\\mathrm\{\w+\}(?:\\mathrm\{\w+\})+")
_FUNCTION_NAMES = (
    "arccos arcsin arctan cos cosh cot csc deg det dim exp gcd hom inf ker lg lim ln log max min "
    "Pr sec sin sinh sup tan tanh"
)
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
_ALPHABETS = (  # the bold slanted ones come before those that are only one of the two
    ("BOLD ITALIC", "boldsymbol"), ("BOLD", "mathbf"), ("DOUBLE-STRUCK", "mathbb"),
    ("SCRIPT", "mathcal"), ("FRAKTUR", "mathfrak"), ("MONOSPACE", "mathtt"),
    ("SANS-SERIF", "mathsf"), ("ITALIC", ""),
)  # fmt: skip
_LETTERS = ("\\mathbb{", "\\mathcal{", "\\mathfrak{")
_SCRIPTS = {"double-struck": "mathbb", "script": "mathcal", "fraktur": "mathfrak"}
_ACCENTS = {  # for one letter, and for more; LibreOffice writes signs that stand for themselves
    "\u0302": ("hat", "widehat"), "\u0303": ("tilde", "widetilde"),
    "\u20d7": ("vec", "overrightarrow"),
    "\u0307": ("dot", "dot"), "\u0308": ("ddot", "ddot"), "\u030c": ("check", "check"),
    "\u0301": ("acute", "acute"), "\u0300": ("grave", "grave"), "\u0306": ("breve", "breve"),
    "\u0305": ("bar", "overline"), "\u0304": ("bar", "overline"),
}  # fmt: skip
_COMBINING = {sign: accent or "\u0305" for sign, accent in ACCENTS.items()}
_BRACES = {"⏟": "underbrace", "⏞": "overbrace"}
_MATRICES = {
    ("(", ")"): "pmatrix", ("[", "]"): "bmatrix", ("|", "|"): "vmatrix", ("‖", "‖"): "Vmatrix",
    ("{", "}"): "Bmatrix", ("{", ""): "cases",
}  # fmt: skip


def formula_runs(element: BaseOxmlElement, is_alone: bool) -> list[Run]:
    """The formulas of an `m:oMath`, or of an `m:oMathPara`: lines of their own where they are
    `is_alone` in their paragraph."""
    has_lines = is_alone and element.tag == f"{MATH}oMathPara"
    every = [element] if element.tag == f"{MATH}oMath" else element.findall(f"{MATH}oMath")
    lines = [tex for tex in map(tex_of, every) if tex]
    if has_lines and len(lines) > 1:
        lines = [_environment("aligned", lines)]
    return [formula_run(tex, has_lines) for tex in lines]


def tex_of(formula: BaseOxmlElement) -> str:
    """The TeX of an `m:oMath`, without the marks around it."""
    return _UPRIGHT.sub(_in_one, _row(formula)).strip()


def _in_one(found: re.Match[str]) -> str:
    return found[0].replace(r"}\mathrm{", "")


def _row(element: BaseOxmlElement | None) -> str:
    """What an element holds, in a row."""
    return "" if element is None else _joined(_tex(child) for child in element)


def _joined(parts: Iterable[str]) -> str:
    """Pieces of TeX, the name of a sign kept apart from a letter behind it."""
    joined = ""
    for part in parts:
        needs_space = part[:1].isalpha() and _ENDS_IN_NAME.search(joined)
        joined += f" {part}" if needs_space else part
    return joined


def _tex(element: BaseOxmlElement) -> str:
    if not isinstance(element.tag, str) or not element.tag.startswith(MATH):
        return ""
    name = element.tag.removeprefix(MATH)
    return "" if name.endswith("Pr") else _WRITERS.get(name, _row)(element)


def _part(element: BaseOxmlElement, name: str) -> str:
    return _row(element.find(MATH + name))


def _value(element: BaseOxmlElement, name: str, usual: str) -> str:
    """A property of an element; `usual` where it has none."""
    kind = element.tag.removeprefix(MATH)
    found = element.find(f"{MATH}{kind}Pr/{MATH}{name}")
    return usual if found is None else found.get(f"{MATH}val", usual)


def _is_on(element: BaseOxmlElement, name: str) -> bool:
    kind = element.tag.removeprefix(MATH)
    found = element.find(f"{MATH}{kind}Pr/{MATH}{name}")
    return found is not None and found.get(f"{MATH}val", "1") in ("1", "on", "true")


def _run(element: BaseOxmlElement) -> str:
    text = "".join(part.text or "" for part in element.iter(f"{MATH}t"))
    style = _value(element, "sty", "")
    if _is_on(element, "nor") or style == "p":
        return _upright(text)
    command = _SCRIPTS.get(
        _value(element, "scr", ""), {"b": "mathbf", "bi": "boldsymbol"}.get(style)
    )
    written = _signs(text)
    return f"\\{command}{{{written}}}" if command and text.strip() else written


def _upright(text: str) -> str:
    if text in _FUNCTIONS:
        return f"\\{text}"
    if not any(sign.isalpha() for sign in text):
        return _signs(text)
    if text.isalnum() and text.isascii():
        return f"\\mathrm{{{text}}}"
    words = _SPECIAL.sub(r"\\\1", text.replace("\xa0", " ").replace("\u200b", ""))
    return f"\\text{{{words}}}"


def _signs(text: str) -> str:
    return _joined(map(_sign, text))


def _sign(sign: str) -> str:
    if sign in _PLAIN:
        return _PLAIN[sign]
    if sign.isascii():
        return r"\backslash" if sign == "\\" else _SPECIAL.sub(r"\\\1", sign)
    name = unicodedata.name(sign, "")
    if name.startswith("MATHEMATICAL "):
        letter = unicodedata.normalize("NFKC", sign)
        command = next((one for key, one in _ALPHABETS if f" {key} " in name), "")
        return f"\\{command}{{{_sign(letter)}}}" if command and letter != sign else _sign_of(letter)
    return _sign_of(sign)


def _sign_of(sign: str) -> str:
    return sign if sign.isascii() else _names().get(sign, sign)


@cache
def _names() -> dict[str, str]:
    """The TeX of each sign that has a name."""
    every = [f"\\{name}" for name in _COMMON.split()]
    every += [name for name in SYMBOLS if name.startswith(_LETTERS)]
    return {chr(int(SYMBOLS[name], 16)): name for name in every}


def _fraction(element: BaseOxmlElement) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    kind = _value(element, "type", "bar")
    if kind == "lin":
        return f"{_grouped(above)}/{_grouped(below)}"
    command = r"\genfrac{}{}{0pt}{}" if kind == "noBar" else r"\frac"
    return f"{command}{{{above}}}{{{below}}}"


def _grouped(tex: str) -> str:
    """TeX that scripts can be put at."""
    is_one = len(tex) == 1 or re.fullmatch(r"\\(?:[A-Za-z]+(?:\{[^{}]*\})?|.)", tex)
    return tex if is_one else f"{{{tex}}}"


def _script(element: BaseOxmlElement) -> str:
    below, above = (element.find(MATH + name) for name in ("sub", "sup"))
    prime = _row(above)
    base = _part(element, "e")
    inside = element.find(f"{MATH}e")
    if inside is None or [child.tag for child in inside] != [f"{MATH}d"]:
        base = _grouped(base)
    low = "" if below is None else f"_{{{_row(below)}}}"
    if above is None or (prime and not prime.strip("'")):
        return f"{base}{low}{prime}"
    return f"{base}{low}^{{{prime}}}"


def _script_before(element: BaseOxmlElement) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    return f"{{}}_{{{below}}}^{{{above}}}{_part(element, 'e')}"


def _root(element: BaseOxmlElement) -> str:
    degree = "" if _is_on(element, "degHide") else _part(element, "deg")
    return rf"\sqrt{f'[{degree}]' if degree else ''}{{{_part(element, 'e')}}}"


def _large(element: BaseOxmlElement) -> str:
    sign = _sign(_value(element, "chr", "∫"))
    below = "" if _is_on(element, "subHide") else _part(element, "sub")
    above = "" if _is_on(element, "supHide") else _part(element, "sup")
    low, high = (f"_{{{below}}}" if below else ""), (f"^{{{above}}}" if above else "")
    return _joined((f"{sign}{low}{high}", _part(element, "e")))


def _delimited(element: BaseOxmlElement) -> str:
    ends = _value(element, "begChr", "("), _value(element, "endChr", ")")
    inside = element.findall(f"{MATH}e")
    only = [child for one in inside for child in one if not child.tag.endswith("Pr")]
    if len(only) == 1 and only[0].tag == f"{MATH}m" and ends in _MATRICES:
        return _table(only[0], _MATRICES[ends])
    stacked = (
        len(only) == 1 and only[0].tag == f"{MATH}f" and _value(only[0], "type", "") == "noBar"
    )
    if stacked and ends == ("(", ")"):
        return rf"\binom{{{_part(only[0], 'num')}}}{{{_part(only[0], 'den')}}}"
    between = f" {_sign(_value(element, 'sepChr', '|'))} "
    opening, closing = (_sign(end) or "." for end in ends)
    return _joined((rf"\left{opening}", between.join(map(_row, inside)), rf"\right{closing}"))


def _table(element: BaseOxmlElement, name: str = "matrix") -> str:
    rows = (map(_row, row.findall(f"{MATH}e")) for row in element.findall(f"{MATH}mr"))
    return _environment(name, (" & ".join(row) for row in rows))


def _lines(element: BaseOxmlElement) -> str:
    """Equations below each other; "&" says where they are aligned."""
    rows = map(_row, element.findall(f"{MATH}e"))
    return _environment("aligned", (row.replace(r"\&", "&") for row in rows))


def _environment(name: str, rows: Iterable[str]) -> str:
    return rf"\begin{{{name}}} " + r" \\ ".join(rows) + rf" \end{{{name}}}"


def _function(element: BaseOxmlElement) -> str:
    name = _part(element, "fName")
    name = re.sub(r"^\\(?:mathrm|text)\{([A-Za-z]+)\}", r"\\operatorname{\1}", name)
    return _joined((name, _part(element, "e")))


def _limit(element: BaseOxmlElement) -> str:
    is_low = element.tag == f"{MATH}limLow"
    base, limit = _part(element, "e"), _part(element, "lim")
    name = re.sub(r"^\\(?:mathrm|text)\{([A-Za-z]+)\}$", r"\\operatorname{\1}", base)
    is_brace = base.startswith((r"\underbrace", r"\overbrace"))
    if is_brace or name.startswith((r"\operatorname", r"\big")) or name[1:] in _FUNCTIONS:
        return f"{name}{'_' if is_low else '^'}{{{limit}}}"
    return rf"\{'under' if is_low else 'over'}set{{{limit}}}{{{base}}}"


def _accent(element: BaseOxmlElement) -> str:
    inner, sign = _part(element, "e"), _value(element, "chr", "\u0302")
    if _COMBINING.get(sign, sign) not in _ACCENTS:
        return rf"\overset{{{_sign(sign)}}}{{{inner}}}"
    short, long = _ACCENTS[_COMBINING.get(sign, sign)]
    return rf"\{short if _grouped(inner) == inner else long}{{{inner}}}"


def _bar(element: BaseOxmlElement) -> str:
    inner = _part(element, "e")
    if _value(element, "pos", "bot") != "top":
        return rf"\underline{{{inner}}}"
    return rf"\{'bar' if _grouped(inner) == inner else 'overline'}{{{inner}}}"


def _brace(element: BaseOxmlElement) -> str:
    sign, inner = _value(element, "chr", "⏟"), _part(element, "e")
    if sign in _BRACES:
        return rf"\{_BRACES[sign]}{{{inner}}}"
    place = "over" if _value(element, "pos", "bot") == "top" else "under"
    return rf"\{place}set{{{_sign(sign)}}}{{{inner}}}"


def _phantom(element: BaseOxmlElement) -> str:
    inner = _part(element, "e")
    return inner if _value(element, "show", "1") in ("1", "on", "true") else rf"\phantom{{{inner}}}"


_WRITERS: dict[str, Callable[[BaseOxmlElement], str]] = {
    "r": _run, "f": _fraction, "sSup": _script, "sSub": _script, "sSubSup": _script,
    "sPre": _script_before, "rad": _root, "nary": _large, "d": _delimited, "m": _table,
    "eqArr": _lines, "func": _function, "limLow": _limit, "limUpp": _limit, "acc": _accent,
    "bar": _bar, "groupChr": _brace, "phant": _phantom,
    "borderBox": lambda element: rf"\boxed{{{_part(element, 'e')}}}",
}  # fmt: skip
