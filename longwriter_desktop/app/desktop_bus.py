# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What the desktop around the window can do: stay awake, notify, show progress.

Notifications and progress go over the session's D-Bus, where there is one
(specifications.freedesktop.org/notification; Unity's LauncherEntry interface, which docks of
several desktops read). Nobody waits for any of it, and a desktop that has none of it is no
problem to tell anybody about.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, Message, new_method_call, new_signal
from jeepney.auth import AuthenticationError
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import unwrap_msg

_NOTIFICATIONS = DBusAddress(
    "/org/freedesktop/Notifications",
    bus_name="org.freedesktop.Notifications",
    interface="org.freedesktop.Notifications",
)
_LAUNCHER = DBusAddress("/", interface="com.canonical.Unity.LauncherEntry")
_ANSWER_SECONDS = 2.0
_NO_ANSWER = (OSError, RuntimeError, AuthenticationError, DBusErrorResponse)


class DesktopBus:
    """Calls return at once; a thread of its own carries them out, in order.

    `desktop_file` is the name of the program's desktop entry, without its ending.
    """

    def __init__(self, app_name: str, desktop_file: str) -> None:
        self._app_name = app_name
        self._desktop_file = desktop_file
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="desktop")
        self._connection: DBusConnection | None = None
        self._awake = ExitStack()
        self._is_closed = False

    def keep_awake(self, awake: bool) -> None:
        """Keep the machine from sleeping, or let it sleep again."""
        self._do(self._start_awake if awake else self._awake.close)

    def notify(self, title: str, text: str, otherwise: Callable[[str, str], None]) -> None:
        """Show a notification; where none can be, `otherwise` is called with title and text,
        in the other thread."""
        self._do(self._notify, title, text, otherwise)

    def show_progress(self, fraction: float | None) -> None:
        """Show 0 to 1 at the program's place in the dock, or nothing."""
        self._do(self._progress, fraction)

    def drain(self) -> None:
        """Wait until everything that was asked for has been done."""
        self._executor.submit(int).result()

    def close(self) -> None:
        """Let the machine sleep again and hang up. A second call does nothing."""
        if not self._is_closed:
            self._do(self._awake.close)
            self._do(self._hang_up)
            self._is_closed = True
            self._executor.shutdown(wait=True)

    def _do(self, work: Callable[..., None], *arguments: Any) -> None:
        if not self._is_closed:
            self._executor.submit(work, *arguments)

    def _start_awake(self) -> None:
        # In the other thread, and only when something is written: the start has no use for it.
        from wakepy import keep

        self._awake.close()
        self._awake.enter_context(keep.running(on_fail="pass"))

    def _notify(self, title: str, text: str, otherwise: Callable[[str, str], None]) -> None:
        hints = {"desktop-entry": ("s", self._desktop_file)}
        body: tuple[Any, ...] = (self._app_name, 0, "", title, text, [], hints, -1)
        call = new_method_call(_NOTIFICATIONS, "Notify", "susssasa{sv}i", body)
        if not self._deliver(call, is_answered=True):
            otherwise(title, text)

    def _progress(self, fraction: float | None) -> None:
        values = {
            "progress": ("d", fraction or 0.0),
            "progress-visible": ("b", fraction is not None),
        }
        entry = f"application://{self._desktop_file}.desktop"
        self._deliver(new_signal(_LAUNCHER, "Update", "sa{sv}", (entry, values)))

    def _deliver(self, message: Message, is_answered: bool = False) -> bool:
        """Send a message; False where there is no bus, or nobody on it who takes it."""
        if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
            return False
        try:
            if self._connection is None:
                self._connection = open_dbus_connection("SESSION")
            if is_answered:
                unwrap_msg(self._connection.send_and_get_reply(message, timeout=_ANSWER_SECONDS))
            else:
                self._connection.send(message)
        except _NO_ANSWER:
            self._hang_up()
            return False
        return True

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
