# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Clipboard HTML, as the usual programs write it, becomes the manuscript's Markdown."""

import pytest

from longwriter_desktop.app.pasting import MOST_HTML, markdown_of_html
from longwriter_desktop.export.from_markdown import read_markdown
from longwriter_desktop.export.html_in import read_html

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml>
<![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'>
<!--StartFragment-->
<h1>The Harbour<o:p></o:p></h1>
<p class=MsoNormal>She had read <i style='mso-bidi-font-style:normal'>The Long Way
Home</i> twice<span style='mso-spacerun:yes'>\u00a0 </span>and <b>never</b> once <span
style='color:red'>cried</span>.<span class=MsoCommentReference><a
class=msocomanchor href="#_msocom_1">[JD1]</a></span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'
><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Rope<o:p
></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>of hemp<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; </span></span><![endif]>Tar<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>3.<span>&nbsp; </span></span><![endif]>Third<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span
style='mso-list:Ignore'>4.<span>&nbsp; </span></span><![endif]>Fourth<o:p></o:p></p>
<p class=MsoQuote>The sea keeps.<o:p></o:p></p>
<p class=MsoNormal>Gone: <del cite="mailto:x" datetime="2020-01-01T10:00">old </del><ins>new</ins
> and
<span style='display:none;mso-hide:all'>secret </span>seen.<o:p></o:p></p>
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText
>Too long?</p></div></div>
<!--EndFragment--></body></html>"""

WORD_MARKDOWN = """## The Harbour

She had read *The Long Way Home* twice and **never** once cried.

- Rope
  - of hemp
- Tar

3. Third
4. Fourth

> The sea keeps.

Gone: new and seen."""

LIBREOFFICE = """<!DOCTYPE html>
<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
<meta name="generator" content="LibreOffice 7.4 (Linux)"/>
<style type="text/css">p { line-height: 115%; margin-bottom: 0.1in }</style></head>
<body lang="en-GB" link="#000080" dir="ltr">
<h2 class="western">Low tide</h2>
<p style="line-height: 100%"><font face="Liberation Serif, serif"><font size="3"
style="font-size: 12pt">Plain,
<i>slanted</i>, <b>heavy</b>, <i><b>both</b></i>.</font></font></p>
<p style="margin-bottom: 0in"><br/>
</p>
<p>First line<br/>
second line</p>
<ol><li><p>One</p></li><li><p>Two</p><ul><li><p>inner</p></li></ul></li></ol>
<blockquote>Quoted <i>words</i></blockquote>
<p>See <a href="https://example.org/a">the page</a> and <img src="file:///etc/x.png" width="1"/
>no picture.</p>
</body></html>"""

LIBREOFFICE_MARKDOWN = """## Low tide

Plain, *slanted*, **heavy**, ***both***.

First line\\
second line

1. One
2. Two
   - inner

> Quoted *words*

See [the page](https://example.org/a) and no picture."""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"
><h3 dir="ltr"
style="line-height:1.38;"><span style="font-size:14pt;font-weight:400;white-space:pre-wrap;"
>Scene</span></h3><p
dir="ltr"><span style="font-weight:400;font-style:normal;white-space:pre-wrap;">He said </span
><span
style="font-weight:400;font-style:italic;white-space:pre-wrap;">no</span><span
style="font-weight:700;font-style:normal;"> loudly</span><span style="font-weight:400;">.</span
></p><br /><ul
style="margin-top:0;"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span
style="font-weight:400;">one</span></p></li><ul><li aria-level="2"><p><span>deeper</span></p></li
></ul><li><p><span>two</span></p></li></ul></b><br
class="Apple-interchange-newline">"""

GOOGLE_MARKDOWN = """## Scene

He said *no* **loudly**.

- one
  - deeper
- two"""

FIREFOX = """<meta http-equiv="content-type" content="text/html; charset=utf-8"><h2>Tides<a
href="#cite">[edit]</a></h2><p>The <em>moon</em> pulls the
sea_level up; see <a href="https://example.org/Moon_(body)" title="Moon">Moon</a>.</p><h4
>Neap</h4><p><strong>Weak</strong>
tides<script>alert(1)</script><style>p{}</style>.</p><p>* * *</p>"""

FIREFOX_MARKDOWN = """## Tides\\[edit\\]

The *moon* pulls the sea_level up; see [Moon](https://example.org/Moon_%28body%29).

### Neap

**Weak** tides.

* * *"""

SAMPLES = {
    "word": (WORD, WORD_MARKDOWN),
    "libreoffice": (LIBREOFFICE, LIBREOFFICE_MARKDOWN),
    "google": (GOOGLE, GOOGLE_MARKDOWN),
    "firefox": (FIREFOX, FIREFOX_MARKDOWN),
}


def markdown(html: str) -> str | None:
    pasted = markdown_of_html(html)
    return None if pasted is None else pasted.text


@pytest.mark.parametrize("name", SAMPLES)
def test_clipboards_of_the_usual_programs_become_markdown(name: str) -> None:
    html, expected = SAMPLES[name]
    assert markdown(html) == expected


@pytest.mark.parametrize("name", ["word", "libreoffice"])
def test_the_markdown_means_what_the_html_meant(name: str) -> None:
    text = markdown(SAMPLES[name][0]) or ""
    of_markdown, of_html = read_markdown(text), read_html(SAMPLES[name][0])
    assert list(of_markdown)[1:] == list(of_html)[1:]  # the heading has the section's level


@pytest.mark.parametrize(
    "html",
    [
        "<p>One</p><p style='color:red'>Two</p>",
        "<div><span style='font-weight:400'>x</span><br></div>",
        "<p>See <a href='https://example.org/'>https://example.org</a></p>",
        "<p><a href='javascript:alert(1)'>x</a> <a href='file:///etc/passwd'>y</a></p>",
        "<pre># Source\n*as it is*</pre>",
        "<div style='white-space: pre;'><span>if x:</span></div>",
        "<img src='https://example.org/a.png'>",
        "",
        "<",
        "<![",
    ],
)
def test_html_without_formatting_is_left_to_the_plain_text(html: str) -> None:
    assert markdown_of_html(html) is None


@pytest.mark.parametrize(
    "html",
    [
        "<i>x</i>" + "a" * MOST_HTML,
        "<div>" * 10_000 + "<i>x</i>",
        "<i>x</i>" + "<!--" * 200_000,
        "<i>x</i>" + "<!-- <p>" * 100_000,
    ],
    ids=["huge", "deep", "cut off", "cut off in a comment"],
)
def test_html_beyond_any_document_is_left_to_the_plain_text(html: str) -> None:
    assert markdown_of_html(html) is None


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a <i>b", "a *b*"),
        ("<i>a</b></p> b</i></i>", "*a*\n\n*b*"),
        ("<ul><li>a<li><b>b</b></ul>", "- a\n- **b**"),
        ("<p>a<p><i>b</i><p>c", "a\n\n*b*\n\nc"),
        ("<i>a</i><br><br>b", "*a*\n\nb"),
        ("<p>10\u00a0km <i>far</i>\u00a0!</p>", "10\u00a0km *far*\u00a0!"),
        ("<p>1918. <i>War</i></p>", "1918\\. *War*"),
        ("<p>- <i>Hello</i></p>", "\\- *Hello*"),
        ("<p><b>a <span style='font-weight: normal'>b</span></b></p>", "**a** b"),
        ("<p><i> </i>x <b>y</b></p>", "x **y**"),
        ("<i>" + "long " * 40 + "</i>", "*" + ("long " * 40).strip() + "*"),
    ],
)
def test_small_things_and_damage(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize(
    ("html", "before", "behind", "expected"),
    [
        ("<p><i>a</i></p>", "One ", " two", "*a*"),
        ("<h1>A</h1><p>b</p>", "One", " two", "\n\n## A\n\nb"),
        ("<h1>A</h1>", "One\n", "\n\ntwo", "\n## A"),
        ("<h1>A</h1>", "", "two", "## A\n\n"),
        ("<p><i>a</i></p><ul><li>b</li></ul>", "One\n\n", "\ntwo", "*a*\n\n- b\n"),
    ],
)
def test_blocks_get_lines_of_their_own_in_the_text(
    html: str, before: str, behind: str, expected: str
) -> None:
    pasted = markdown_of_html(html)
    assert pasted is not None
    assert pasted.between(before, behind) == expected


KATEX = (
    '<span class="katex"><span class="katex-mathml"><math{display}><semantics><mrow><mi>E</mi>'
    '<mo>=</mo><mi>m</mi></mrow><annotation encoding="application/x-tex">E = \\frac{{m}}{{2}}'
    '</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">'
    '<span class="base">E=2m​</span></span></span>'
)
WIKI = (
    '<span class="mwe-math-element"><span style="display: none;"><math alttext="{\\displaystyle '
    'x_{1}}"><mi>x</mi><annotation encoding="application/x-tex">x</annotation></math></span>'
    '<img class="mwe-math-fallback-image-inline" alt="{\\displaystyle x_{1}}"></span>'
)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (f"<p>So {KATEX.format(display='')} holds.</p>", "So $E = \\frac{m}{2}$ holds."),
        (
            f"<p>So</p><p>{KATEX.format(display=' display=block')}</p>",
            "So\n\n$$E = \\frac{m}{2}$$",
        ),
        (f"<p>The {WIKI}2 lamps</p>", "The $$x_{1}$$2 lamps"),
        (
            '<p>A <math alttext="a+b"><mi>a</mi><annotation encoding="application/x-tex">a+b'
            '</annotation><annotation encoding="other">none</annotation></math> b</p>',
            "A $a+b$ b",
        ),
        (
            '<p>A <math alttext="\\text{at $5}"><mi>x</mi></math> b</p>',
            "A \\(\\text{at $5}\\) b",
        ),
        ("<p><b>A</b> <math><mi>x</mi><mo>=</mo><mn>2</mn></math> b</p>", "**A** x=2 b"),
    ],
    ids=[
        "KaTeX",
        "KaTeX on its own line",
        "Wikipedia",
        "MathML with TeX",
        "with a dollar",
        "MathML alone",
    ],
)
def test_a_formula_is_pasted_by_its_tex(html: str, markdown: str) -> None:
    pasted = markdown_of_html(html)
    assert pasted is not None
    assert pasted.text == markdown
