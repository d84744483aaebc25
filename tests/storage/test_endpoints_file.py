# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The file of the writer's servers."""

from pathlib import Path

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.storage.endpoints_file import EndpointsFile

HERE = Endpoint("a", "Here", "http://localhost:8080/v1", "m", 8192, True, True, 2)
FAR = Endpoint("b", "Far \u706f", "HTTPS://Models.Example/api/")


def test_servers_come_back_as_they_were(tmp_path: Path) -> None:
    EndpointsFile(tmp_path).write((HERE, FAR))
    assert EndpointsFile(tmp_path).read() == (HERE, FAR)


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert EndpointsFile(tmp_path).read() == ()


@pytest.mark.parametrize(
    "content",
    [b"endpoint = 3", b"[[endpoint]]\nid = 1", b"\xff\xfe", b"[[endpoint", b"endpoint = [1, 2]",
     b'[[endpoint]]\nid="a"\nname="n"\nbase_url="u"\ntakes_at_once=99'],
)  # fmt: skip
def test_a_damaged_file_is_kept_beside_the_new_one(tmp_path: Path, content: bytes) -> None:
    file = EndpointsFile(tmp_path)
    file.path.write_bytes(content)
    assert file.read() == ()
    file.write((FAR,))
    assert file.read() == (FAR,)
    assert (tmp_path / "endpoints-before.toml").read_bytes() == content


def test_a_row_with_a_mistake_does_not_cost_the_others(tmp_path: Path) -> None:
    file = EndpointsFile(tmp_path)
    file.write((HERE, FAR))
    text = file.path.read_text(encoding="utf-8")
    file.path.write_text(text.replace("8192", '"many"'), encoding="utf-8")
    assert file.read() == (FAR,)


def test_what_a_newer_version_wrote_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    file = EndpointsFile(tmp_path)
    file.write((FAR,))
    file.path.write_text(file.path.read_text(encoding="utf-8") + "colour = 3\n", encoding="utf-8")
    assert file.read() == (FAR,)


def test_a_file_that_cannot_be_read_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = EndpointsFile(tmp_path)
    file.write((HERE,))

    def refuse(path: Path, *_arguments: object, **_named: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", refuse)
        patch.setattr(Path, "read_bytes", refuse)
        assert file.read() == ()
        with pytest.raises(EnvironmentProblem, match="cannot_write"):
            file.write((FAR,))
    assert file.read() == (HERE,)
