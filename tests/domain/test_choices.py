# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What counts as accepted and refused, and the file that it goes into."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from longwriter_desktop.domain.choices import Choice, Choices, Refused, choices_of
from longwriter_desktop.domain.choices_file import (
    MalformedChoices,
    check_header,
    decode,
    encode,
    encode_header,
)
from longwriter_desktop.domain.document import (
    Document,
    Note,
    NoteKind,
    Provenance,
    SectionText,
    StopReason,
    Take,
    TakeOrigin,
)
from longwriter_desktop.domain.outline import (
    ContextChoice,
    Outline,
    new_chapter,
    new_section,
    update_item,
)
from longwriter_desktop.domain.staleness import written_from

MADE = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, SECOND = new_section("Oil", "how oil burned", 40), new_section("Gas", "mantles", 40)
PLAIN = Document("d", "Lamps", "Write about lamps.", 80, outline=Outline((FIRST, SECOND)))
KEPT = "The oil lamp burned low and the keeper trimmed its wick at night."
OTHER = "Whale oil smoked; colza burned clean, and later came paraffin from rock."


def take(key: str, text: str, document: Document = PLAIN, **changes: object) -> Take:
    """A model's take of the first section, as it was written from `document`."""
    made = Provenance(
        f"Model {key}", "f", 1, {}, "hash", written_from(document, FIRST.id).encode(),
        note=str(changes.pop("note", "")), revises=bool(changes.pop("revises", False)),
        alone=bool(changes.pop("alone", False)), in_one=bool(changes.pop("in_one", False)),
    )  # fmt: skip
    usual = Take(key, FIRST.id, MADE, TakeOrigin.MODEL, text, 40, provenance=made)
    return replace(usual, **changes)  # type: ignore[arg-type]


def choices(takes: Sequence[Take], text: SectionText | None = None) -> Choices:
    """The choices where the last of `takes`, or `text`, stands in the first section."""
    document = replace(PLAIN, texts={FIRST.id: text or takes[-1].as_text})
    return choices_of(document, lambda id_: takes if id_ == FIRST.id else [])


def only(found: Choices) -> Choice:
    [choice] = found.found
    return choice


def test_the_take_that_stands_is_accepted_and_the_other_one_refused() -> None:
    choice = only(choices([take("a", OTHER), take("b", KEPT)]))
    assert not choice.by_writer
    assert (choice.section_id, choice.model) == (FIRST.id, "Model b")
    assert choice.refused == (Refused(OTHER, "Model a"),)


def test_a_take_that_was_put_away_is_refused_too() -> None:
    found = choices([take("a", OTHER, deleted=MADE), take("b", KEPT)])
    assert found.pairs == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"pinned": True},
        {"note": "shorter"},
        {"alone": True},
        {"revises": True},
        {"in_one": True},
        {"target_words": 80},
        {"stop_reason": StopReason.CANCELLED},
        {"stop_reason": StopReason.LOOP_CUT},
        {"origin": TakeOrigin.WRITER, "provenance": None},
        {"text": KEPT.replace("low", "dim")},
        {"text": " "},
    ],
    ids=str,
)
def test_a_take_that_was_not_refused_or_not_asked_for_alike_makes_no_pair(
    changes: dict[str, object],
) -> None:
    text = str(changes.pop("text", OTHER))
    found = choices([take("a", text, **changes), take("b", KEPT)])
    assert (len(found.found), found.pairs) == (1, 0)


def test_a_take_written_behind_other_text_was_not_asked_for_alike() -> None:
    outline = Outline((SECOND, FIRST))
    before = replace(PLAIN, outline=outline, texts={SECOND.id: SectionText("Gas hissed.")})
    now = replace(before, texts={SECOND.id: SectionText("Gas came late.")})
    takes = [take("a", OTHER, before), take("b", KEPT, now)]
    document = replace(now, texts={**now.texts, FIRST.id: takes[1].as_text})
    found = choices_of(document, lambda id_: takes if id_ == FIRST.id else [])
    assert [choice.by_writer for choice in found.found] == [True, False]
    assert found.pairs == 0


def test_a_substantial_edit_is_chosen_over_the_take_that_was_edited() -> None:
    original = take("a", KEPT, note="calm")
    edited = original.as_text.edited(KEPT.replace("burned low and", "guttered, so that"))
    choice = only(choices([take("b", OTHER, note="calm"), original], edited))
    assert (choice.by_writer, choice.model, choice.note) == (True, "Model a", "calm")
    assert {one.text for one in choice.refused} == {KEPT, OTHER}


def test_a_comma_makes_no_pair_with_the_take_that_was_mended() -> None:
    original = take("a", KEPT)
    found = choices([original], original.as_text.edited(KEPT.replace(" and", ", and")))
    assert (only(found).by_writer, found.pairs) == (True, 0)


def test_an_edit_that_was_kept_as_a_take_and_chosen_again_is_the_writers() -> None:
    mine = Take("m", FIRST.id, MADE, TakeOrigin.WRITER, "My own words of oil.", 40)
    choice = only(choices([take("a", OTHER), mine]))
    assert choice.by_writer
    assert choice.refused == (Refused(OTHER, "Model a"),)


def test_a_text_that_no_model_had_a_part_in_is_accepted_alone() -> None:
    choice = only(choices([], SectionText("All mine.")))
    assert choice == Choice(FIRST.id, by_writer=True)


def test_an_accepted_revision_stands_against_the_take_that_it_changed() -> None:
    revision = take("r", "The lamp.", revises=True, note="make it short")
    choice = only(choices([take("a", KEPT), revision]))
    assert (choice.by_writer, choice.note, choice.model) == (False, "", "Model a")
    assert choice.refused == (Refused(KEPT, "Model a"),)


def test_unfinished_texts_and_those_under_another_plan_are_counted_and_left_out() -> None:
    stopped = take("a", KEPT, stop_reason=StopReason.CANCELLED)
    assert choices([stopped]) == Choices(unfinished=1)
    outline = update_item(PLAIN.outline, FIRST.id, main_point="who made oil")
    document = replace(PLAIN, outline=outline, texts={FIRST.id: take("b", KEPT).as_text})
    assert choices_of(document, lambda id_: []) == Choices(changed=1)
    assert choices_of(PLAIN, lambda id_: []) == Choices()


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("/srv/models/big.gguf", "big.gguf"),
        ("D:\\models\\big.gguf", "big.gguf"),
        ("~/big.gguf", "big.gguf"),
        ("owner/Model-8B", "owner/Model-8B"),
        ("Model 8B", "Model 8B"),
    ],
)
def test_a_models_name_goes_without_the_folders_of_a_computer(name: str, bare: str) -> None:
    one = take("a", KEPT)
    assert one.provenance is not None
    made = replace(one.provenance, model_name=name)
    assert only(choices([replace(one, provenance=made)])).model == bare


def whole() -> tuple[Document, Choices]:
    """A document with everything that a prompt can show."""
    oil = replace(FIRST, level=2, must="whales\nand colza", must_not="gas", locked=True)
    gas = replace(SECOND, level=2, context=ContextChoice.PINNED)
    document = replace(
        PLAIN, id="e7c1", language="zh-CN",
        outline=Outline((new_chapter("Light", "all of it"), oil, gas)),
        texts={oil.id: SectionText(KEPT), gas.id: SectionText("气灯。\u2028第二段。")},
        notes=(
            Note("1", NoteKind.FACT, "Wick", "flat ", pinned=True),
            Note("2", NoteKind.STYLE, "", "short\nsentences", pinned=True),
            Note("3", NoteKind.OTHER, "Not shown", "secret"),
        ),
        style_sample="Call me a lamp.",
    )  # fmt: skip
    refused = (Refused(OTHER, "A"), Refused("\U0001f525", ""))
    return document, Choices((Choice(oil.id, True, "B", "calm", True, "hash", refused),))


def test_a_line_brings_back_all_that_a_prompt_shows() -> None:
    document, choices = whole()
    line = encode(document, choices)
    assert "\n" not in line
    again, [choice] = decode(line)
    assert replace(choice, section_id=choices.found[0].section_id) == choices.found[0]
    assert again.text_of(choice.section_id).text == KEPT
    for name in ("title", "instruction", "language", "pinned_notes", "style_sample"):
        assert getattr(again, name) == getattr(document, name)
    then, now = list(document.outline), list(again.outline)
    assert [replace(item, id="", locked=False) for item in then] == [
        replace(item, id="") for item in now
    ]
    assert [again.text_of(item.id).text for item in now] == [
        document.text_of(item.id).text for item in then
    ]


def test_the_file_holds_no_id_time_or_unpinned_note() -> None:
    document, choices = whole()
    line = encode(document, choices)
    for secret in ("secret", "Not shown", document.id, *(i.id for i in document.outline)):
        assert secret not in line


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Dear diary", "no JSON"),
        ("[]", "no object"),
        ('{"messages": []}', "not the header"),
        ('{"format": "longwriter-choices", "version": "1"}', "version"),
        ('{"format": "longwriter-choices", "version": 2}', "newer program"),
    ],
)
def test_a_file_of_another_kind_is_told_by_its_first_line(line: str, says: str) -> None:
    check_header(encode_header())
    with pytest.raises(MalformedChoices, match=says):
        check_header(line)


def broken(place: tuple[str | int, ...], value: object) -> str:
    """A whole line with one value in it changed."""
    line = json.loads(encode(*whole()))
    at = line
    for key in place[:-1]:
        at = at[key]
    at[place[-1]] = value
    return json.dumps(line)


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (("plan",), None, '"plan" is missing or is no list'),
        (("title",), 3, '"title" is missing or is no text'),
        (("plan", 1), "Oil", "item 2 of the plan: it is no object"),
        (("plan", 1, "kind"), "verse", "item 2 of the plan: its kind"),
        (("plan", 1, "target_words"), 0, "target"),
        (("plan", 1, "target_words"), True, '"target_words" is missing or is no number'),
        (("plan", 1, "context"), "often", "context"),
        (("plan", 1, "text"), "", "item 2 of the plan: it has a choice and no text"),
        (("plan", 0, "choice"), {}, "item 1 of the plan: it has a choice and no text"),
        (("plan", 1, "choice", "refused"), {}, "no list"),
        (("plan", 1, "choice", "refused", 0), "x", '"take" is missing or is no object'),
        (("plan", 1, "choice", "refused", 0, "text"), None, "no text"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(
    place: tuple[str | int, ...], value: object, says: str
) -> None:
    with pytest.raises(MalformedChoices, match=says):
        decode(broken(place, value))
