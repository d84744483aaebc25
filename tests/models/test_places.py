# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Model files in the folders of other programs, and deleting them."""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import gguf
import pytest

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.deleting import delete, what_deleting_frees
from longwriter_desktop.models.local import describe, plain_name
from longwriter_desktop.models.places import Place, find_models, usual_places
from tests.engine.tiny_gguf import write_tiny_model

REPOSITORY = "models--owner--Tale-GGUF"


def in_hub(
    cache: Path, name: str, model: Path, revision: str = "abc", repository: str = REPOSITORY
) -> Path:
    """Put a file into a Hub cache as huggingface_hub does: a blob, and a link in a snapshot."""
    data = model.read_bytes()
    blob = cache / repository / "blobs" / sha256(data).hexdigest()
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(data)
    link = cache / repository / "snapshots" / revision / name
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.relpath(blob, link.parent))
    return link


def in_ollama(folder: Path, name: str, model: Path, digest: str = "") -> Path:
    """Put a file into Ollama's folder: a blob, and a manifest that names it."""
    data = model.read_bytes()
    digest = digest or f"sha256:{sha256(data).hexdigest()}"
    blob = folder / "blobs" / f"sha256-{sha256(data).hexdigest()}"
    blob.parent.mkdir(parents=True, exist_ok=True)
    blob.write_bytes(data)
    manifest = folder / "manifests" / name
    manifest.parent.mkdir(parents=True, exist_ok=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.license", "digest": "sha256:00", "size": 1},
        {"mediaType": "application/vnd.ollama.image.model", "digest": digest, "size": len(data)},
    ]
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))
    return blob


def split(folder: Path, name: str = "big", parts: int = 2) -> list[Path]:
    """A small model whose weights lie in several files, as llama.cpp splits one."""
    whole = write_tiny_model(folder / "whole.gguf")
    reader = gguf.GGUFReader(whole)
    shares = [reader.tensors[at::parts] for at in range(parts)]
    written = []
    for number, tensors in enumerate(shares):
        path = folder / f"{name}-{number + 1:05}-of-{parts:05}.gguf"
        writer = gguf.GGUFWriter(path, "llama")
        if number == 0:
            for field in reader.fields.values():
                if field.name.startswith("GGUF.") or field.name == "general.architecture":
                    continue
                kind = field.types[0]
                sub = field.types[-1] if kind is gguf.GGUFValueType.ARRAY else None
                writer.add_key_value(field.name, field.contents(), kind, sub_type=sub)
        writer.add_uint16("split.no", number)
        writer.add_uint16("split.count", parts)
        writer.add_int32("split.tensors.count", len(reader.tensors))
        for tensor in tensors:
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.tensor_type)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        written.append(path)
    whole.unlink()
    return written


@pytest.fixture
def tiny_path(tmp_path: Path) -> Path:
    return write_tiny_model(tmp_path / "tiny.gguf", name="Tiny Tale")


@pytest.fixture
def engine() -> Iterator[WorkerEngine]:
    engine = WorkerEngine()
    yield engine
    engine.close()


def test_the_places_of_other_programs_are_known(tmp_path: Path) -> None:
    home, data, added = tmp_path / "home", tmp_path / "data", tmp_path / "disk"
    places = usual_places(data, [added], home, {})
    assert places[:3] == [
        Place("own", data / "models"),
        Place("added", added),
        Place("hub", home / ".cache" / "huggingface" / "hub"),
    ]
    folders = {place.folder for place in places}
    assert {
        home / ".lmstudio" / "models",
        home / ".cache" / "lm-studio" / "models",
        home / ".ollama" / "models",
    } <= folders


def test_the_hubs_cache_is_where_its_variables_say(tmp_path: Path) -> None:
    places = usual_places(tmp_path, home=tmp_path, environment={"HF_HOME": "~/hf"})
    assert Place("hub", tmp_path / "hf" / "hub") in places


def test_ollamas_folder_is_where_its_variable_says(tmp_path: Path) -> None:
    places = usual_places(tmp_path, home=tmp_path, environment={"OLLAMA_MODELS": "/srv/models"})
    assert [place.folder for place in places if place.kind == "ollama"] == [Path("/srv/models")]


def test_lm_studios_folder_may_have_been_moved(tmp_path: Path) -> None:
    moved, chosen = tmp_path / "moved", tmp_path / "chosen"
    moved.mkdir()
    (tmp_path / ".lmstudio-home-pointer").write_text(f"{moved}\n")
    (moved / "settings.json").write_text(json.dumps({"downloadsFolder": str(chosen)}))
    places = usual_places(tmp_path, home=tmp_path, environment={})
    folders = [place.folder for place in places if place.kind == "lm_studio"]
    assert folders[:2] == [chosen, moved / "models"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"downloadsFolder": 5}', "\xff"])
def test_settings_of_lm_studio_that_make_no_sense_are_passed_over(
    tmp_path: Path, text: str
) -> None:
    (tmp_path / ".lmstudio").mkdir()
    (tmp_path / ".lmstudio" / "settings.json").write_text(text, encoding="latin-1")
    places = usual_places(tmp_path, home=tmp_path, environment={})
    assert tmp_path / ".lmstudio" / "models" in [place.folder for place in places]


def test_a_model_in_the_hubs_cache_is_listed_by_its_name_there(
    tmp_path: Path, tiny_path: Path
) -> None:
    link = in_hub(tmp_path / "hub", "sub/Tale-Q8_0.gguf", tiny_path)
    (model,) = find_models([Place("hub", tmp_path / "hub")])
    assert (model.path, model.source, model.problem) == (link, "hub", None)
    assert model.size_bytes == tiny_path.stat().st_size


def test_a_model_in_two_snapshots_is_listed_once(tmp_path: Path, tiny_path: Path) -> None:
    for revision in ("abc", "def"):
        in_hub(tmp_path / "hub", "Tale.gguf", tiny_path, revision)
    assert len(find_models([Place("hub", tmp_path / "hub")])) == 1


def test_a_broken_link_is_not_listed(tmp_path: Path, tiny_path: Path) -> None:
    link = in_hub(tmp_path / "hub", "Tale.gguf", tiny_path)
    Path(os.path.realpath(link)).unlink()
    assert find_models([Place("hub", tmp_path / "hub")]) == []


def test_a_download_that_has_not_ended_is_not_listed(tmp_path: Path, tiny_path: Path) -> None:
    link = in_hub(tmp_path / "hub", "Tale.gguf", tiny_path)
    blob = Path(os.path.realpath(link))
    blob.rename(blob.with_name(f"{blob.name}.incomplete"))
    link.unlink()
    assert find_models([Place("hub", tmp_path / "hub")]) == []


@pytest.mark.parametrize(
    ("manifest", "name"),
    [
        ("registry.ollama.ai/library/llama3.2/1b", "llama3.2:1b"),
        ("registry.ollama.ai/ann/tale/latest", "ann/tale:latest"),
        ("hf.co/owner/Tale-GGUF/Q4_K_M", "hf.co/owner/Tale-GGUF:Q4_K_M"),
    ],
)
def test_a_model_of_ollama_goes_by_the_name_it_has_there(
    tmp_path: Path, tiny_path: Path, manifest: str, name: str
) -> None:
    blob = in_ollama(tmp_path / "ollama", manifest, tiny_path)
    (model,) = find_models([Place("ollama", tmp_path / "ollama")])
    assert (model.name, model.path, model.source) == (name, blob, "ollama")
    assert model.problem is None


@pytest.mark.parametrize("digest", ["sha256:../../../secret", "sha256:abc", "md5:" + "0" * 64])
def test_a_manifest_cannot_lead_out_of_ollamas_folder(
    tmp_path: Path, tiny_path: Path, digest: str
) -> None:
    in_ollama(tmp_path / "ollama", "registry.ollama.ai/library/tale/latest", tiny_path, digest)
    assert find_models([Place("ollama", tmp_path / "ollama")]) == []


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"layers": 5}', '{"layers": [5]}', "[" * 9_999])
def test_a_manifest_that_makes_no_sense_is_passed_over(
    tmp_path: Path, tiny_path: Path, text: str
) -> None:
    in_ollama(tmp_path / "ollama", "registry.ollama.ai/library/good/latest", tiny_path)
    (tmp_path / "ollama/manifests/registry.ollama.ai/library/bad").write_text(text)
    assert [model.name for model in find_models([Place("ollama", tmp_path / "ollama")])] == [
        "good:latest"
    ]


def test_the_same_weights_in_two_programs_are_listed_once(tmp_path: Path, tiny_path: Path) -> None:
    in_hub(tmp_path / "hub", "Tale.gguf", tiny_path)
    in_ollama(tmp_path / "ollama", "registry.ollama.ai/library/tale/latest", tiny_path)
    found = find_models([Place("hub", tmp_path / "hub"), Place("ollama", tmp_path / "ollama")])
    assert [model.source for model in found] == ["hub"]


def test_a_second_name_of_a_file_is_not_a_second_model(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "a.gguf").hardlink_to(tiny_path)
    (folder / "b.gguf").symlink_to(tiny_path)
    assert len(find_models([Place("own", folder)])) == 1


def test_a_folder_that_may_not_be_read_hides_nothing_else(
    tmp_path: Path, tiny_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, folder = tmp_path / "models" / "closed", tmp_path / "models"
    closed.mkdir(parents=True)
    (folder / "open.gguf").write_bytes(tiny_path.read_bytes())
    scan = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (model,) = find_models([Place("added", folder)])
    assert model.path.name == "open.gguf"


def test_a_link_that_leads_in_a_circle_ends(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "again").symlink_to(folder)
    (folder / "self.gguf").symlink_to(folder / "self.gguf")
    (folder / "a.gguf").write_bytes(tiny_path.read_bytes())
    assert [model.path.name for model in find_models([Place("added", folder)])] == ["a.gguf"]


@pytest.mark.parametrize(
    "name", ["灯塔 ✨.gguf", "a b;c$(x).gguf", "UPPER.GGUF", "-rf.gguf", "<b>bold<b>.gguf"]
)
def test_a_file_may_have_any_name(tmp_path: Path, tiny_path: Path, name: str) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / name).write_bytes(tiny_path.read_bytes())
    (model,) = find_models([Place("added", folder)])
    assert model.problem is None
    assert model.path.name == name


def test_a_name_in_a_header_is_one_short_line_of_plain_text(tmp_path: Path) -> None:
    path = write_tiny_model(tmp_path / "m.gguf", name="A\n<b>tale</b>\x1b[31m\u202e" + "x" * 999)
    assert describe(path).name.startswith("A <b>tale</b> [31m x")
    assert len(describe(path).name) == 120
    assert plain_name("\x00\n") == ""


def test_a_split_model_is_one_with_the_size_of_all_parts(tmp_path: Path) -> None:
    parts = split(tmp_path)
    (model,) = find_models([Place("own", tmp_path)])
    assert (model.path, model.parts, model.problem) == (parts[0], tuple(parts), None)
    assert model.size_bytes == sum(part.stat().st_size for part in parts)
    whole = describe(write_tiny_model(tmp_path / "whole.gguf"))
    assert model.parameters == whole.parameters
    assert model.shape == whole.shape


def test_a_split_model_in_the_hubs_cache_loads(tmp_path: Path, engine: WorkerEngine) -> None:
    parts = split(tmp_path)
    for part in parts:
        in_hub(tmp_path / "hub", part.name, part)
        part.unlink()
    (model,) = find_models([Place("hub", tmp_path / "hub")])
    assert engine.load_now(model.path).parameters == model.parameters


@pytest.mark.parametrize("missing", [0, 1])
def test_a_split_model_without_all_parts_is_incomplete(tmp_path: Path, missing: int) -> None:
    split(tmp_path)[missing].unlink()
    (model,) = find_models([Place("own", tmp_path)])
    assert model.problem == "model_incomplete"


def test_a_part_that_is_cut_off_makes_the_model_damaged(tmp_path: Path) -> None:
    last = split(tmp_path)[-1]
    last.write_bytes(last.read_bytes()[:-200])
    (model,) = find_models([Place("own", tmp_path)])
    assert model.problem == "model_damaged"


def test_a_file_that_has_changed_is_read_anew(tmp_path: Path, tiny_path: Path) -> None:
    assert describe(tiny_path).name == "Tiny Tale"
    write_tiny_model(tiny_path, name="Another, longer tale")
    assert describe(tiny_path).name == "Another, longer tale"


def test_deleting_from_the_hubs_cache_takes_blob_and_links_and_nothing_else(
    tmp_path: Path, tiny_path: Path
) -> None:
    hub = tmp_path / "hub"
    links = [in_hub(hub, "Tale.gguf", tiny_path, revision) for revision in ("abc", "def")]
    other = in_hub(hub, "Other.gguf", write_tiny_model(tmp_path / "o.gguf", seed=2))
    elsewhere = in_hub(hub, "Tale.gguf", tiny_path, repository="models--someone--Tale")
    places = [Place("hub", hub)]
    model = next(m for m in find_models(places) if m.path == links[0])
    blob, size = Path(os.path.realpath(links[0])), tiny_path.stat().st_size
    assert what_deleting_frees(model, places) == size
    assert delete(model, places) == size
    assert not blob.exists()
    assert not any(os.path.lexists(link) for link in links)
    assert other.is_file()
    assert elsewhere.is_file()


def test_a_link_out_of_the_hubs_cache_does_not_delete_what_it_leads_to(
    tmp_path: Path, tiny_path: Path
) -> None:
    link = tmp_path / "hub" / REPOSITORY / "snapshots" / "abc" / "Tale.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(tiny_path)
    places = [Place("hub", tmp_path / "hub")]
    (model,) = find_models(places)
    assert delete(model, places) == 0
    assert not os.path.lexists(link)
    assert tiny_path.is_file()


def test_deleting_a_split_model_deletes_all_its_parts(tmp_path: Path) -> None:
    parts = split(tmp_path)
    size = sum(part.stat().st_size for part in parts)
    places = [Place("own", tmp_path)]
    (model,) = find_models(places)
    assert what_deleting_frees(model, places) == size
    assert delete(model, places) == size
    assert not any(part.exists() for part in parts)


def test_a_file_with_a_second_name_frees_nothing(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "a.gguf").hardlink_to(tiny_path)
    places = [Place("own", folder)]
    (model,) = find_models(places)
    assert delete(model, places) == 0
    assert tiny_path.is_file()


def test_what_lies_in_no_place_is_not_deleted(tmp_path: Path, tiny_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    sly = ModelFile(folder / ".." / "tiny.gguf", "sly", 1)
    with pytest.raises(EnvironmentProblem, match="model_not_listed"):
        delete(sly, [Place("own", folder)])
    assert tiny_path.is_file()


def test_ollama_and_the_program_keep_their_models(tmp_path: Path, tiny_path: Path) -> None:
    blob = in_ollama(tmp_path / "ollama", "registry.ollama.ai/library/tale/latest", tiny_path)
    places = [Place("ollama", tmp_path / "ollama")]
    starter, model = find_models(places, write_tiny_model(tmp_path / "starter.gguf", seed=3))
    with pytest.raises(EnvironmentProblem, match="model_of_ollama"):
        what_deleting_frees(model, places)
    with pytest.raises(EnvironmentProblem, match="model_is_bundled"):
        delete(starter, places)
    assert blob.is_file()


def test_a_file_that_cannot_be_deleted_is_said_so(
    tmp_path: Path, tiny_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [Place("own", tmp_path)]
    (model,) = find_models(places)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(EnvironmentProblem, match="model_not_deletable"):
        delete(model, places)
    assert tiny_path.is_file()
