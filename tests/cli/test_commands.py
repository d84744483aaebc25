# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.plan_files import parse_plan_file
from longwriter_desktop.domain.choices_file import check_header, decode
from longwriter_desktop.domain.counting import count_words
from longwriter_desktop.domain.document import Document
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.storage.opening import open_library
from longwriter_desktop.storage.tuning_file import TUNING_NAME
from tests.cli.conftest import Longwriter

SENTENCE_END = (".", "?", "!", '."')


def one_sentence(text: str) -> str:
    """The error output, which must be plain sentences without a traceback."""
    assert "Traceback" not in text
    assert text.strip().endswith(SENTENCE_END)
    return text


def test_help_is_quick_because_it_imports_nothing_heavy(checkout: Path) -> None:
    code = (
        "import sys\n"
        "from longwriter_desktop.main import run_cli\n"
        "try: run_cli(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'PySide6', 'rich', 'numpy', 'sqlite_utils', 'docx', 'llama_cpp'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=checkout, check=True
    )
    assert "exit codes:" in ran.stdout
    assert ran.stderr.strip() == "[]"


def test_no_command_ever_imports_qt(longwriter: Longwriter, checkout: Path) -> None:
    code = (
        "import sys\n"
        "import longwriter_desktop.cli.commands, longwriter_desktop.composition\n"
        "import longwriter_desktop.engine.client, longwriter_desktop.app.exporting\n"
        "print([name for name in sys.modules if name.startswith('PySide6')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=checkout, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_plan_adds_up_to_the_words_asked_for(longwriter: Longwriter, tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    ran = longwriter("plan", "Write a story about a lamp.", "--words", "900", "-o", path)
    assert ran.returncode == 0, ran.stderr
    planned = parse_plan_file(path.read_text())
    assert planned.instruction == "Write a story about a lamp."
    assert planned.plan.outline.total_words == 900


def test_an_instruction_becomes_a_document_and_two_files(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    docx, markdown = tmp_path / "out.docx", tmp_path / "out.md"
    ran = longwriter("write", "Write about the sea.", "--words", "200", "-o", docx, "-o", markdown)
    assert ran.returncode == 0, ran.stderr
    assert docx.read_bytes()[:2] == b"PK"
    assert 150 <= count_words(markdown.read_text()) <= 320
    listed = longwriter("list")
    assert "/200" in listed.stdout


def test_a_plan_file_is_written_section_by_section(longwriter: Longwriter, tmp_path: Path) -> None:
    plan, out = tmp_path / "plan.md", tmp_path / "out.md"
    plan.write_text("# Lamps\n\n1. Oil (80 words)\n2. Gas (60 words)\n")
    ran = longwriter("write", plan, "-o", out)
    assert ran.returncode == 0, ran.stderr
    assert "1. Oil: " in ran.stderr
    library = open_library(longwriter.folder, read_only=True)
    document = library.load(library.documents()[0].id)
    library.close()
    assert document.title == "Lamps"
    words = [document.text_of(section.id).words for section in document.outline.sections]
    assert 60 <= words[0] <= 100
    assert 45 <= words[1] <= 80


def test_a_long_instruction_in_chinese_is_no_file_name(longwriter: Longwriter) -> None:
    instruction = "写一篇两千字的报告，说明灯塔的历史。" * 6  # 108 characters, 324 bytes
    ran = longwriter("plan", instruction, "--structure", "report")
    assert ran.returncode == 0, ran.stderr
    ran = longwriter("write", instruction, "--structure", "sonnet")
    assert (ran.returncode, "three-act" in one_sentence(ran.stderr)) == (2, True)


def test_a_document_is_in_the_language_of_its_instruction(longwriter: Longwriter) -> None:
    assert longwriter("write", "写灯塔。", "--words", "60", "--structure", "essay").returncode == 0
    with closing(open_library(longwriter.folder, read_only=True)) as library:
        assert library.load(library.documents()[0].id).language == "zh"


def test_an_instruction_that_is_no_text_is_refused(longwriter: Longwriter) -> None:
    ran = longwriter("plan", "-", "--words", "500", stdin="caf\udce9 noir")
    assert ran.returncode == 2
    assert "UTF-8" in one_sentence(ran.stderr)


def test_the_whole_length_is_told_against_what_was_planned(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n2. Gas (50 words)\n")
    ran = longwriter("write", plan)
    assert ran.stderr.startswith("Planned: 2 sections, 110 words.")
    assert " of 110 words." in ran.stderr.splitlines()[-1]


def test_a_model_that_cannot_be_loaded_leaves_no_empty_document(longwriter: Longwriter) -> None:
    plan = ["write", "Write.", "--words", "100", "--structure", "essay"]
    assert longwriter(*plan, "--model", "missing.gguf").returncode == 4
    assert "No documents yet" in longwriter("list").stdout


def test_a_reader_that_goes_away_is_no_error_of_ours(longwriter: Longwriter) -> None:
    with closing(open_library(longwriter.folder)) as library:
        library.save(Document("d", "Empty", "Write.", 100))
    process = longwriter.start("list")
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate(timeout=50)
    assert (process.returncode, errors) == (3, "")


def test_a_fast_draft_writes_every_section_without_showing_it_another(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan, out = tmp_path / "plan.md", tmp_path / "out.md"
    kinds = ("Oil", "Gas", "Arc", "Bulb", "Light")
    lines = [f"{number}. {kind} (60 words)\n" for number, kind in enumerate(kinds, start=1)]
    plan.write_text("# Lamps\n\n" + "".join(lines))
    ran = longwriter("write", plan, "--fast-draft", "-o", out)
    assert ran.returncode == 0, ran.stderr
    assert all(f"{number}. {kind}: " in ran.stderr for number, kind in enumerate(kinds, start=1))
    library = open_library(longwriter.folder, read_only=True)
    document = library.load(library.documents()[0].id)
    made = [take.provenance for section in document.outline.sections
            for take in library.takes(section.id)]  # fmt: skip
    library.close()
    words = [document.text_of(section.id).words for section in document.outline.sections]
    assert min(words) >= 45
    assert [provenance is not None and provenance.alone for provenance in made] == [True] * 5
    assert all(document.text_of(section.id).take_id for section in document.outline.sections)


def test_a_ready_structure_needs_no_model_to_plan(longwriter: Longwriter) -> None:
    ran = longwriter("plan", "-", "--words", "2000", "--structure", "news", stdin="Write it up.")
    assert ran.returncode == 0, ran.stderr
    assert parse_plan_file(ran.stdout).plan.outline.sections[0].heading == "Lead"


def test_models_lists_the_bundled_starter(longwriter: Longwriter) -> None:
    ran = longwriter("models")
    assert ran.returncode == 0, ran.stderr
    head, starter = ran.stdout.splitlines()[:2]
    assert head.split()[:5] == ["size", "memory", "fits", "speed", "context"]
    assert "longwriter-starter.gguf" in starter
    assert " yes " in starter
    assert "tok/s" in starter


def test_bench_measures_reading_and_writing(longwriter: Longwriter) -> None:
    ran = longwriter("bench")
    assert ran.returncode == 0, ran.stderr
    assert "tokens/s" in ran.stdout
    assert ran.stdout.startswith("model")


def test_bench_finds_the_best_settings_and_keeps_them(longwriter: Longwriter) -> None:
    ran = longwriter("bench", "--tune")
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    kinds = [line.split()[0] for line in lines[2:]]
    assert (kinds[0], set(kinds[1:-1]), kinds[-1]) == ("usual", {"tried"}, "best")
    assert "times the usual speed" in lines[-1]
    assert (longwriter.folder / TUNING_NAME).is_file()


def test_a_finished_document_is_exported_again_by_its_title(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan, out = tmp_path / "plan.md", tmp_path / "again.docx"
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n")
    assert longwriter("write", plan).returncode == 0
    ran = longwriter("export", "lamps", "-o", out, "--toc")
    assert ran.returncode == 0, ran.stderr
    assert out.is_file()
    resumed = longwriter("resume", "last")
    assert resumed.returncode == 0
    assert "written already" in resumed.stderr


def test_a_document_goes_on_with_the_model_that_wrote_it(
    longwriter: Longwriter, tmp_path: Path, starter_path: Path
) -> None:
    plan, model, moved = (tmp_path / name for name in ("plan.md", "mine.gguf", "moved.gguf"))
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n2. Gas (50 words)\n")
    shutil.copy(starter_path, model)
    assert longwriter("write", plan, "--model", model).returncode == 0
    with closing(open_library(longwriter.folder)) as library:
        document = library.load(library.documents()[0].id)
        gas = document.outline.sections[1].id
        library.save_text(document.id, gas, document.text_of(gas).edited(""))
        library.save_outline(replace(document, writer=ModelChoice("Mine", model)))
    model.rename(moved)
    ran = longwriter("resume", "last")
    assert ran.returncode == 2
    assert '"Mine"' in one_sentence(ran.stderr)
    assert longwriter("resume", "last", "--model", moved).returncode == 0
    with closing(open_library(longwriter.folder)) as library:
        document = library.load(document.id)
        assert document.writer is not None
        assert document.writer.path == moved
        assert document.text_of(gas).words


def test_what_was_kept_and_what_was_not_goes_into_a_file_for_training(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan, out = tmp_path / "plan.md", tmp_path / "mine.jsonl"
    plan.write_text("# Lamps\n\n1. Oil (60 words)\n")
    assert longwriter("write", plan).returncode == 0
    ran = longwriter("export-choices", "lamps", "last", "-o", out)
    assert ran.returncode == 0, ran.stderr
    assert one_sentence(ran.stderr).startswith("1 accepted text and 0 pairs are in")
    header, line = out.read_text(encoding="utf-8").splitlines()
    check_header(header)
    document, [choice] = decode(line)
    assert (document.title, choice.by_writer, choice.model) == (
        "Lamps",
        False,
        "LongWriter Starter",
    )
    assert str(tmp_path) not in line


def test_a_document_without_a_text_has_no_choices(longwriter: Longwriter, tmp_path: Path) -> None:
    with closing(open_library(longwriter.folder)) as library:
        library.save(Document("d", "Empty", "Write.", 100))
    ran = longwriter("export-choices", "last", "-o", tmp_path / "mine.jsonl")
    assert (ran.returncode, list(tmp_path.glob("*.jsonl"))) == (2, [])
    assert "no finished text" in one_sentence(ran.stderr)


def test_the_length_is_the_one_that_the_instruction_names(longwriter: Longwriter) -> None:
    ran = longwriter("plan", "Write a 2,000-word report on tea.", "--structure", "report")
    assert ran.returncode == 0, ran.stderr
    assert parse_plan_file(ran.stdout).plan.outline.total_words == 2_000


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["plan", "", "--words", "500"], 2, "There is no instruction yet"),
        (["plan", "Write.", "--words", "0"], 2, "50 to 200,000 words"),
        (["write", "Write.", "--words", "1000000"], 2, "50 to 200,000 words"),
        (["write", "Write."], 2, "--words"),
        (["plan", "Write."], 2, "--words"),
        (["write", "missing-plan.md", "--words", "500"], 2, "no plan file"),
        (["plan", "Write.", "--words", "500", "--structure", "sonnet"], 2, "three-act"),
        (["export", "nothing", "-o", "out.docx"], 3, "library"),
        (["write", "Write.", "--words", "100", "-o", "out.pdf"], 2, ".docx and .md"),
        (["write", "Write.", "--words", "100", "-o", "no/such/folder/a.md"], 2, "no folder"),
        (["plan", "Write.", "--words", "500", "--model", "missing.gguf"], 4, "no model file"),
        (["plan", "Write.", "--words", "500", "--model", "README.md"], 4, "not a GGUF model"),
        (["bench", "--context", "900000000"], 4, "tokens"),
    ],
)
def test_bad_input_is_one_sentence_and_an_exit_code(
    longwriter: Longwriter, arguments: list[str], code: int, says: str
) -> None:
    ran = longwriter(*arguments)
    assert (ran.returncode, says in one_sentence(ran.stderr)) == (code, True), ran.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bench", "--context", "-1"], "'-1' is no context: a number of tokens, at least 256"),
        (["write", "Write.", "--one-shot", "--fast-draft"], "not allowed with"),
    ],
)
def test_an_option_that_cannot_be_is_refused_before_anything_is_done(
    longwriter: Longwriter, arguments: list[str], says: str
) -> None:
    ran = longwriter(*arguments)
    assert (ran.returncode, says in ran.stderr) == (2, True), ran.stderr
    assert not list(longwriter.folder.iterdir())


def test_a_plan_file_that_is_no_plan_is_refused(longwriter: Longwriter, tmp_path: Path) -> None:
    path = tmp_path / "diary.md"
    path.write_text("Dear diary,\nnothing happened today.\n")
    ran = longwriter("write", path, "--words", "500")
    assert ran.returncode == 2
    assert "No section was found" in one_sentence(ran.stderr)


def test_a_plan_with_an_empty_section_is_refused_with_its_line(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("1. Oil (100 words)\n2. Gas (0 words)\n")
    ran = longwriter("write", path)
    assert ran.returncode == 2
    assert "Line 2" in one_sentence(ran.stderr)


def test_a_corrupt_library_is_left_as_it_is(longwriter: Longwriter) -> None:
    path = longwriter.folder / "library.db"
    path.write_bytes(b"SQLite format 3\0" + b"\x01garbage" * 4000)
    before = path.read_bytes()
    ran = longwriter("write", "Write.", "--words", "100", "--structure", "essay")
    assert ran.returncode == 3
    one_sentence(ran.stderr)
    assert path.read_bytes() == before


def test_a_library_that_another_program_holds_is_named(longwriter: Longwriter) -> None:
    library = open_library(longwriter.folder, app="another window")
    try:
        ran = longwriter("write", "Write.", "--words", "100", "--structure", "essay")
        listed = longwriter("list")
    finally:
        library.close()
    assert ran.returncode == 3
    assert "another window" in one_sentence(ran.stderr)
    assert listed.returncode == 0


PLAN = """A light on the coast.

Paragraph 1 - Heading: The light - Main Point: how it was built - Word Count: 100 words
Paragraph 2 - Heading: The keeper - Main Point: who kept it - Word Count: 100 words
"""


def test_a_plan_is_written_in_one_answer(longwriter: Longwriter, tmp_path: Path) -> None:
    plan, text = tmp_path / "plan.md", tmp_path / "text.md"
    plan.write_text(PLAN)
    ran = longwriter("write", plan, "--one-shot", "-o", text)
    assert ran.returncode == 0, ran.stderr
    assert text.read_text().count("# The keeper\n") == 1
    assert count_words(text.read_text()) > 140


def test_a_document_too_long_for_one_answer_is_refused_in_a_sentence(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN.replace("100 words", "3000 words"))
    ran = longwriter("write", plan, "--one-shot")
    assert ran.returncode != 0
    assert "6,002 words in one answer need" in one_sentence(ran.stderr)


def test_a_title_that_the_locale_has_no_letters_for_is_printed_whole_into_a_file(
    longwriter: Longwriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_library(longwriter.folder)) as library:
        library.save(Document("a", "\u706f\u5854", "Write about a lighthouse.", 400))
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ran = longwriter("list")
    assert ran.returncode == 0, ran.stderr
    assert "\u706f\u5854" in ran.stdout
