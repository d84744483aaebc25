# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From takes in the program's library to rows and pairs that a model is trained on."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from longwriter_desktop.app.choices import export_choices
from longwriter_desktop.app.keeping import write_and_keep
from longwriter_desktop.domain.choices import Choice, Choices, Refused
from longwriter_desktop.domain.choices_file import encode, encode_header
from longwriter_desktop.domain.document import Document, SectionText
from longwriter_desktop.domain.events import SectionStarted
from longwriter_desktop.domain.outline import Outline, new_section
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.bundled import starter_path
from longwriter_desktop.storage.library import SqliteLibrary
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.ui.choices_desk import ChoicesDesk
from longwriter_training import data_library, dpo_trl, manifest, sft_trl, tiny_base
from longwriter_training.tune.preference import read_pairs
from longwriter_training.tune.rows import read_rows
from tests.support.scripted import sentences
from tests.ui.desk import Program, start

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:.*pin_memory:UserWarning")
NUMBERS = (40, 50, 60)


def lamps(texts: tuple[str, ...] = ()) -> Document:
    """Three sections; the first ones have `texts`."""
    items = tuple(new_section(f"Part {number}", f"lamp {number}", number, 1) for number in NUMBERS)
    written = {item.id: SectionText(text) for item, text in zip(items, texts, strict=False)}
    return Document("d", "Lamps", "Write about lamps.", 150, outline=Outline(items), texts=written)


def choice_file(path: Path, *documents: tuple[Document, tuple[Choice, ...]]) -> Path:
    lines = [encode_header(), *(encode(one, Choices(found)) for one, found in documents)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def whole(*refused: str) -> tuple[Document, tuple[Choice, ...]]:
    """A document in which every text is accepted, and `refused` in place of the last."""
    texts = tuple(sentences(number, name) for number, name in zip(NUMBERS, "abc", strict=True))
    document = lamps(texts)
    ids = [item.id for item in document.outline]
    last = Choice(ids[2], True, refused=tuple(Refused(text, "M") for text in refused))
    return document, (Choice(ids[0], False, "M"), Choice(ids[1], False, "M"), last)


def made(tmp_path: Path, *files: Path, context: int = 8_192) -> dict[str, object]:
    """Run the stage; its facts."""
    options = ["--run", str(tmp_path / "run"), "--context", str(context), "--choices"]
    assert data_library.main([*options, *map(str, files)]) == 0
    return manifest.require(tmp_path / "run" / "data_library", "data_library")["facts"]


def rows_and_pairs(tmp_path: Path) -> tuple[list[object], list[dict[str, object]]]:
    folder = tmp_path / "run" / "data_library"
    return list(read_rows(folder / "rows.jsonl")), list(read_pairs(folder / "pairs.jsonl"))


def test_all_accepted_texts_are_one_conversation_and_each_is_learnt_once(tmp_path):
    document, choices = whole(sentences(60, "z"))
    facts = made(tmp_path, choice_file(tmp_path / "a.jsonl", (document, choices)))
    [row], [pair] = rows_and_pairs(tmp_path)
    answers = [turn["content"] for turn in row.messages if turn["role"] == "assistant"]
    assert answers == [document.text_of(item.id).text for item in document.outline]
    assert (facts["texts"], facts["by_writer"], facts["pairs"]) == (3, 1, 1)
    assert pair["prompt"] == list(row.messages[:-1])
    assert pair["chosen"] == [row.messages[-1]]


def test_a_small_context_parts_a_document_and_loses_no_text(tmp_path):
    document, choices = whole()
    made(tmp_path, choice_file(tmp_path / "a.jsonl", (document, choices)), context=430)
    rows, _pairs = rows_and_pairs(tmp_path)
    answers = [turn["content"] for row in rows for turn in row.messages[1::2]]
    assert len(rows) > 1
    assert sorted(answers) == sorted(text.text for text in document.texts.values())


@pytest.mark.parametrize("by_file", [True, False], ids=["--config", "--set"])
def test_options_are_taken_from_a_configuration_too(tmp_path, by_file, capsys):
    path = choice_file(tmp_path / "a.jsonl", whole())
    words = ["--run", str(tmp_path / "run")]
    if by_file:
        section = f"[data_library]\ncontext = 430\nchoices = ['{path}']\n"
        (tmp_path / "a.toml").write_text(section)
        words += ["--config", str(tmp_path / "a.toml")]
    else:
        words += ["--set", "data_library.context=430", "--choices", str(path)]
    assert data_library.main(words) == 0
    told = manifest.require(tmp_path / "run" / "data_library", "data_library")
    assert told["settings"] == {"context": 430}
    assert len(rows_and_pairs(tmp_path)[0]) > 1
    with pytest.raises(SystemExit):
        data_library.main([*words, "--set", "data_library.kontext=430"])
    assert "--kontext" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Too few.", "too short"),
        ("I'm sorry, but I cannot write about lamps. " + sentences(50), "refusal"),
        ("the lamp went round and round in the dark again and " * 6, "repetition"),
        (sentences(200), "length"),
        ("Paragraph 3 - Main Point: lamps. " + sentences(55), "leftover"),
    ],
)
def test_a_text_that_teaches_nothing_good_is_left_out_and_counted(tmp_path, text, why):
    document, choices = whole(sentences(60, "z"))
    last = choices[2]
    document = replace(document, texts={**document.texts, last.section_id: SectionText(text)})
    choices = (*choices[:2], replace(last, by_writer=False))
    facts = made(tmp_path, choice_file(tmp_path / "a.jsonl", (document, choices)))
    assert facts["left_out"] == {f"text: {why}": 1}
    assert (facts["texts"], facts["pairs"]) == (2, 0)
    [row], _pairs = rows_and_pairs(tmp_path)
    assert text not in [turn["content"] for turn in row.messages]


def test_the_writers_own_words_are_no_refusal_however_they_begin(tmp_path):
    document, choices = whole()
    mine = "I cannot forget that lamp. " + sentences(55)
    texts = {**document.texts, choices[2].section_id: SectionText(mine)}
    facts = made(
        tmp_path, choice_file(tmp_path / "a.jsonl", (replace(document, texts=texts), choices))
    )
    assert (facts["texts"], facts["left_out"]) == (3, {})


def test_refused_texts_that_are_short_or_the_same_make_no_pair(tmp_path):
    accepted = sentences(60, "c")
    one = whole("No.", accepted.replace(".", "!"), sentences(60, "z"))
    facts = made(tmp_path, choice_file(tmp_path / "a.jsonl", one))
    assert facts["left_out"] == {"pair: too short": 1, "pair: same words": 1}
    assert facts["pairs"] == 1


def test_what_an_earlier_file_had_is_not_taken_twice(tmp_path):
    newer = choice_file(tmp_path / "new.jsonl", whole(sentences(60, "z")))
    older = choice_file(tmp_path / "old.jsonl", whole(sentences(60, "z")))
    facts = made(tmp_path, newer, older)
    assert (facts["rows"], facts["texts"], facts["pairs"]) == (1, 3, 1)
    assert facts["left_out"] == {"pair: duplicate": 1, "text: duplicate": 3}


def test_notes_stand_in_the_turns_that_they_were_asked_with(tmp_path):
    document, choices = whole(sentences(60, "z"))
    noted = tuple(replace(one, note=f"note {at}") for at, one in enumerate(choices))
    made(tmp_path, choice_file(tmp_path / "a.jsonl", (document, noted)))
    [row], _pairs = rows_and_pairs(tmp_path)
    asked = [turn["content"] for turn in row.messages if turn["role"] == "user"]
    assert [turn.splitlines()[-1] for turn in asked] == [f"Note: note {at}" for at in range(3)]


def test_a_section_written_alone_is_asked_for_without_the_others(tmp_path):
    document, choices = whole(sentences(60, "z"))
    choices = (*choices[:2], replace(choices[2], alone=True))
    made(tmp_path, choice_file(tmp_path / "a.jsonl", (document, choices)))
    rows, [pair] = rows_and_pairs(tmp_path)
    assert len(pair["prompt"]) == 1
    assert [len(row.messages) for row in rows] == [2, 4]


def test_pairs_that_differ_in_length_alone_are_warned_of(tmp_path, capsys):
    refused = [sentences(number, "z") for number in range(20, 32)]
    facts = made(tmp_path, choice_file(tmp_path / "a.jsonl", whole(*refused)))
    assert facts["chosen_is_longer"] == 1
    assert "longer in 100% of the pairs" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda lines: [], "line 1: the file is empty"),
        (lambda lines: lines[1:], "line 1: .*not the header"),
        (lambda lines: [*lines, b'{"messages": []}\n'], 'line 3: "plan" is missing'),
        (lambda lines: [lines[0], lines[1][:200]], "line 2: it is no JSON"),
        (lambda lines: [lines[0], b"\xff" + lines[1]], "line 2: no UTF-8"),
    ],
    ids=["empty", "no header", "a row of another kind", "cut off", "no utf-8"],
)
def test_a_damaged_file_is_refused_by_its_line_and_nothing_is_finished(
    tmp_path, capsys, spoil: Callable[[list[bytes]], list[bytes]], says: str
):
    path = choice_file(tmp_path / "a.jsonl", whole(sentences(60, "z")))
    made(tmp_path, path)
    path.write_bytes(b"".join(spoil(path.read_bytes().splitlines(keepends=True))))
    options = ["--run", str(tmp_path / "run"), "--choices", str(path)]
    assert data_library.main(options) == 1
    with pytest.raises(manifest.StageMissing):
        manifest.require(tmp_path / "run" / "data_library", "data_library")
    error = capsys.readouterr().err
    assert re.search(says, error), error
    assert "Export the choices again from the program" in error


def test_a_file_of_nothing_good_is_no_finished_stage(tmp_path, capsys):
    document = lamps(("Too few.",))
    choice = Choice(document.outline.items[0].id, False)
    path = choice_file(tmp_path / "a.jsonl", (document, (choice,)))
    assert data_library.main(["--run", str(tmp_path / "run"), "--choices", str(path)]) == 1
    assert "nothing is left to learn from" in capsys.readouterr().err


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqliteLibrary]:
    folder = tmp_path / "library"
    folder.mkdir()
    library = open_library(folder)
    yield library
    library.close()


def test_prompts_are_word_for_word_those_that_the_app_sent(library, tmp_path):
    document = lamps()
    library.save(document)
    engine = WorkerEngine()
    try:
        engine.load_now(starter_path())
        for item in document.outline:
            for seed in (1, 2):  # the second take is kept, the first is not
                note = "with oil" if item.target_words == 50 else ""
                steps = write_and_keep(engine, library, document, item.id, seed=seed, note=note)
                [told] = [step.told for step in steps if isinstance(step, SectionStarted)]
                document = replace(library.load("d"), told=told)
    finally:
        engine.close()
    path = tmp_path / "a.jsonl"
    assert export_choices(library, ["d"], path) == (3, 3)
    facts = made(tmp_path, path)
    assert (facts["prompts"], facts["prompts_as_sent"]) == (3, 3)

    first = document.outline.sections[0]
    edited = document.text_of(first.id).edited("Quite another beginning, " + sentences(40))
    library.save(replace(document, texts={**document.texts, first.id: edited}))
    assert export_choices(library, ["d"], path) == (3, 4)  # the take that was edited is refused
    facts = made(tmp_path, path)
    assert (facts["prompts"], facts["prompts_as_sent"]) == (3, 1)  # others show the new beginning


@pytest.fixture
def program(tmp_path: Path, qtbot) -> Iterator[Program]:
    """The program with the starter model, and a document without a text open in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    program = start(folder, WorkerEngine())
    program.window.show()
    qtbot.waitExposed(program.window)
    program.open(lamps())
    with qtbot.waitSignal(program.services.engine.loaded):
        program.services.engine.load(starter_path())
    yield program
    program.close()


def write(program: Program, number: int, qtbot) -> None:
    program.window.writing.write(program.section(number))
    qtbot.waitUntil(lambda: not program.services.jobs.is_busy, timeout=60_000)


def export_by_hand(program: Program, path: Path, qtbot) -> None:
    """Go through the dialog as a writer does."""

    def agree() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.file.selectAll()
        qtbot.keyClicks(dialog.file, str(path))
        qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)

    QTimer.singleShot(50, program.window, agree)
    program.window.feature(ChoicesDesk).action.trigger()


@pytest.mark.slow
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_a_writer_does_in_the_window_trains_a_model(
    program, tmp_path, qtbot, capfd, monkeypatch
):
    monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)  # its thread would outlive the test
    for number in (1, 2, 2):  # the second section is written again: its first take is refused
        write(program, number, qtbot)
    program.put_caret(1)
    qtbot.keyClicks(program.text, "The lamp was lit at six, as it had been on every other day. ")
    path = tmp_path / "mine.jsonl"
    export_by_hand(program, path, qtbot)
    facts = made(tmp_path, path)
    assert facts["by_writer"] == 1
    # What the model writes of the other section differs from run to run, and may be left out.
    assert facts["texts"] == facts["pairs"] in (1, 2)

    run, folder = str(tmp_path / "run"), tmp_path / "run" / "data_library"
    rows = folder / "rows.jsonl"
    assert tiny_base.main(["--run", run, "--texts", str(rows)]) == 0
    values = {
        "base.model": str(tmp_path / "run" / "base"), "rows.long": [str(rows)],
        "rows.max_tokens": 1024, "sft.steps": 1, "sft.packs": 1, "dpo.steps": 2,
        "dpo.pairs": [str(folder / "pairs.jsonl")], "dpo.pairs_a_step": 1, "dpo.max_tokens": 1024,
    }  # fmt: skip
    chosen = [f"--set={name}={json.dumps(value)}" for name, value in values.items()]
    assert sft_trl.main(["--run", run, *chosen]) == 0
    assert dpo_trl.main(["--run", run, *chosen]) == 0
    assert manifest.require(tmp_path / "run" / "sft_trl", "sft_trl")["facts"]["rows"] == 1
    tuned = manifest.require(tmp_path / "run" / "dpo_trl", "dpo_trl")["facts"]
    assert (tuned["pairs"], tuned["skipped"], tuned["steps"]) == (facts["pairs"], 0, 2)
    capfd.readouterr()
