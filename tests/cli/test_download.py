# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fetching a model on the terminal, from a Hub on this machine."""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from longwriter_desktop.cli.download import chosen
from longwriter_desktop.domain.catalogue import HubFile
from longwriter_desktop.domain.errors import InputProblem
from tests.cli.conftest import Longwriter
from tests.support.hub_server import HubServer, serving

REPOSITORY = "someone/Small-GGUF"
SMALL = "small-Q4_0.gguf"
LARGE = "small-Q8_0.gguf"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with serving() as server:
        server.add(REPOSITORY, SMALL, random.Random(1).randbytes(200_000))
        server.add(REPOSITORY, LARGE, random.Random(2).randbytes(400_000))
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
        yield server


def test_without_a_file_those_of_the_repository_are_listed(
    hub: HubServer, longwriter: Longwriter
) -> None:
    ran = longwriter("download", REPOSITORY)
    assert ran.returncode == 0, ran.stderr
    assert [line.split()[-1] for line in ran.stdout.splitlines()[1:]] == [SMALL, LARGE]
    assert f"longwriter download {REPOSITORY} Q4_0" in ran.stderr
    assert hub.sent == []


def test_a_file_is_fetched_into_the_cache_of_the_hub_and_its_path_printed(
    hub: HubServer, longwriter: Longwriter, tmp_path: Path
) -> None:
    ran = longwriter("download", REPOSITORY, "q8_0")
    assert ran.returncode == 0, ran.stderr
    path = Path(ran.stdout.strip())
    assert path.is_relative_to(tmp_path / "hf" / "hub")
    assert path.read_bytes() == hub.repositories[REPOSITORY].files[LARGE]


def test_ctrl_c_pauses_and_the_command_that_it_tells_goes_on(
    hub: HubServer, longwriter: Longwriter, tmp_path: Path
) -> None:
    hub.stall_after = 98_304
    process = longwriter.start("download", REPOSITORY, LARGE)
    while sum(path.stat().st_size for path in tmp_path.glob("hf/hub/*/blobs/*")) < 98_304:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.splitlines() == [
        "Paused. What came is kept.",
        f"Go on with: longwriter download {REPOSITORY} {LARGE}",
    ]
    hub.stall_after = None
    ran = longwriter("download", REPOSITORY, LARGE)
    assert ran.returncode == 0, ran.stderr
    assert hub.sent[-1].start == 98_304


@pytest.mark.parametrize(
    ("repository", "file", "code", "words"),
    [
        ("no/body", "", 3, 'There is no repository "no/body"'),
        ("no body", "", 3, '"no body" is no repository'),
        (REPOSITORY, "Q2_K", 2, 'There is no file "Q2_K"'),
        ("someone/Empty", "", 2, "There is no GGUF file"),
    ],
)
def test_what_cannot_be_had_is_told_in_a_sentence(
    hub: HubServer, longwriter: Longwriter, repository: str, file: str, code: int, words: str
) -> None:
    hub.add("someone/Empty", "README.md", b"nothing")
    ran = longwriter("download", repository, *([file] if file else []))
    assert ran.returncode == code
    assert ran.stderr.startswith(words)
    assert len(ran.stderr.splitlines()) == 1


def test_without_a_network_one_sentence_is_said(hub: HubServer, longwriter: Longwriter) -> None:
    hub.close()
    ran = longwriter("download", REPOSITORY)
    assert ran.returncode == 3
    assert ran.stderr.startswith("127.0.0.1 cannot be reached.")


def test_a_quantisation_that_several_files_have_has_to_be_named() -> None:
    files = [HubFile("a/b", f"{name}-Q4_0.gguf", quantisation="Q4_0") for name in "xy"]
    with pytest.raises(InputProblem) as raised:
        chosen(files, "q4_0")
    assert raised.value.code == "hub_many_files"
    assert chosen(files, "y-Q4_0.gguf") is files[1]
