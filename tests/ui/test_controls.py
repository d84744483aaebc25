# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every control has a name for those who do not see it, and can be reached by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from longwriter_desktop.domain.status import State
from longwriter_desktop.ui import words_outline
from tests.ui.desk import Program

_KINDS = (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QSpinBox, QTextEdit)


def controls(program: Program) -> list[QWidget]:
    """The controls that are the window's own, not a part of another control."""
    return [
        child for child in program.window.findChildren(QWidget)
        if isinstance(child, _KINDS)
        and not isinstance(child, QScrollBar)
        and not child.objectName().startswith("qt_")
        and not isinstance(child.parent(), QComboBox | QSpinBox)
    ]  # fmt: skip


def test_every_control_has_a_name(program: Program) -> None:
    nameless = [
        f"{type(control).__name__} {control.objectName()}"
        for control in controls(program)
        if not control.isHidden()
        and not (control.accessibleName() or getattr(control, "text", str)())
    ]
    assert nameless == []


def test_every_control_can_be_reached_by_keyboard(program: Program) -> None:
    unreachable = [
        control.accessibleName()
        for control in controls(program)
        if not control.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert unreachable == []


def test_no_two_actions_share_a_shortcut(program: Program) -> None:
    actions = [a for a in vars(program.window.actions_).values() if isinstance(a, QAction)]
    keys = [key.toString() for action in actions for key in action.shortcuts() if key.toString()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+Return", "Ctrl+Shift+Return", "Esc", "Ctrl+E", "Ctrl+N", "Ctrl+O", "Alt+Up",
            "Alt+Down", "Ctrl+Z", "Ctrl+Y", "F2", "Del"} <= set(keys)  # fmt: skip


def test_every_state_has_a_word_and_an_icon(program: Program) -> None:
    for state in State:
        assert words_outline.STATES[state]
        assert not program.window.look.icon(state.value).isNull()


def test_tab_leaves_the_manuscript(program: Program, qtbot: QtBot) -> None:
    program.put_caret(2)
    program.text.setFocus()
    qtbot.keyClick(program.text, Qt.Key.Key_Tab)
    assert not program.text.hasFocus()
