# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The program's catalogue, the writer's own, and what a mistake in it costs."""

from pathlib import Path

import pytest

from longwriter_desktop.app.messages import sentence
from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.models.catalogue import (
    Catalogue,
    bundled_catalogue,
    is_file_name,
    is_repository,
    read_catalogue,
)
from longwriter_desktop.models.header import Header

GOOD = """
[[model]]
id = "tale-1b"
name = "Tale 1B"
repository = "ann/Tale-1B-GGUF"
licence = "mit"
languages = ["en"]
parameters = 1_000_000_000
context = 4096
stop = ["<|end|>"]
summary = "Tells tales."
[[model.file]]
name = "large.gguf"
size = 900
[[model.file]]
name = "small.gguf"
about_gb = 0.0000005
"""
FILE = '[[model.file]]\nname = "small.gguf"\n'


@pytest.fixture
def catalogue() -> Catalogue:
    return read_catalogue(bundled_catalogue(), None)


def own(folder: Path, text: str) -> Catalogue:
    (folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return read_catalogue(folder / "none.toml", folder)


def test_the_programs_own_catalogue_has_no_mistake(catalogue: Catalogue) -> None:
    assert catalogue.notices == ()
    ids = [model.id for model in catalogue.models]
    assert len(ids) == len(set(ids))
    assert ids[:2] == ["longwriter-llama3.1-8b", "longwriter-glm4-9b"]


def test_every_suggestion_says_what_it_is(catalogue: Catalogue) -> None:
    for model in catalogue.models:
        assert model.licence
        assert model.languages
        assert model.summary
        assert model.shape is not None
        assert model.parameters > 0
        assert model.context_tokens >= 8_192


def test_there_are_small_models_for_a_modest_machine(catalogue: Catalogue) -> None:
    small = [
        file
        for model in catalogue.models
        for file in model.files
        if 400_000_000 <= file.size_bytes <= 1_400_000_000 and "write" in model.purposes
    ]
    assert len({file.repository for file in small}) >= 4
    assert all(file.sha256 for file in small)


def test_the_files_of_a_model_grow(catalogue: Catalogue) -> None:
    for model in catalogue.models:
        sizes = [file.size_bytes or file.about_bytes for file in model.files]
        assert sizes == sorted(sizes)


def test_every_file_says_how_large_it_is(catalogue: Catalogue) -> None:
    files = [file for model in catalogue.models for file in model.files]
    assert [file.name for file in files if not (file.size_bytes or file.about_bytes)] == []


def test_summaries_are_there_in_the_languages_of_the_window() -> None:
    chinese = read_catalogue(bundled_catalogue(), None, "zh_CN")
    other = read_catalogue(bundled_catalogue(), None, "fr")
    english = read_catalogue(bundled_catalogue(), None)
    assert all(a.summary != b.summary for a, b in zip(chinese.models, english.models, strict=True))
    assert other == english


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("LongWriter-llama3.1-8b.Q4_K_M.gguf", ""),
        ("renamed.gguf", "LongWriter Llama3.1 8b"),
        ("longwriter-llama3.1-8b-q4_k_m.gguf", ""),
        ("models--mradermacher--LongWriter-llama3.1-8b-GGUF/blobs/" + "0" * 64, ""),
    ],
)
def test_longwriter_llama_is_known_whatever_its_file_is_called(
    catalogue: Catalogue, path: str, name: str
) -> None:
    header = Header({"general.name": name})
    prompting = catalogue.prompting_for(Path("/models") / path, header)
    assert prompting.template == "[INST]{prompt}[/INST]"


def test_a_model_that_is_not_in_the_catalogue_is_left_to_its_file(catalogue: Catalogue) -> None:
    header = Header({"general.name": "Some Model 7B"})
    assert catalogue.prompting_for(Path("/models/some.gguf"), header) == Prompting()


def test_of_several_that_fit_the_longest_name_counts(tmp_path: Path) -> None:
    short = GOOD.replace("tale-1b", "tale").replace("<|end|>", "short")
    both = own(tmp_path, GOOD.replace("<|end|>", "long") + short)
    header = Header({"general.name": "Tale 1B"})
    assert both.prompting_for(Path("x.gguf"), header).stop == ("long",)


@pytest.mark.parametrize(("id_", "stop"), [("灯塔", ("<|end|>",)), ("---", ())])
def test_a_name_without_latin_letters_is_that_of_one_model_and_not_of_all(
    tmp_path: Path, id_: str, stop: tuple[str, ...]
) -> None:
    mine = own(tmp_path, GOOD.replace("tale-1b", id_))
    assert mine.models[0].id == id_
    assert mine.prompting_for(Path("other.gguf"), Header({"general.name": "Other"})) == Prompting()
    assert mine.prompting_for(Path("灯塔-8b.gguf"), Header()).stop == stop


def test_the_writers_own_catalogue_adds_and_replaces(tmp_path: Path) -> None:
    changed = GOOD.replace("tale-1b", "longwriter-glm4-9b")
    (tmp_path / "catalogue.toml").write_text(GOOD + changed)
    both = read_catalogue(bundled_catalogue(), tmp_path)
    alone = read_catalogue(bundled_catalogue(), None)
    assert len(both.models) == len(alone.models) + 1
    mine = {model.id: model for model in both.models if model.is_own}
    assert set(mine) == {"tale-1b", "longwriter-glm4-9b"}
    assert mine["longwriter-glm4-9b"].repository == "ann/Tale-1B-GGUF"


def test_an_entry_is_read_with_its_files_from_small_to_large(tmp_path: Path) -> None:
    (model,) = own(tmp_path, GOOD).models
    assert [(file.name, file.size_bytes, file.about_bytes) for file in model.files] == [
        ("small.gguf", 0, 500),
        ("large.gguf", 900, 0),
    ]
    assert model.prompting == Prompting(stop=("<|end|>",))
    assert model.purposes == ("write",)
    assert model.summary == "Tells tales."


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ('id = "tale-1b"', "", "id"),
        ('name = "Tale 1B"', "name = 5", "name"),
        ('name = "Tale 1B"', 'name = "a\\nb"', "name"),
        ("ann/Tale-1B-GGUF", "../../etc", "repository"),
        ("ann/Tale-1B-GGUF", "https://example.org/x", "repository"),
        ('languages = ["en"]', 'languages = "en"', "languages"),
        ("parameters = 1_000_000_000", "parameters = -1", "parameters"),
        ("context = 4096", 'context = "long"', "context"),
        ("context = 4096", "context = true", "context"),
        ('stop = ["<|end|>"]', "stop = [1]", "stop"),
        ('stop = ["<|end|>"]', 'purposes = ["sing"]', "purposes"),
        ('stop = ["<|end|>"]', "thinks = 1", "thinks"),
        ('stop = ["<|end|>"]', "shape = 1", "shape"),
        ('summary = "Tells tales."', "summary = 1", "summary"),
        ("large.gguf", "../large.gguf", "name"),
        ("large.gguf", "large.bin", "name"),
        ("size = 900", "size = 900.5", "size"),
        ("size = 900", 'sha256 = "abc"', "sha256"),
        ("about_gb = 0.0000005", "about_gb = nan", "about_gb"),
        ("about_gb = 0.0000005", "about_gb = true", "about_gb"),
    ],
)
def test_a_mistake_costs_the_entry_that_it_is_in(
    tmp_path: Path, before: str, after: str, field: str
) -> None:
    assert before in GOOD
    read = own(tmp_path, GOOD.replace(before, after, 1) + GOOD.replace("tale-1b", "good"))
    assert [model.id for model in read.models] == ["good"]
    (notice,) = read.notices
    assert notice.params["field"] == field
    assert f'"{field}"' in sentence(notice.code, notice.params)


@pytest.mark.parametrize("text", ["[[model]\n", "model = 5", 'model = ["x"]', "\ud800"])
def test_a_catalogue_that_cannot_be_read_costs_only_itself(tmp_path: Path, text: str) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    read = read_catalogue(bundled_catalogue(), tmp_path)
    assert len(read.models) == len(read_catalogue(bundled_catalogue(), None).models)
    assert all(sentence(notice.code, notice.params) for notice in read.notices)
    assert len(read.notices) == 1


def test_no_catalogue_of_ones_own_is_no_mistake(tmp_path: Path) -> None:
    assert read_catalogue(bundled_catalogue(), tmp_path).notices == ()


@pytest.mark.parametrize(
    "name",
    ["/etc/x.gguf", "../x.gguf", "a/../../x.gguf", "a\\x.gguf", "C:x.gguf", "x.bin", "a//x.gguf",
     "", "x\n.gguf", "./x.gguf"],
)  # fmt: skip
def test_a_file_name_cannot_leave_its_folder(name: str) -> None:
    assert not is_file_name(name)


@pytest.mark.parametrize("name", ["x.gguf", "sub/x-00001-of-00002.gguf", "灯塔.GGUF", "a b.gguf"])
def test_plain_file_names_may_be_used(name: str) -> None:
    assert is_file_name(name)


@pytest.mark.parametrize(
    ("text", "good"),
    [("a/b", True), ("Qwen/Qwen2.5-0.5B", True), ("a", False), ("a/b/c", False), ("a/..", False),
     ("./b", False), ("a/b\n", False), ("a b/c", False)],
)  # fmt: skip
def test_a_repository_is_an_owner_and_a_name(text: str, good: bool) -> None:
    assert is_repository(text) is good
