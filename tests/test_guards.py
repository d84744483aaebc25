# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The guards of `tests/guards.py` catch what they are there to catch."""

import re

import pytest

INI = """
[pytest]
qt_api = pyside6
filterwarnings = error
leftover_grace = 0.1
addopts = -p pytestqt.plugin -p tests.guards -p no:cacheprovider
"""


@pytest.fixture
def outcome_of(pytester: pytest.Pytester, checkout, monkeypatch):
    """Run the body of one test under the guards in a process of its own."""

    def run(code: str) -> pytest.RunResult:
        monkeypatch.setenv("PYTHONPATH", str(checkout))
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        pytester.makeini(INI)
        pytester.makepyfile(code)
        return pytester.runpytest_subprocess()

    return run


def complaints(result: pytest.RunResult) -> str:
    assert re.search(r"^=+ .*\b1 error\b", result.stdout.str(), re.MULTILINE)
    return result.stdout.str()


def test_a_clean_test_passes_under_the_guards(outcome_of):
    outcome_of("def test_nothing(): pass").assert_outcomes(passed=1)


def test_a_logged_warning_fails_a_test(outcome_of):
    result = outcome_of(
        "import logging\ndef test_it(): logging.getLogger('a.b').warning('disk %s', 'full')"
    )
    assert "log WARNING a.b: disk full" in complaints(result)


def test_a_test_that_asks_for_caplog_looks_at_its_log_itself(outcome_of):
    result = outcome_of(
        """
        import logging
        def test_it(caplog):
            logging.warning('expected')
            assert caplog.messages == ['expected']
        """
    )
    result.assert_outcomes(passed=1)


def test_a_connection_to_another_machine_fails_a_test_even_when_it_is_caught(outcome_of):
    result = outcome_of(
        """
        import contextlib, socket
        def test_it():
            with contextlib.suppress(BaseException), socket.socket() as client:
                client.connect(('192.0.2.1', 80))
        """
    )
    assert "socket.connect ('192.0.2.1', 80)" in complaints(result)


def test_a_name_look_up_of_another_machine_is_refused(outcome_of):
    result = outcome_of(
        "import socket\ndef test_it(): socket.getaddrinfo('models.example.org', 443)"
    )
    assert "tests use loopback only" in result.stdout.str()


def test_a_server_on_loopback_can_be_reached(outcome_of):
    result = outcome_of(
        """
        import socket
        def test_it():
            with socket.create_server(('127.0.0.1', 0)) as server:
                with socket.create_connection(server.getsockname()):
                    server.accept()[0].close()
        """
    )
    result.assert_outcomes(passed=1)


def test_a_child_process_left_behind_fails_a_test(outcome_of):
    result = outcome_of(
        """
        import subprocess, sys
        kept = []
        def test_it():
            kept.append(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']))
        def test_the_next_one_starts_clean():
            kept.pop().wait()
        """
    )
    assert "still runs" in complaints(result)
    result.assert_outcomes(passed=2, errors=1)


def test_a_thread_left_behind_fails_a_test(outcome_of):
    result = outcome_of(
        """
        import threading
        def test_it():
            threading.Thread(
                target=threading.Event().wait, args=(20,), name='counter', daemon=True
            ).start()
        """
    )
    assert "thread 'counter' still runs" in complaints(result)


def test_a_window_left_behind_fails_a_test(outcome_of):
    result = outcome_of(
        """
        from PySide6.QtWidgets import QWidget
        kept = []
        def test_it(qapp):
            kept.append(QWidget())
            kept[0].setObjectName('forgotten')
            kept[0].show()
        """
    )
    assert "top-level widget QWidget 'forgotten' is still there" in complaints(result)


def test_a_widget_given_to_qtbot_is_no_leftover(outcome_of):
    result = outcome_of(
        """
        from PySide6.QtWidgets import QWidget
        def test_it(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            widget.show()
        """
    )
    result.assert_outcomes(passed=1)


def test_home_is_a_folder_of_the_run_and_qt_paints_off_screen(outcome_of, tmp_path_factory):
    result = outcome_of(
        """
        import os
        from pathlib import Path
        def test_it(tmp_path):
            assert Path(os.environ['HOME']).parent == tmp_path.parent
            assert os.environ['QT_QPA_PLATFORM'] == 'offscreen'
        """
    )
    result.assert_outcomes(passed=1)
