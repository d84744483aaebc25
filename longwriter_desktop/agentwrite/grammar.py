# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""GBNF grammars that hold a model's answer to the plan format (domain/plan_format.py).

A dash with a space on both sides parts the fields, so it may not stand inside one.
"""

_RULES = r"""
heading ::= [^ \n:;,.#*_-] hchar{2,58}
hchar ::= [^\n:#*_-] | "-" [^ \n#*_-]
point ::= [^ \n:#*_-] pchar{12,170}
pchar ::= [^\n#*_-] | "-" [^ \n#*_-]
"""


def sections_grammar(fewest: int, most: int, with_title: bool) -> str:
    """A plan of `fewest` to `most` sections, 200 to 1,000 words each, in steps of 50."""
    return _plan("Paragraph", '([2-9] [05] "0" | "1000")', fewest, most, with_title)


def chapters_grammar(fewest: int, most: int) -> str:
    """A title and `fewest` to `most` chapters, 600 to 9,900 words each."""
    return _plan("Chapter", '([6-9] "00" | [1-9] [0-9] "00")', fewest, most, True)


def _plan(label: str, count: str, fewest: int, most: int, with_title: bool) -> str:
    title = '"Title: " heading "\\n" ' if with_title else ""
    required = " ".join(f"line{n}" for n in range(1, fewest + 1))
    optional = ""
    for n in range(most, fewest, -1):
        optional = f" (line{n}{optional})?"
    lines = "\n".join(
        f'line{n} ::= "{label} {n} - Heading: " heading " - Main Point: " point'
        f' " - Word Count: " count " words\\n"'
        for n in range(1, most + 1)
    )
    return f"root ::= {title}{required}{optional}\n{lines}\ncount ::= {count}\n{_RULES}"
