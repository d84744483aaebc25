# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Models of other programs are read where they lie, and nothing more."""

from pathlib import Path

from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.models.places import Place, find_models
from tests.models.test_places import engine as engine
from tests.models.test_places import in_ollama
from tests.models.test_places import tiny_path as tiny_path


def test_what_other_programs_keep_is_left_as_it_is(
    tmp_path: Path, tiny_path: Path, engine: WorkerEngine
) -> None:
    in_ollama(tmp_path / "ollama", "llama3.2", tiny_path)
    (tmp_path / "lm_studio").mkdir()
    (tmp_path / "lm_studio" / "a.gguf").write_bytes(tiny_path.read_bytes())
    places = [Place("ollama", tmp_path / "ollama"), Place("lm_studio", tmp_path / "lm_studio")]

    def kept() -> list[tuple[str, int, int]]:
        return [
            (str(path), path.stat().st_size, path.stat().st_mtime_ns)
            for place in places
            for path in sorted(place.folder.rglob("*"))
        ]

    before = kept()
    found = find_models(places)
    for model in found:
        engine.load_now(model.path)
        engine.unload()
    assert found
    assert kept() == before
