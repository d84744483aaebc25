# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the starter model lies that comes with the program."""

from pathlib import Path

STARTER_NAME = "longwriter-starter.gguf"


def starter_path() -> Path:
    """The bundled starter: inside an installed package, or beside it in a source checkout.

    The path of the checkout is returned when there is none, for an error to name.
    """
    package = Path(__file__).resolve().parents[1]
    installed = package / "resources" / "models" / STARTER_NAME
    if installed.is_file():
        return installed
    return package.parent / "resources" / "models" / STARTER_NAME
