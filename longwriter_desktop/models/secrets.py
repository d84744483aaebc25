# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Keys and tokens in the keyring of the operating system; nothing of them is in our files."""

import sys
from collections.abc import Callable
from typing import TypeVar

from longwriter_desktop.domain.errors import EnvironmentProblem

_SERVICE = "longwriter-desktop"
Result = TypeVar("Result")


class KeyringSecrets:
    """`Secrets` in the system's keyring: Secret Service or KWallet on Linux."""

    def get(self, name: str) -> str:
        """A secret; "" where there is none, or no keyring that could be asked."""
        import keyring

        try:
            return _asked(lambda: keyring.get_password(_SERVICE, name)) or ""
        except EnvironmentProblem:
            return ""

    def set(self, name: str, value: str) -> None:
        """Keep a secret; "" forgets it. Raises `EnvironmentProblem("no_keyring")`."""
        import keyring
        from keyring.errors import PasswordDeleteError

        if value:
            _asked(lambda: keyring.set_password(_SERVICE, name, value))
            return
        try:
            _asked(lambda: keyring.delete_password(_SERVICE, name))
        except PasswordDeleteError:
            return  # there was none


def _asked(ask: Callable[[], Result]) -> Result:
    from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

    try:
        return ask()
    except PasswordDeleteError:
        raise
    except (KeyringLocked, InitError):
        raise EnvironmentProblem("keyring_locked") from None
    except _failures():
        raise EnvironmentProblem("no_keyring") from None


def _failures() -> tuple[type[Exception], ...]:
    """What a keyring raises; the client of the Secret Service has errors that are passed on."""
    from keyring.errors import KeyringError

    client = sys.modules.get("secretstorage.exceptions")
    own = getattr(client, "SecretStorageException", KeyringError)
    return KeyringError, own, OSError
