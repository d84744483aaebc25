# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""`longwriter serve` on a real terminal: the token, the address, Ctrl-C."""

import json
import signal
import stat
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Longwriter


def told(process, name: str) -> str:
    """What stands behind a name in what the command says."""
    for line in process.stderr:
        if line.startswith(name):
            return line.removeprefix(name).strip()
    raise AssertionError(f"{name} was not said")


def models(address: str, token: str) -> dict:
    request = urllib.request.Request(
        f"{address}/models", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=20) as response:
        return json.loads(response.read())


def end(process) -> int:
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    return process.returncode


def test_a_model_is_offered_until_ctrl_c(longwriter: Longwriter) -> None:
    process = longwriter.start("serve", "--port", "0")
    address, token = told(process, "Base URL:"), told(process, "API key:")
    assert address.startswith("http://127.0.0.1:")
    assert models(address, token)["data"][0]["id"] == "LongWriter Starter"
    with pytest.raises(urllib.error.HTTPError) as raised:
        models(address, "another")
    raised.value.close()
    assert end(process) == 0


def test_a_token_is_kept_in_a_file_for_its_owner_alone(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    process = longwriter.start("serve", "--port", "0", "--token-file", file)
    address = told(process, "Base URL:")
    token = file.read_text().strip()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert models(address, token)["data"]
    assert end(process) == 0
    again = longwriter.start("serve", "--port", "0", "--token-file", file)
    assert models(told(again, "Base URL:"), token)["data"]
    assert end(again) == 0


def test_a_token_file_that_others_can_read_is_refused(
    longwriter: Longwriter, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text("a-long-enough-token")
    file.chmod(0o644)
    outcome = longwriter("serve", "--token-file", file)
    assert outcome.returncode == 2
    assert "chmod 600" in outcome.stderr


@pytest.mark.parametrize("token", ["short", "with a space in it", "é" * 20])
def test_a_weak_token_is_refused(longwriter: Longwriter, token: str) -> None:
    outcome = longwriter("serve", "--token", token)
    assert (outcome.returncode, outcome.stdout) == (2, "")
    assert "token" in outcome.stderr


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_there_is_none_of_is_refused(longwriter: Longwriter, port: str) -> None:
    done = longwriter("serve", f"--port={port}")
    assert done.returncode == 2
    assert f"'{port}' is no port: a number up to 65535" in done.stderr
