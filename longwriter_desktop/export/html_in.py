# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""HTML of the clipboard read as blocks: the looks that mean something in Markdown, no others.

Nothing is ever fetched: the parser knows no resources, and pictures are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby

from longwriter_desktop.export.blocks import (
    LINE_BREAK,
    Block,
    BlockQuote,
    CodeBlock,
    Heading,
    Paragraph,
    Run,
    Runs,
    ThematicBreak,
    plain_text,
    tidy_runs,
)
from longwriter_desktop.export.formulas import apart, formula_run, tex_in
from longwriter_desktop.export.list_items import ListItem, nested_lists

_MOST_OPEN = 500  # elements inside each other
_DEEPEST_LIST = 8
_EMPTY = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
    "track", "wbr",
))  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
# Deletions that are not accepted yet are no text either.
_LEFT_OUT = frozenset((
    "audio", "canvas", "del", "iframe", "noscript", "object", "script", "select",
    "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_COMMENTS = frozenset(("msocomreference", "msocommentreference", "msocomtxt", "msocomanchor"))
_WORD_QUOTES = frozenset(("msoquote", "msointensequote"))
_WORD_HEADINGS = {"msotitle": 1, "msosubtitle": 2}
_WORD_LEVEL = re.compile(r"\blevel(\d)")
_COUNTED = re.compile(r"\s*\(?(?:(\d{1,9})|[A-Za-z]{1,5})[.)]")
_SPACES = re.compile(r"[ \t\r\n\u00a0]{2,}")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>]+\Z", re.IGNORECASE)
_SCENE = re.compile(r"\*(?:\s*\*){2,}\Z")
_WIKI_FORMULA = re.compile(r"\bmwe-math-fallback\S*-(inline|display)\b")
_STYLED_TEX = re.compile(r"\{\\(?:display|text)style\s+(.*)\}", re.DOTALL)
_HEAVY = frozenset(("bold", "bolder", "600", "700", "800", "900"))

_Attributes = dict[str, str]


@dataclass(frozen=True)
class _Element:
    """An open element, and what holds for the text in it."""

    tag: str
    look: Run = Run("")
    hidden: bool = False
    marker: bool = False  # Word's own sign in front of an item
    blank: bool = False  # no-break spaces in it are only spaces
    pre: bool = False
    math: bool = False  # MathML: its TeX is the text, where it has that
    display: bool = False  # a formula on a line of its own
    quote: bool = False
    level: int = 0  # of a heading
    depth: int = 0  # of lists around it
    ordered: bool = False
    start: int = 1
    word_list: str = ""


@dataclass(frozen=True)
class _Line:
    """A block in its place: in a quote, in a list `depth` deep (0: none), perhaps a new item."""

    block: Block
    quote: bool
    depth: int = 0
    ordered: bool = False
    start: int = 1
    is_new: bool = False


def read_html(html: str) -> tuple[Block, ...]:
    """The blocks of an HTML page or of a part of one; damaged HTML is read as far as it goes.

    Raises:
        ValueError: elements stand in each other deeper than in any document.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(_gathered(reader.lines))


class _Reader(HTMLParser):
    """Goes through the tags in order; a block ends where the next one begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[_Line] = []
        self._open = [_Element("")]
        self._runs: list[Run] = []
        self._marker = ""
        self._new_item = False
        self._starts: dict[str, int] = {}  # of Word's lists
        self._tex = self._signs = ""  # of the MathML that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._end_block()
            if tag in ("p", "li"):
                self._close_open(tag)
        attributes = {name: value or "" for name, value in attrs}
        if tag not in _EMPTY:
            self._begin(tag, attributes)
        elif not self._open[-1].hidden:
            self._add_empty(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # <b/> opens an element in HTML
        if ":" in tag:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._end_block()
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                if tag == "math" and not self._open[at].hidden:
                    self._add_formula(self._tex, self._open[at].look, self._open[at].display)
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        top = self._open[-1]
        if top.marker:
            self._marker += data
        elif top.math:
            is_tex = top.tag == "annotation"
            self._tex += data if is_tex else ""
            self._signs += "" if is_tex else data
        elif not top.hidden:
            text = data.replace("\r\n", "\n")
            if not top.pre:
                text = text.replace("\u00a0", " ") if top.blank else _SPACES.sub(_one_space, text)
            self._runs.append(replace(top.look, text=text))

    def close(self) -> None:
        super().close()
        self._end_block()

    def _add_empty(self, tag: str, attributes: _Attributes) -> None:
        top = self._open[-1]
        wiki = _WIKI_FORMULA.search(attributes.get("class", ""))
        if tag == "br":
            self._runs.append(replace(top.look, text=LINE_BREAK, code=False))
        elif tag == "hr":
            self.lines.append(_Line(ThematicBreak(), top.quote))
        elif tag == "img" and wiki:
            self._signs = ""
            self._add_formula(attributes.get("alt", ""), top.look, wiki[1] == "display")

    def _add_formula(self, tex: str, look: Run, has_line: bool) -> None:
        """A formula by its TeX, or else by the signs that it is made of."""
        styled = _STYLED_TEX.fullmatch(tex.strip())
        tex = " ".join((styled[1] if styled else tex).split())
        self._runs.append(
            formula_run(tex, has_line) if tex else replace(look, text=_SPACES.sub(" ", self._signs))
        )

    def _begin(self, tag: str, attributes: _Attributes) -> None:
        if len(self._open) > _MOST_OPEN:
            raise ValueError("elements too deep in each other")
        style = _style(attributes.get("style", ""))
        classes = set(attributes.get("class", "").lower().split())
        element = _styled(replace(self._open[-1], tag=tag), tag, attributes, style, classes)
        if tag == "math":
            has_line = attributes.get("display", "") == "block"
            element = replace(element, math=True, display=has_line)
            self._tex, self._signs = attributes.get("alttext", ""), ""
        elif tag == "annotation" and "tex" in attributes.get("encoding", ""):
            self._tex = ""
        elif tag == "annotation":
            element = replace(element, math=False, hidden=True)
        elif "katex-html" in classes and self._runs and tex_in(self._runs[-1].source):
            element = replace(element, hidden=True)  # the same formula, as it looks
        self._open.append(_placed(element, tag, attributes, style, classes))
        if tag == "li" or (element.tag == "p" and "mso-list" in style):
            self._new_item, self._marker = True, ""

    def _close_open(self, tag: str) -> None:
        """A paragraph ends where the next one begins, an item as well, unless a list is between."""
        for at in range(len(self._open) - 1, 0, -1):
            name = self._open[at].tag
            if name == tag:
                del self._open[at:]
            if name in ("ul", "ol", "li", "td", "th", "blockquote", "div", tag):
                return

    def _end_block(self) -> None:
        runs, self._runs = self._runs, []
        top = self._open[-1]
        if top.pre:
            text = "".join(run.text for run in runs).replace(LINE_BREAK, "\n").strip("\n")
            if text.strip():
                self._add(CodeBlock(text), top)
            return
        for part in _paragraphs(runs):
            self._add(_block(part, top.level), top)

    def _add(self, block: Block, top: _Element) -> None:
        if not top.depth:
            self.lines.append(_Line(block, top.quote))
            return
        ordered, start = top.ordered, top.start
        if top.word_list:
            counted = _COUNTED.match(self._marker)
            number = int(counted[1] or 1) if counted else 1
            ordered = bool(counted)
            start = self._starts.setdefault(top.word_list, number)
        self.lines.append(_Line(block, top.quote, top.depth, ordered, start, self._new_item))
        self._new_item = False


def _style(text: str) -> dict[str, str]:
    """The declarations of a style attribute, in lower case."""
    pairs = (part.partition(":") for part in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def _styled(
    element: _Element, tag: str, attributes: _Attributes, style: dict[str, str], classes: set[str]
) -> _Element:
    """What an element says of the looks of its text, and whether that is text at all."""
    look = element.look
    weight, slant = style.get("font-weight", ""), style.get("font-style", "")
    bold = tag in ("b", "strong") or look.bold
    italic = tag in ("i", "em", "cite", "dfn", "var") or look.italic
    if weight and weight != "inherit":
        bold = weight in _HEAVY
    if slant and slant != "inherit":
        italic = slant.startswith(("italic", "oblique"))
    link = attributes.get("href", "").strip() if tag == "a" else look.link
    link = link if _LINK.match(link) else ""
    code = look.code or tag in ("code", "kbd", "samp", "tt")
    hidden = (
        tag in _LEFT_OUT
        or "hidden" in attributes
        or style.get("display") == "none"
        or style.get("visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or style.get("mso-element", "").startswith("comment")
        or style.get("mso-special-character") == "comment"
        or not classes.isdisjoint(_COMMENTS)
    )
    return replace(
        element,
        look=Run("", bold, italic, code, link),
        hidden=element.hidden or hidden,
        marker=element.marker or style.get("mso-list") == "ignore",
        blank=element.blank or "mso-spacerun" in style or "apple-converted-space" in classes,
    )


def _placed(
    element: _Element, tag: str, attributes: _Attributes, style: dict[str, str], classes: set[str]
) -> _Element:
    """What an element says of the kind of its paragraphs."""
    if tag in ("ul", "ol"):
        start = attributes.get("start", "")
        return replace(
            element,
            depth=min(element.depth + 1, _DEEPEST_LIST),
            ordered=tag == "ol",
            start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1,
        )
    if tag == "pre" or style.get("white-space") == "pre":
        return replace(element, pre=True)
    if tag == "blockquote" or not classes.isdisjoint(_WORD_QUOTES):
        return replace(element, quote=True)
    if re.fullmatch("h[1-6]", tag):
        return replace(element, level=int(tag[1]))
    for name, level in _WORD_HEADINGS.items():
        if name in classes:
            return replace(element, level=level)
    listed = _WORD_LEVEL.search(style.get("mso-list", ""))
    if tag == "p" and listed and not element.depth:
        depth = min(int(listed[1]) or 1, _DEEPEST_LIST)
        return replace(element, depth=depth, word_list=style["mso-list"])
    return element


def _paragraphs(runs: Iterable[Run]) -> Iterator[Runs]:
    """The runs of each paragraph; an empty line between two lines ends one, too."""
    part: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == LINE_BREAK:
            breaks += 1
        elif run.text.strip():
            if breaks > 1:
                yield from _tidy(part)
                part = []
            breaks = 0
        part.append(run)
    yield from _tidy(part)


def _tidy(runs: Iterable[Run]) -> Iterator[Runs]:
    tidied = list(tidy_runs(apart(_without_bare_link(run) for run in runs)))
    if not plain_text(tidied).strip():
        return
    tidied[0] = replace(tidied[0], text=tidied[0].text.lstrip("\u00a0 "))
    tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip("\u00a0 "))
    yield tuple(run for run in tidied if run.text)


def _without_bare_link(run: Run) -> Run:
    """An address that shows itself needs no marks."""
    is_bare = run.link.rstrip("/") == run.text.strip().rstrip("/")
    return replace(run, link="") if is_bare else run


def _one_space(found: re.Match[str]) -> str:
    """A no-break space beside another space only keeps it from being lost in HTML."""
    return found[0] if found[0].strip("\u00a0") == "" else " "


def _block(runs: Runs, level: int) -> Block:
    if level:  # every heading is bold
        return Heading(level, tidy_runs(replace(run, bold=False) for run in runs))
    if _SCENE.match(plain_text(runs)):
        return ThematicBreak()
    return Paragraph(runs)


def _gathered(lines: Iterable[_Line]) -> Iterator[Block]:
    """Lines as blocks: those of one quote together, and those of one list."""
    for is_quote, group in groupby(lines, key=_in_quote):
        blocks = [block for _, part in groupby(group, key=_in_list) for block in _listed(part)]
        if is_quote:
            yield BlockQuote(tuple(blocks))
        else:
            yield from blocks


def _in_quote(line: _Line) -> bool:
    return line.quote


def _in_list(line: _Line) -> bool:
    return bool(line.depth)


def _listed(lines: Iterable[_Line]) -> Iterator[Block]:
    items: list[ListItem] = []
    for line in lines:
        if not line.depth:
            yield line.block
        elif items and not line.is_new:
            items[-1].parts.append(line.block)
        else:
            items.append(ListItem(line.depth, line.ordered, line.start, [line.block]))
    if items:
        yield from nested_lists(items, min(item.depth for item in items))
