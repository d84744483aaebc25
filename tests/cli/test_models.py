# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of models judges each as it would be loaded, or with the context that is asked about."""

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_desktop.app.load_choices import keep_choice
from longwriter_desktop.app.model_runs import ModelRuns
from longwriter_desktop.cli.tables import print_models
from longwriter_desktop.composition import own_models, read_preferences
from longwriter_desktop.domain.fit import Memory
from longwriter_desktop.domain.fit_speed import Machine, Processor
from longwriter_desktop.domain.load_choice import LoadChoice
from longwriter_desktop.domain.ports import ModelFile
from tests.cli.conftest import Longwriter
from tests.models.sized_gguf import Size, write_sized_model


def columns(longwriter: Longwriter, *more: str) -> dict[str, tuple[str, str]]:
    """Context and memory by the file's name."""
    ran = longwriter("models", *more)
    assert ran.returncode == 0, ran.stderr
    head, *lines = ran.stdout.splitlines()
    places = {name: head.index(name) + len(name) for name in ("memory", "context")}
    return {
        Path(line.split()[-1]).name: (
            line[: places["context"]].split()[-1],
            " ".join(line[: places["memory"]].split()[-2:]),
        )
        for line in lines
    }


def own_model(folder: Path) -> Path:
    (folder / "models").mkdir(parents=True)
    return write_sized_model(folder / "models" / "sized.gguf", Size(layers=2))


def test_models_are_judged_with_the_context_that_is_asked_about(longwriter: Longwriter) -> None:
    path = own_model(longwriter.folder)
    usual, short = columns(longwriter), columns(longwriter, "--context", "1024")
    assert usual[path.name][0] == "8,192"
    assert short[path.name][0] == "1,024"
    assert usual[path.name][1] != short[path.name][1]
    assert columns(longwriter, "--context", "99999")[path.name] == usual[path.name]


def test_models_are_judged_as_the_writer_has_them_loaded(longwriter: Longwriter) -> None:
    path = own_model(longwriter.folder)
    keep_choice(read_preferences(longwriter.folder), path, LoadChoice(2_048))
    assert columns(longwriter)[path.name][0] == "2,048"


def test_columns_stand_below_their_heads_however_fast_a_model_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_model(tmp_path)
    fast = Machine(Memory(16_000_000_000, 8_000_000_000), Processor(64, 900e9))
    runs = ModelRuns(lambda path: LoadChoice(), lambda path: None)
    print_models(own_models(tmp_path), runs, fast, None)
    head, *lines = capsys.readouterr().out.splitlines()
    assert {line.rindex(" tok/s") + 6 for line in lines} == {head.index("speed") + 5}


def test_a_card_of_which_nothing_tells_leaves_it_open_whether_a_model_fits(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sizes = {"small": 1, "middle": 9, "large": 40}
    files = [ModelFile(Path(name), name, size * 1_000_000_000) for name, size in sizes.items()]
    told = Memory(16_000_000_000, 8_000_000_000)
    runs = ModelRuns(lambda path: LoadChoice(), lambda path: None)
    for memory in (told, replace(told, is_untold=True)):
        print_models(files, runs, Machine(memory, Processor(4)), None)
    words = [line.split() for line in capsys.readouterr().out.splitlines()]
    fits = [line[4] for line in words if line[-1] in sizes]
    assert fits == ["yes", "tight", "no", "yes", "unknown", "unknown"]
