# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""One window a library: who starts the program again is shown the window that is open.

The holder of the library's lock listens at a socket that only its user may connect to. The
socket is no part of the library, whose folder may lie where there are none.
"""

import hashlib
import json
import os
import socket
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_HERE = b"here"
_MOST_BYTES = 65_536  # of what is asked, far more than a path takes
_ASKED_SECONDS = 0.2  # that the window waits for the words of who has connected
_LISTEN_SECONDS = 1.0
_ANSWER_SECONDS = 10.0  # of one that listens: a start answers when its window is there
_AGAIN_SECONDS = 0.05
# A desktop lets a window come to the front only for who started something just now.
_ACTIVATION = "XDG_ACTIVATION_TOKEN"


class OneWindow(QObject):
    """Listens for further starts over the library in `folder`; for the holder of its lock only.

    Signals:
        asked(model): the program was started again, with this model's `Path`, or with None.
    """

    asked = Signal(object)

    def __init__(self, folder: Path) -> None:
        """Listen from now on; where no socket can be made, further starts say that the library
        is open."""
        super().__init__()
        self._held = ExitStack()
        with suppress(OSError):
            self._listen(_socket_path(folder))

    def close(self) -> None:
        """Listen no longer, and leave nothing. A second call does nothing."""
        self._held.close()

    def _listen(self, path: Path) -> None:
        with ExitStack() as held:
            self._socket = held.enter_context(_new_socket())
            path.unlink(missing_ok=True)  # left by a process that was killed
            self._socket.bind(str(path))
            held.callback(path.unlink, missing_ok=True)
            path.chmod(0o600)  # before anybody can connect
            self._socket.listen()
            knocks = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            held.callback(knocks.setEnabled, False)
            knocks.activated.connect(self._on_knock)
            self._held = held.pop_all()

    @Slot()
    def _on_knock(self) -> None:
        try:
            line, _ = self._socket.accept()
            with line:
                line.settimeout(_ASKED_SECONDS)
                request = json.loads(line.recv(_MOST_BYTES))
                model, activation = str(request["model"]), str(request["activation"])
                line.sendall(_HERE)
        except (OSError, ValueError, TypeError, KeyError):
            return  # whoever that was, it was no start of this program, or it has ended
        if activation:
            os.environ[_ACTIVATION] = activation  # Qt takes it from there
        self.asked.emit(Path(model) if model else None)


def ask_for_window(folder: Path, model: Path | None) -> bool:
    """Have the program that has the library in `folder` open show its window, and load `model`.

    Returns False where nobody listens within a second, or who listens does not answer.
    """
    request = {
        "model": str(model.absolute()) if model is not None else "",
        "activation": os.environ.get(_ACTIVATION, ""),
    }
    path, until = _socket_path(folder), time.monotonic() + _LISTEN_SECONDS
    while time.monotonic() < until:
        try:
            return _ask(path, json.dumps(request).encode())
        except (FileNotFoundError, ConnectionRefusedError):
            time.sleep(_AGAIN_SECONDS)  # it may be starting, too
        except OSError:
            break
    return False


def _ask(path: Path, request: bytes) -> bool:
    if sys.platform == "win32" or path.stat().st_uid != os.getuid():
        return False  # somebody else's, in a folder that all may write to
    with _new_socket() as line:
        line.settimeout(_ANSWER_SECONDS)
        line.connect(str(path))
        line.sendall(request)
        return line.recv(len(_HERE)) == _HERE


def _new_socket() -> socket.socket:
    if sys.platform == "win32":
        raise OSError("Python makes no such sockets here")
    return socket.socket(socket.AF_UNIX)


def _socket_path(folder: Path) -> Path:
    """In the user's folder for such things; its name is short, for a socket's path must be."""
    place = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return Path(place) / f"longwriter-{name}.socket"
