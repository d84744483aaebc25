# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The desktop's services, over a real session bus of the test's own."""

import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

from longwriter_desktop.app.desktop_bus import DesktopBus

pytestmark = pytest.mark.skipif(
    shutil.which("dbus-daemon") is None, reason="needs dbus-daemon (package dbus-daemon)"
)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of a session bus without any service on it."""
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE, text=True,
    ) as daemon:  # fmt: skip
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "yes")
        yield address
        daemon.terminate()


@pytest.fixture
def service(bus: str) -> Iterator["queue.Queue[tuple[str, tuple[object, ...]]]"]:
    """A notification service that also listens to docks' signals: (member, body)."""
    connection = open_dbus_connection(bus)
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.Notifications"))
    rule = MatchRule(type="signal", interface="com.canonical.Unity.LauncherEntry")
    connection.send_and_get_reply(message_bus.AddMatch(rule))
    heard: queue.Queue[tuple[str, tuple[object, ...]]] = queue.Queue()
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                message = connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            member = message.header.fields.get(3, "")
            if member in ("Notify", "Update"):
                heard.put((member, message.body))
            if message.header.message_type is MessageType.method_call:
                connection.send(new_method_return(message, "u", (1,)))

    thread = threading.Thread(target=serve)
    thread.start()
    yield heard
    over.set()
    thread.join()
    connection.close()


@pytest.fixture
def desktop() -> Iterator[DesktopBus]:
    desktop = DesktopBus("LongWriter Desktop", "longwriter-desktop")
    yield desktop
    desktop.close()


def test_a_notification_is_shown_by_the_service(service, desktop):
    otherwise: list[tuple[str, str]] = []
    desktop.notify("Writing has ended", "14 sections", lambda *said: otherwise.append(said))
    desktop.drain()
    member, body = service.get(timeout=5)
    assert (member, body[0], body[3], body[4]) == (
        "Notify", "LongWriter Desktop", "Writing has ended", "14 sections",
    )  # fmt: skip
    assert otherwise == []


def test_without_a_service_the_other_way_is_taken(bus, desktop):
    otherwise: list[tuple[str, str]] = []
    desktop.notify("Done", "text", lambda *said: otherwise.append(said))
    desktop.drain()
    assert otherwise == [("Done", "text")]


def test_without_a_bus_nothing_fails(monkeypatch, desktop):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    otherwise: list[tuple[str, str]] = []
    desktop.show_progress(0.5)
    desktop.notify("Done", "text", lambda *said: otherwise.append(said))
    desktop.drain()
    assert otherwise == [("Done", "text")]


def test_a_bus_that_is_gone_fails_nothing(monkeypatch, tmp_path, desktop):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'gone'}")
    otherwise: list[tuple[str, str]] = []
    desktop.notify("Done", "text", lambda *said: otherwise.append(said))
    desktop.drain()
    assert otherwise == [("Done", "text")]


def test_progress_is_shown_at_the_programs_place_in_the_dock(service, desktop):
    desktop.show_progress(0.25)
    desktop.show_progress(None)
    desktop.drain()
    shown = service.get(timeout=5)[1]
    hidden = service.get(timeout=5)[1]
    assert shown[0] == "application://longwriter-desktop.desktop"
    assert shown[1]["progress"] == ("d", 0.25)
    assert shown[1]["progress-visible"] == ("b", True)
    assert hidden[1]["progress-visible"] == ("b", False)


def test_closing_twice_is_no_problem(desktop):
    desktop.keep_awake(True)
    desktop.close()
    desktop.close()
    desktop.keep_awake(True)
