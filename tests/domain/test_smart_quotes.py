# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is typed, and what stands there then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from longwriter_desktop.domain.smart_quotes import smart_change


def typed(text: str, language: str = "en", quotes: bool = True, dashes: bool = True) -> str:
    """The text that stands there after every character of `text` was typed."""
    shown = ""
    for sign in text:
        shown += sign
        lines = shown.split("\n")
        change = smart_change(lines, sign, language, quotes, dashes) if sign != "\n" else None
        if change is not None:
            shown = shown[: len(shown) - change.removes] + change.text
    return shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ('"Hello," she said.', "“Hello,” she said."),
        ('She said, "Hello."', "She said, “Hello.”"),
        ("'Hello,' she said.", "‘Hello,’ she said."),
        ("\"He said 'no' to me,\" she said.", "“He said ‘no’ to me,” she said."),
        ("\"'No,' he said,\" she said.", "“‘No,’ he said,” she said."),
        ("don't", "don’t"),
        ("the keepers' boat", "the keepers’ boat"),
        ("'I don't know,' he said.", "‘I don’t know,’ he said."),
        ("the 1890's", "the 1890’s"),
        ("the '90s", "the ’90s"),
        ("'tis late", "’tis late"),
        ("rock 'n' roll", "rock ’n’ roll"),
        ("get 'em!", "get ’em!"),
        ('("yes")', "(“yes”)"),
        ('["yes"]', "[“yes”]"),
        ('*"yes"*', "*“yes”*"),
        ('say *"yes"* now', "say *“yes”* now"),
        ('"*yes*"', "“*yes*”"),
        ('**"Bold"**', "**“Bold”**"),
        ('> "quoted"', "> “quoted”"),
        ('- "item"', "- “item”"),
        ('"Wait\u2014"', "“Wait\u2014”"),
        ('He\u2014"what"', "He\u2014“what”"),
        ('6 feet 2"', '6 feet 2"'),
        ('"in 1890"', "“in 1890”"),
        ('"" ', "“” "),
        ('"One.\n"Two."', "“One.\n“Two.”"),
    ],
)
def test_english_marks_and_apostrophes(keys: str, shown: str) -> None:
    assert typed(keys) == shown


@pytest.mark.parametrize(
    ("language", "keys", "shown"),
    [
        ("de", 'Er sagte: "Ja."', "Er sagte: „Ja.“"),
        ("de", "\"Er sagte 'ja' dazu.\"", "„Er sagte ‚ja‘ dazu.“"),
        ("de", "Wie geht's?", "Wie geht’s?"),
        ("de", "'Wie geht's?'", "‚Wie geht’s?‘"),
        ("de-AT", '"Ja"', "„Ja“"),
        ("fr", '"Oui", dit-il.', "«\u202fOui\u202f», dit-il."),
        ("fr", "l'ami", "l’ami"),
        ("fr", "'ami", "’ami"),
        ("fr_CA", '"Oui"', "«\u202fOui\u202f»"),
        ("zh", '他说："你好。"', "他说：“你好。”"),
        ("zh", '"你好"，他说。"再见"', "“你好”，他说。“再见”"),
        ("zh", "他说：'你好。'", "他说：‘你好。’"),
        ("zh", "don't", "don’t"),
        ("zh-CN", '"好"', "“好”"),
        ("zh-TW", '"好"', "「好」"),
        ("ja", '彼は"はい"と', "彼は「はい」と"),
        ("es", '"Sí"', "«Sí»"),
        ("es", '¿"Sí"?', "¿«Sí»?"),
        ("ru", '"Да"', "«Да»"),
        ("pl", '"Tak"', "„Tak”"),
        ("sv", '"Ja"', "”Ja”"),
        ("it", "l'amico", "l’amico"),
        ("xx", '"yes"', "“yes”"),
        ("", '"yes"', "“yes”"),
    ],
)
def test_marks_follow_the_language(language: str, keys: str, shown: str) -> None:
    assert typed(keys, language) == shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("pages 3--5", "pages 3–5"),
        ("one -- two", "one – two"),
        ("one---two", "one—two"),
        ("one --- two", "one — two"),
        ("one----", "one—-"),
        ("well-known", "well-known"),
        ("--", "--"),
        ("---", "---"),
        ("  ---", "  ---"),
        ("- - -", "- - -"),
        ("* ---", "* ---"),
        ("> ---", "> ---"),
        ("text\n---", "text\n---"),
        ("| a | b |\n|---|---|", "| a | b |\n|---|---|"),
        ("| a --", "| a --"),
        ("a <!-- note", "a <!-- note"),
        ("# One -- two", "# One – two"),
    ],
)
def test_hyphens_become_dashes_behind_a_word_only(keys: str, shown: str) -> None:
    assert typed(keys) == shown


@pytest.mark.parametrize(
    "keys",
    [
        'the `"x"` and `it\'s -- x',
        '```\nsay "x" -- it\'s\n',
        '~~~ sh\necho "x"\n',
        '````\n```\n"x"\n',
        '    print("x")',
        '\tprint("x")',
        'a\n\n    x = "y" -- z',
        "<a href=\"x\" title='y'>",
        '[a](b "title")',
        '[a]: b "title"',
    ],
)
def test_code_tags_and_link_targets_stay_as_typed(keys: str) -> None:
    assert typed(keys) == keys


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ('`x` "y"', "`x` “y”"),
        ('```\n"x"\n```\n"y"', '```\n"x"\n```\n“y”'),
        ('- a\n    - "b"', "- a\n    - “b”"),
        ('1. a\n\n    "b"', "1. a\n\n    “b”"),
        ('<b>"x"</b>', "<b>“x”</b>"),
        ('[a](b) "x"', "[a](b) “x”"),
        ('1 < 2 "x"', "1 < 2 “x”"),
    ],
)
def test_behind_code_tags_and_links_marks_come_again(keys: str, shown: str) -> None:
    assert typed(keys) == shown


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("Well...", "Well…"),
        ("... and so on", "… and so on"),
        ("The end....", "The end…."),
        ("'tis...", "’tis…"),
        ("../up", "../up"),
        ("`a...b`", "`a...b`"),
        ("```\na...", "```\na..."),
    ],
)
def test_three_dots_become_an_ellipsis_outside_of_code(keys: str, shown: str) -> None:
    assert typed(keys) == shown


def test_dots_stay_dots_where_dashes_and_ellipses_are_off() -> None:
    assert typed("Well...", dashes=False) == "Well..."


def test_quotes_and_dashes_can_each_be_off() -> None:
    keys = "\"it's\" -- so '90s"
    assert typed(keys, quotes=False) == "\"it's\" – so '90s"
    assert typed(keys, dashes=False) == "“it’s” -- so ’90s"
    assert typed(keys, quotes=False, dashes=False) == keys


@given(
    st.text(alphabet="ab \"'-`*<>[]()\n\u201c\u2019他1", max_size=40),
    st.sampled_from(["en", "de", "fr", "zh", "sv"]),
)
def test_only_signs_change_and_no_word_does(keys: str, language: str) -> None:
    def letters(text: str) -> str:
        return "".join(sign for sign in text if sign.isalnum())

    assert letters(typed(keys, language)) == letters(keys)


def test_a_long_line_is_typed_in_reasonable_time() -> None:
    assert typed('it\'s "a" -- b ' * 60).count("“") == 60
