# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys are in the keyring, and nowhere else."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.secrets import KeyringSecrets


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets everything at the end."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.values.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.values[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if self.values.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.fixture
def backend() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


def test_a_secret_is_kept_in_the_keyring_and_forgotten_there(backend: MemoryKeyring) -> None:
    secrets = KeyringSecrets()
    secrets.set("hub", "hf_1")
    assert secrets.get("hub") == "hf_1"
    assert backend.values == {("longwriter-desktop", "hub"): "hf_1"}
    secrets.set("hub", "")
    assert (secrets.get("hub"), backend.values) == ("", {})


def test_what_was_never_there_is_empty_and_can_be_forgotten(backend: MemoryKeyring) -> None:
    secrets = KeyringSecrets()
    secrets.set("hub", "")
    assert secrets.get("hub") == ""


def test_without_a_keyring_nothing_is_there_and_keeping_is_refused(
    backend: MemoryKeyring,
) -> None:
    keyring.set_keyring(fail.Keyring())
    secrets = KeyringSecrets()
    assert secrets.get("hub") == ""
    for value in ("hf_1", ""):
        with pytest.raises(EnvironmentProblem) as raised:
            secrets.set("hub", value)
        assert raised.value.code == "no_keyring"


@pytest.mark.parametrize("error", [KeyringLocked("dismissed"), InitError("locked")])
def test_a_keyring_that_stays_locked_is_told_as_that(
    backend: MemoryKeyring, error: Exception
) -> None:
    backend.error = error
    assert KeyringSecrets().get("hub") == ""
    with pytest.raises(EnvironmentProblem) as raised:
        KeyringSecrets().set("hub", "hf_1")
    assert raised.value.code == "keyring_locked"


def test_what_goes_wrong_never_brings_the_secret_along(backend: MemoryKeyring) -> None:
    backend.error = keyring.errors.PasswordSetError("could not set hf_planted")
    with pytest.raises(EnvironmentProblem) as raised:
        KeyringSecrets().set("hub", "hf_planted")
    assert "hf_planted" not in repr(raised.value)
    assert raised.value.__suppress_context__
