# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A formula in TeX is a formula in DOCX, and a formula of a DOCX is TeX again."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.export.docx_in import read_docx
from longwriter_desktop.export.docx_math_in import tex_of
from longwriter_desktop.export.docx_math_out import office_math
from longwriter_desktop.export.exporting import export_document
from longwriter_desktop.export.to_markdown import render_markdown
from tests.export.documents import document, section
from tests.export.libreoffice import (
    converted,
    needs_libreoffice,
    needs_pdftotext,
    text_of_pdf,
)

MATH = f"{nsdecls('w', 'm')}"
SAME = (
    r"E=mc^{2}", r"\frac{a+b}{c}", r"\sqrt{x}", r"\sqrt[3]{x_{i}^{2}}", "x'", "x''", r"x_{1,2}",
    r"\sum_{i=1}^{n}i^{2}=\frac{n(n+1)}{2}", r"\int_{0}^{\infty}e^{-x^{2}}\,\mathrm{d}x",
    r"\prod_{k}a_{k}+b", r"\alpha\beta\le\ne\pm\times\cdot", r"\mathbb{R}^{n}\to\mathcal{L}",
    r"\text{if }x>0", r"\lim_{x\to0}\frac{\sin x}{x}", r"\binom{n}{k}",
    r"\left(\frac{a}{b}\right)^{2}",
    r"\hat{x}+\bar{y}+\tilde{z}+\vec{v}+\dot{x}+\ddot{x}", r"\overline{AB}", r"\underline{AB}",
    r"\underbrace{a+b}_{c}", r"\overbrace{x}^{n}", r"\overset{!}{=}", r"\boxed{x=1}", r"50\%",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{bmatrix} 1 \end{bmatrix}",
    r"\begin{cases} 1 & x>0 \\ 0 & \text{or else} \end{cases}",
    r"\begin{matrix} a \\ b \end{matrix}",
    r"\max_{x}f(x)", r"\sin^{2}x+\cos^{2}x", r"p(x\mid y)",
    r"\left.x\right|_{0}^{1}", r"\left[0,1\right)", r"\mathbf{x}+\boldsymbol{y}", r"\phantom{x}y",
    r"a\notin B", r"\bigcup_{i}A_{i}", r"\{x\}", r"n!", r"\mathrm{ab}", r"a\quad b",
)  # fmt: skip
KEPT = (  # in a file that LibreOffice has saved
    r"\frac{a+b}{\sqrt[3]{x_{i}^{2}}}", r"\sum_{i=1}^{n}i^{2}=\frac{1}{6}", r"\lim_{x\to0}\sin x",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\bar{y}+\tilde{z}+\dot{x}",
    r"\mathbb{R}^{n}",
    r"\mathbf{x}+\boldsymbol{y}", r"\underbrace{a+b}_{c}", r"\text{or else }x",
)  # fmt: skip
OTHERWISE = {  # what comes back looks the same, and is written in another way
    "x^2": "x^{2}", r"\frac12": r"\frac{1}{2}", r"a \leq b": r"a\le b",
    r"\dfrac{a}{b}": r"\frac{a}{b}",
    r"{a \over b}": r"\frac{a}{b}",
    r"\max\limits_x f": r"\max_{x}f", r"a\label{one}\nonumber": "a",
    r"\arg\min_x f": r"\operatorname{arg}\min_{x}f", r"a \ne b": r"a\ne b",
    r"\operatorname{softmax}(x)": r"\mathrm{softmax}(x)", r"\text{else}": r"\mathrm{else}",
}  # fmt: skip
UNREADABLE = (
    r"\nosuchcommand x",
    r"\frac{a",
    r"x}",
    r"\left( x",
    r"x^",
    r"a & b",
    r"\begin{foo}x\end{foo}",
    r"\cancel{x}",
    r"\color{red}x",
    r"\colorbox{red}{x}",
    r"\href{https://example.org}{x}",
)
COMMANDS = (
    r"\frac \sqrt \left( \right) \sum _ ^ { } a 1 + = \begin{matrix} \end{matrix} & \\ \hat "
    r"\text{a} \lim \binom \overbrace \not \int \left\{ \right. \mathbf \over"
)


def exported(markdown: str) -> DocxFile:
    data = export_document(document((section("s1", "A", 1), markdown)), "docx").data
    return docx.Document(BytesIO(data))


def there_and_back(markdown: str) -> str:
    data = export_document(document((section("s1", "A", 1), markdown)), "docx").data
    return render_markdown(read_docx(data, "a.docx")).removeprefix("# Lighthouses\n\n## A\n\n")


def read(inner: str) -> str:
    return tex_of(parse_xml(f"<m:oMath {MATH}>{inner}</m:oMath>"))


def run(text: str, look: str = "") -> str:
    return f"<m:r><m:rPr>{look}</m:rPr><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize("tex", SAME)
def test_a_formula_comes_back_as_it_was(tex: str) -> None:
    assert there_and_back(f"The ${tex}$ is.") == f"The ${tex}$ is.\n"


@pytest.mark.parametrize(("tex", "same"), OTHERWISE.items())
def test_a_formula_comes_back_with_the_same_look(tex: str, same: str) -> None:
    assert there_and_back(f"The ${tex}$ is.") == f"The ${same}$ is.\n"
    assert there_and_back(f"The ${same}$ is.") == f"The ${same}$ is.\n"


@pytest.mark.parametrize("tex", UNREADABLE)
def test_tex_that_is_not_understood_stays_as_it_was_typed(tex: str) -> None:
    assert office_math(tex) is None
    paragraph = exported(f"The ${tex}$ is.").paragraphs[-1]
    assert paragraph.text == f"The ${tex}$ is."


def test_a_formula_on_lines_of_its_own_has_a_line_of_its_own() -> None:
    file = exported("Before.\n\n$$\na=b\n$$\n\nAfter.")
    (line,) = file.element.body.iter(qn("m:oMathPara"))
    assert [text.text for text in line.iter(qn("m:t"))] == ["a", "=", "b"]
    assert there_and_back("$$\\bigcup_{i}A$$") == "$$\\bigcup_{i}A$$\n"
    assert there_and_back("Before.\n\n$$\na=b\n$$\n\nAfter.") == "Before.\n\n$$a=b$$\n\nAfter.\n"


@pytest.mark.parametrize(
    "markdown",
    [
        "- of $x$ and",
        "> of $x$ and",
        "| of $x$ |\n| --- |\n| and $y$ |",
        "### Of $x$",
        "**of** $x$",
    ],
)
def test_a_formula_may_stand_anywhere(markdown: str) -> None:
    assert exported(markdown).element.body.xpath("count(.//m:oMath)") == markdown.count("$") / 2
    assert there_and_back(markdown) == f"{markdown}\n"


def test_a_formula_may_stand_in_a_footnote() -> None:
    file = exported("One[^1].\n\n[^1]: Of $x$.")
    notes = next(part for part in file.part.package.iter_parts() if "footnotes" in part.partname)
    assert b"<m:oMath" in notes.blob


@pytest.mark.parametrize(
    "markdown",
    [
        r"The \(x^2\) is.", r"The \( x \) is.", "\\[\nx = 1\n\\]", r"\[ x = 1 \]",
        r"The \[ \frac{a}{b} \] is.", r"**The** \(x\)", r"- of \(x\) and",
    ],
)  # fmt: skip
def test_the_marks_of_tex_are_marks_of_a_formula_too(markdown: str) -> None:
    file = exported(markdown)
    assert file.element.body.xpath("count(.//m:oMath)") == 1
    assert "\\" not in "".join(text.text or "" for text in file.element.body.iter(qn("w:t")))
    data = export_document(document((section("s1", "A", 1), markdown)), "md").data.decode()
    assert data == f"# Lighthouses\n\n## A\n\n{markdown}\n"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"so \[sic\] he", "so [sic] he"), (r"as \[a=b\] has", "as [a=b] has"),
        (r"\[ Figure 1 \]", "[ Figure 1 ]"), (r"a \\(b) and (c\\)", r"a \(b) and (c\)"),
        (r"\[\\alpha\]", r"[\alpha]"), (r"a \(b and", "a (b and"), (r"\[ x = 1", "[ x = 1"),
    ],
)  # fmt: skip
def test_brackets_that_are_meant_as_they_stand_are_no_formula(markdown: str, text: str) -> None:
    assert exported(markdown).paragraphs[-1].text == text


@pytest.mark.parametrize("text", ["[sic]", "[a=b]", r"[\alpha]", r"\(x\)", "[ a = b ]", "$x$"])
def test_a_text_of_word_that_looks_like_a_formula_is_none(text: str) -> None:
    file = docx.Document()
    file.add_paragraph(text)
    data = BytesIO()
    file.save(data)
    markdown = render_markdown(read_docx(data.getvalue(), "a.docx"))
    assert exported(markdown).paragraphs[-1].text == text


def test_words_in_a_formula_are_without_the_marks_that_tex_needs() -> None:
    file = exported(r"By $\text{50\% of a\_b}$ less.")
    assert [text.text for text in file.element.body.iter(qn("m:t"))] == ["50%\xa0of\xa0a_b"]


def test_prices_are_no_formula() -> None:
    assert exported("It costs $5 or $6.").paragraphs[-1].text == "It costs $5 or $6."


@given(st.text(alphabet=r"\{}^_&$ab1+=()[]| ", max_size=30))
def test_any_tex_is_laid_out_or_left_as_it_is(tex: str) -> None:
    formula = office_math(tex)
    assert formula is None or formula.tag == qn("m:oMath")


@given(
    st.lists(
        st.sampled_from(COMMANDS.split()),
        max_size=12,
    )
)
def test_any_commands_are_laid_out_and_read_again_or_left(commands: list[str]) -> None:
    formula = office_math(" ".join(commands))
    if formula is not None:
        tex_of(formula)


@pytest.mark.parametrize(
    ("inner", "tex"),
    [
        (f"<m:nary><m:sub>{run('0')}</m:sub><m:sup/><m:e>{run('x')}</m:e></m:nary>", r"\int_{0}x"),
        (f"<m:d><m:e>{run('a')}</m:e><m:e>{run('b')}</m:e></m:d>", r"\left(a | b\right)"),
        (
            f"<m:eqArr><m:e>{run('a&amp;=b')}</m:e><m:e>{run('&amp;=c')}</m:e></m:eqArr>",
            r"\begin{aligned} a&=b \\ &=c \end{aligned}",
        ),
        (
            f"<m:sPre><m:sub>{run('1')}</m:sub><m:sup>{run('2')}</m:sup><m:e>{run('X')}</m:e></m:sPre>",
            "{}_{1}^{2}X",
        ),
        (f"<m:acc><m:e>{run('abc')}</m:e></m:acc>", r"\widehat{abc}"),
        (f'<m:acc><m:accPr><m:chr m:val="˙"/></m:accPr><m:e>{run("a")}</m:e></m:acc>', r"\dot{a}"),
        (
            f'<m:acc><m:accPr><m:chr m:val="*"/></m:accPr><m:e>{run("a")}</m:e></m:acc>',
            r"\overset{*}{a}",
        ),
        (f"<m:bar><m:e>{run('a')}</m:e></m:bar>", r"\underline{a}"),
        (f'<m:f><m:fPr><m:type m:val="lin"/></m:fPr><m:num>{run("a")}</m:num><m:den>{run("b")}'
         "</m:den></m:f>", "a/b"),
        (run("R", '<m:scr m:val="double-struck"/>'), r"\mathbb{R}"),
        (run("sin", '<m:sty m:val="p"/>') + run("x"), r"\sin x"),
        (run("𝑎𝐛𝒄𝔻𝛼1"), r"a\mathbf{b}\boldsymbol{c}\mathbb{D}\alpha1"),
        (f"<m:box><m:e>{run('a')}</m:e></m:box>", "a"),
        (f"<m:unknown>{run('kept')}</m:unknown>", "kept"),
        (run("a#b_c"), r"a\#b\_c"),
    ],
)  # fmt: skip
def test_formulas_as_word_writes_them_are_read(inner: str, tex: str) -> None:
    assert read(inner) == tex


@pytest.mark.parametrize(
    ("parts", "markdown"),
    [
        (("the", "x", "is"), "the$$x$$is"),
        (("the ", "x", "2"), "the $$x$$2"),
        (("the ", "x", " is"), "the $x$ is"),
        (("", "x", ""), "$x$"),
    ],
)
def test_a_formula_that_touches_a_word_is_still_one(
    parts: tuple[str, str, str], markdown: str
) -> None:
    file = docx.Document()
    before, formula, behind = parts
    paragraph = file.add_paragraph(before)
    paragraph._p.append(parse_xml(f"<m:oMath {MATH}>{run(formula)}</m:oMath>"))
    paragraph.add_run(behind)
    data = BytesIO()
    file.save(data)
    text = render_markdown(read_docx(data.getvalue(), "a.docx"))
    assert text == f"{markdown}\n"
    assert exported(text).element.body.xpath("count(.//m:oMath)") == 1


def test_formulas_that_touch_are_one() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph()
    for sign in ("α", "x"):
        paragraph._p.append(parse_xml(f"<m:oMath {MATH}>{run(sign)}</m:oMath>"))
    data = BytesIO()
    file.save(data)
    assert render_markdown(read_docx(data.getvalue(), "a.docx")) == "$\\alpha x$\n"


@needs_libreoffice
@needs_pdftotext
def test_libreoffice_lays_formulas_out(tmp_path: Path) -> None:
    text = "\n\n".join(f"$$\n{tex}\n$$" for tex in (*SAME, *OTHERWISE))
    aligned = "$$\n\\begin{aligned}left&=b\\\\&=right\\end{aligned}\n$$"
    data = export_document(document((section("s1", "A"), f"{text}\n\n{aligned}")), "docx").data
    (tmp_path / "out.docx").write_bytes(data)
    seen = text_of_pdf(converted(tmp_path / "out.docx", "pdf", tmp_path))
    assert "softmax" in seen
    assert "∑" in seen
    assert "right" in "".join(seen.split())
    assert "¿" not in seen  # what LibreOffice draws for a formula that it does not understand
    assert "\\" not in seen


@needs_libreoffice
def test_formulas_saved_by_libreoffice_are_read_as_they_were(tmp_path: Path) -> None:
    text = "\n\n".join(f"${tex}$" for tex in KEPT)
    data = export_document(document((section("s1", "A", 1), text)), "docx").data
    (tmp_path / "out.docx").write_bytes(data)
    saved = converted(tmp_path / "out.docx", "docx:MS Word 2007 XML", tmp_path / "saved")
    markdown = render_markdown(read_docx(saved.read_bytes(), "a.docx"))
    assert markdown.split("\n\n")[2:] == [*text.split("\n\n")[:-1], f"${KEPT[-1]}$\n"]
