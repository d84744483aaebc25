# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The packages depend on each other as docs/architecture.md says, and stay small."""

import sys

import pytest

from tests.checks import arrows, sizes
from tests.checks.complaint import complain


def test_imports_between_packages_go_one_way(checkout):
    complain(arrows.wrong_arrows(checkout))


def test_a_library_is_imported_only_where_it_is_at_home(checkout):
    complain(arrows.libraries_away_from_home(checkout))


def test_domain_needs_nothing_but_the_standard_library(checkout):
    complain(arrows.foreign_in_domain(checkout, sys.stdlib_module_names))


def test_the_command_line_starts_without_qt_or_llama(checkout):
    complain(arrows.heavy_at_cli_start(checkout))


def test_modules_classes_and_functions_are_short(checkout):
    complain(sizes.too_long(checkout))


def test_functions_are_simple(checkout):
    complain(sizes.too_complex(checkout))


def test_a_widget_that_reads_the_database_is_found(planted):
    root = planted(
        "longwriter_desktop/ui/list.py", "from longwriter_desktop.storage import library\n"
    )
    assert arrows.wrong_arrows(root) == [
        "longwriter_desktop/ui/list.py:1 ui imports storage: go through app/"
    ]


def test_a_relative_import_against_the_arrow_is_found(planted):
    root = planted("longwriter_desktop/domain/outline.py", "\nfrom ..app import session\n")
    assert arrows.wrong_arrows(root) == [
        "longwriter_desktop/domain/outline.py:2 domain imports app: it may import only the "
        "standard library; take the rest as a constructor argument"
    ]


def test_an_import_inside_a_function_counts_as_an_arrow(planted):
    code = "def load():\n    import longwriter_desktop.engine.client\n"
    root = planted("longwriter_desktop/storage/a.py", code)
    assert len(arrows.wrong_arrows(root)) == 1


def test_a_module_beside_the_packages_is_found(planted):
    root = planted("longwriter_desktop/tools.py", "")
    assert arrows.wrong_arrows(root) == [
        "longwriter_desktop/tools.py is in no layer: put it in a package"
    ]


def test_the_composition_root_may_import_everything(planted):
    root = planted("longwriter_desktop/main.py", "from longwriter_desktop.storage import library\n")
    assert arrows.wrong_arrows(root) == []


def test_llama_outside_the_worker_is_found(planted):
    root = planted("longwriter_desktop/engine/client.py", "import llama_cpp\n")
    assert arrows.libraries_away_from_home(root) == [
        "longwriter_desktop/engine/client.py:1 imports llama_cpp: ask a TextEngine: domain/ports.py"
    ]


def test_llama_inside_the_worker_is_at_home(planted):
    root = planted("longwriter_desktop/engine/worker/model.py", "import llama_cpp\n")
    assert arrows.libraries_away_from_home(root) == []


def test_qt_in_a_use_case_is_found(planted):
    root = planted("longwriter_desktop/app/session.py", "from PySide6.QtCore import QObject\n")
    assert arrows.libraries_away_from_home(root) == [
        "longwriter_desktop/app/session.py:1 imports PySide6: keep widgets in ui/ and Qt's "
        "objects in app/qt_*.py"
    ]


def test_a_third_party_library_in_domain_is_found(planted):
    root = planted("longwriter_desktop/domain/count.py", "import regex\n")
    found = arrows.foreign_in_domain(root, sys.stdlib_module_names)
    assert found[0].startswith("longwriter_desktop/domain/count.py:1 domain imports regex")


def test_qt_that_the_command_line_loads_through_another_module_is_found(planted):
    planted("longwriter_desktop/app/undo.py", "import PySide6.QtGui\n")
    root = planted("longwriter_desktop/cli.py", "from longwriter_desktop.app import undo\n")
    assert arrows.heavy_at_cli_start(root) == [
        "longwriter_desktop/app/undo.py:1 loads PySide6 into the command line: import it in the "
        "function that needs it, or move that part to its own module"
    ]


def test_qt_imported_for_type_checking_or_in_a_function_is_not_loaded_at_start(planted):
    code = (
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    import PySide6\n"
        "def open_window():\n    import PySide6\n"
    )
    assert arrows.heavy_at_cli_start(planted("longwriter_desktop/cli.py", code)) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x = 1\n" * 401, "is 401 lines (at most 400): split it by purpose"),
        ("class A:\n" + "    x = 1\n" * 250, "class A is 251 lines (at most 250)"),
        ("@f\ndef a():\n" + "    x = 1\n" * 59, "function a is 61 lines (at most 60)"),
    ],
)
def test_what_is_too_long_is_found(planted, code, message):
    assert message in sizes.too_long(planted("longwriter_desktop/domain/a.py", code))[0]


def test_what_is_just_short_enough_passes(planted):
    code = "def a():\n" + "    x = 1\n" * 59
    assert sizes.too_long(planted("longwriter_desktop/domain/a.py", code)) == []


def test_a_function_with_eleven_ways_through_is_found(planted):
    code = "def a(x):\n" + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(10))
    found = sizes.too_complex(planted("longwriter_desktop/domain/a.py", code))
    assert "`a` is too complex (11 > 10)" in found[0]
