# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""GBNF grammars that hold a model's answer to the plan format (domain/plan_format.py).

A dash with a space on both sides parts the fields, so it may not stand inside one; nor may
control characters and whatever else ends a line for `str.splitlines`.
"""

_ENDS = r"\x00-\x1F\x7F-\x9F\u2028\u2029"
_RULES = rf"""
heading ::= [^ {_ENDS}:;,.#*_-] hchar{{2,58}}
hchar ::= [^{_ENDS}:#*_-] | "-" [^ {_ENDS}#*_-]
point ::= [^ {_ENDS}:#*_-] pchar{{12,170}}
pchar ::= [^{_ENDS}#*_-] | "-" [^ {_ENDS}#*_-]
"""


def sections_grammar(fewest: int, most: int, with_title: bool) -> str:
    """A plan of `fewest` to `most` sections, 200 to 1,000 words each, in steps of 50."""
    return _plan("Paragraph", '([2-9] [05] "0" | "1000")', fewest, most, with_title)


def chapters_grammar(fewest: int, most: int) -> str:
    """A title and `fewest` to `most` chapters, 600 to 9,900 words each."""
    return _plan("Chapter", '([6-9] "00" | [1-9] [0-9] "00")', fewest, most, True)


def changed_plan_grammar(sections: int, chapters: int, most_new: int) -> str:
    """A plan given again: lines by their old numbers, kept or with what is different, and up to
    `most_new` new ones. A quarter of the old number of lines is the least, so that a small
    model cannot end at once.
    """
    old = sections + chapters
    fewest = max(1, old // 4)
    known = [f'"Paragraph " section{_rest(True)}']
    numbers = f"section ::= {_one_of(sections)}\n"
    new = [f'"New" {_WRITTEN} " - Word Count: " count " words"']
    if chapters:
        known.append(f'"Chapter " chapter{_rest(False)}')
        new.append('"New Chapter - Heading: " heading')
        numbers += f"chapter ::= {_one_of(chapters)}\n"
    return (
        f'root ::= (line "\\n"){{{fewest},{old + most_new}}}\n'
        f"line ::= {' | '.join(known + new)}\n"
        f'{numbers}count ::= [1-9] [0-9]? "0" | "1000"\n{_RULES}'
    )


_WRITTEN = '" - Heading: " heading " - Main Point: " point'


def _rest(has_count: bool) -> str:
    """What can stand behind a number: that all stays, or what does not."""
    count = '" - Word Count: " count " words"'
    written = f"{_WRITTEN} {count}" if has_count else '" - Heading: " heading'
    return f' (" - Keep" | {written}' + (f" | {count})" if has_count else ")")


def _one_of(numbers: int) -> str:
    return " | ".join(f'"{n}"' for n in range(1, numbers + 1))


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
