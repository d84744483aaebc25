# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The looks of a DOCX file: every format is a style, so that Word can change it in one place."""

from dataclasses import dataclass

from docx.document import Document as DocxFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from longwriter_desktop.export.options import Layout

BODY, CODE, CODE_RUN, LINK, SCENE, NOTE, NOTE_MARK = (
    "Body Text",
    "Code",
    "Code Character",
    "Hyperlink",
    "Scene Break",
    "footnote text",
    "footnote reference",
)
_INK = RGBColor(0x22, 0x22, 0x22)
_LINK_COLOUR = RGBColor(0x05, 0x63, 0xC1)
_CODE_FILL = "F2F2F2"
# Word and macOS have these; LibreOffice brings Liberation, which has the same widths.
_SERIF, _SANS, _MONO = "Times New Roman", "Arial", "Courier New"
_EAST_ASIAN = {  # body and heading fonts that Word brings
    "zh-hant": ("PMingLiU", "Microsoft JhengHei"),
    "zh": ("SimSun", "SimHei"),
    "ja": ("MS Mincho", "MS Gothic"),
    "ko": ("Batang", "Malgun Gothic"),
}
_EAST_ASIAN_TAGS = {"zh-hant": "zh-TW", "zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}
_RIGHT_TO_LEFT = ("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi")
_LETTER_PAPER = ("en-us", "en-ca", "es-mx")


@dataclass(frozen=True)
class Measures:
    """Sizes of one layout."""

    body_size: Length
    line_spacing: float
    space_after: Length
    first_line_indent: Length
    heading_font: str
    heading_sizes: tuple[Length, Length, Length]
    title_size: Length
    centred: bool  # title and first headings


_MEASURES = {
    Layout.REPORT: Measures(
        Pt(11.5), 1.2, Pt(8), Pt(0), _SANS, (Pt(18), Pt(14), Pt(12)), Pt(26), False
    ),
    Layout.MANUSCRIPT: Measures(
        Pt(12), 2.0, Pt(0), Cm(1.27), _SERIF, (Pt(16), Pt(13), Pt(12)), Pt(22), True
    ),
}


def prepare_styles(docx: DocxFile, layout: Layout, language: str) -> None:
    """Set fonts, spacing, paper and language of an empty file made from the library's template."""
    measures = _MEASURES[layout]
    script = east_asian_script(language)
    body_font, heading_font = _EAST_ASIAN[script or "zh"]
    _drop_table_styles(docx)
    _set_language(docx, language, script)
    _set_paper(docx, language)
    normal = _style(docx, "Normal")
    _set_font(normal, _SERIF, body_font, measures.body_size, hint=bool(script))
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = measures.line_spacing
    body = _style(docx, BODY)
    body.paragraph_format.space_after = measures.space_after
    indent = measures.first_line_indent
    # Two characters is the custom where text is set in squares.
    body.paragraph_format.first_line_indent = (
        2 * measures.body_size if script and indent else indent
    )
    body.paragraph_format.widow_control = True
    _set_headings(docx, measures, heading_font)
    _set_lists_and_quotes(docx, measures)
    _add_code_styles(docx, measures, body_font)
    _add_contents_styles(docx)
    _add_small_styles(docx)
    _set_font(_style(docx, "Footer"), _SERIF, body_font, Pt(9.5))


def east_asian_script(language: str) -> str:
    """Key of the fonts for a BCP 47 tag: "zh", "zh-hant", "ja", "ko", or "" for other scripts."""
    tag = language.lower()
    if tag.startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant")):
        return "zh-hant"
    primary = tag.split("-")[0]
    return primary if primary in _EAST_ASIAN else ""


def _style(docx: DocxFile, name: str) -> ParagraphStyle:
    style = docx.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set_headings(docx: DocxFile, measures: Measures, east_asian: str) -> None:
    title = _style(docx, "Title")
    title.element.get_or_add_pPr().remove_all("w:pBdr")
    _set_font(title, measures.heading_font, east_asian, measures.title_size)
    title.font.bold = title.font.cs_bold = True
    title.paragraph_format.space_before = Pt(120 if measures.centred else 24)
    title.paragraph_format.space_after = Pt(14)
    author = _style(docx, "Subtitle")
    _set_font(author, measures.heading_font, east_asian, Pt(13))
    author.font.italic = author.font.cs_italic = False
    author.paragraph_format.space_after = Pt(24)
    sizes = (*measures.heading_sizes, *[measures.heading_sizes[-1]] * 3)
    for level, size in enumerate(sizes, start=1):
        heading = _style(docx, f"Heading {level}")
        _set_font(heading, measures.heading_font, east_asian, size)
        heading.font.bold = heading.font.cs_bold = level < 5
        heading.font.italic = heading.font.cs_italic = level > 3
        heading.paragraph_format.line_spacing = 1.15
        heading.paragraph_format.space_before = Pt(max(26 - 5 * level, 8))
        heading.paragraph_format.space_after = Pt(8 if level == 1 else 5)
    for name in ("Title", "Subtitle", "Heading 1"):
        if measures.centred:
            _style(docx, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_lists_and_quotes(docx: DocxFile, measures: Measures) -> None:
    for kind in ("List Bullet", "List Number", "List Continue"):
        for depth in ("", " 2", " 3"):
            item = _style(docx, kind + depth)
            item.paragraph_format.space_after = Pt(3)
            # The list's end keeps the same distance as a paragraph's, its items stand closer.
            item.element.get_or_add_pPr().remove_all("w:contextualSpacing")
    quote = _style(docx, "Quote")
    quote.font.color.rgb = _INK
    quote.paragraph_format.left_indent = Cm(1.0)
    quote.paragraph_format.right_indent = Cm(1.0)
    quote.paragraph_format.space_after = measures.space_after


def _add_code_styles(docx: DocxFile, measures: Measures, east_asian: str) -> None:
    block = docx.styles.add_style(CODE, WD_STYLE_TYPE.PARAGRAPH)
    block.base_style = docx.styles["Normal"]
    _set_font(block, _MONO, east_asian, Pt(9.5))
    block.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    block.paragraph_format.left_indent = Cm(0.5)
    block.paragraph_format.space_before = Pt(4)
    block.paragraph_format.space_after = Pt(10)
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), _CODE_FILL)
    properties = block.element.get_or_add_pPr()
    properties.insert_element_before(
        shading, "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )
    run = docx.styles.add_style(CODE_RUN, WD_STYLE_TYPE.CHARACTER)
    _set_font(run, _MONO, east_asian, Length(measures.body_size - Pt(1.5)))


def _add_contents_styles(docx: DocxFile) -> None:
    section = docx.sections[0]
    width = Length(
        (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    )
    for level in (1, 2, 3):
        entry = docx.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        entry.base_style = docx.styles["Normal"]
        entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        entry.paragraph_format.space_after = Pt(4)
        entry.paragraph_format.line_spacing = 1.15
        entry.paragraph_format.tab_stops.add_tab_stop(
            width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
    _style(docx, "TOC Heading").hidden = False


def _add_small_styles(docx: DocxFile) -> None:
    scene = docx.styles.add_style(SCENE, WD_STYLE_TYPE.PARAGRAPH)
    scene.base_style = docx.styles["Normal"]
    scene.next_paragraph_style = docx.styles[BODY]
    scene.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    scene.paragraph_format.space_before = Pt(6)
    scene.paragraph_format.space_after = Pt(14)
    note = docx.styles.add_style(NOTE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    note.base_style = docx.styles["Normal"]
    _set_size(note, Pt(9.5))
    note.paragraph_format.line_spacing = 1.0
    mark = docx.styles.add_style(NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True
    link = docx.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = _LINK_COLOUR
    link.font.underline = True


def _set_font(
    style: CharacterStyle | ParagraphStyle,
    latin: str,
    east_asian: str,
    size: Length,
    hint: bool = False,
) -> None:
    """Name the fonts, in place of the template's theme fonts, which would win over names."""
    style.font.name = latin
    _set_size(style, size)
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    fonts.set(qn("w:eastAsia"), east_asian)
    fonts.set(qn("w:cs"), latin)
    if hint:  # quotation marks and dashes exist in both scripts: take the East Asian ones
        fonts.set(qn("w:hint"), "eastAsia")
    if style.type is WD_STYLE_TYPE.PARAGRAPH and style.name != "Normal":
        style.font.color.rgb = _INK


def _set_size(style: CharacterStyle | ParagraphStyle, size: Length) -> None:
    """Of all scripts: Word has a size of its own for those that run from right to left."""
    style.font.size = size
    properties = style.element.get_or_add_rPr()
    properties.remove_all("w:szCs")
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(size.pt * 2)))  # half points
    properties.find(qn("w:sz")).addnext(complex_size)


def _set_language(docx: DocxFile, language: str, script: str) -> None:
    defaults: BaseOxmlElement = docx.styles.element.find(qn("w:docDefaults"))
    lang = next(defaults.iter(qn("w:lang")))
    lang.set(qn("w:val"), "en-US" if script else language)
    lang.set(qn("w:eastAsia"), _region_tag(language, script) if script else "zh-CN")
    if language.lower().split("-")[0] in _RIGHT_TO_LEFT:
        lang.set(qn("w:bidi"), language)


def _region_tag(language: str, script: str) -> str:
    return language if "-" in language else _EAST_ASIAN_TAGS[script]


def _set_paper(docx: DocxFile, language: str) -> None:
    section = docx.sections[0]
    if not language.lower().startswith(_LETTER_PAPER):  # the template is US Letter
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.54)
    section.top_margin = section.bottom_margin = Cm(2.54)


def _drop_table_styles(docx: DocxFile) -> None:
    """Drop the template's hundred table styles: they would fill Word's list of styles."""
    for style in list(docx.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
