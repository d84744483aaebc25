# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The keys of every command: the usual ones, and what the writer made of them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from longwriter_desktop.app.key_choices import read_keys, write_keys
from longwriter_desktop.app.preferences import Preferences

SETTING = "keys.changed"
_FORM = QKeySequence.SequenceFormat.PortableText
_TEXTS_OWN = ("cut", "copy", "paste", "select_all")  # the text handles their keys itself
_STANDARD = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
_TYPING = frozenset(
    (
        Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
        Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Insert, Qt.Key.Key_Left,
        Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    )
)  # fmt: skip
_FIRST_NAMED_KEY = 0x01000000  # Qt numbers keys without a character from here on
_WITH = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ShortcutTable(QObject):
    """Applies the writer's keys to the actions, at once and at the start.

    Signals:
        changed(): some command has other keys.
    """

    changed = Signal()

    def __init__(
        self, actions: Mapping[str, QAction], preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.actions = {name: act for name, act in actions.items() if name not in _TEXTS_OWN}
        self._usual = {name: action.shortcuts() for name, action in self.actions.items()}
        # As they are at the start: later "Undo" says what it would undo.
        self._titles = {name: act.text().replace("&", "") for name, act in self.actions.items()}
        self._preferences = preferences
        preferences.subscribe(self._on_setting)
        self._apply()

    def title(self, name: str) -> str:
        return self._titles[name]

    def keys(self, name: str) -> list[QKeySequence]:
        return self.actions[name].shortcuts()

    def is_changed(self, name: str) -> bool:
        return self.keys(name) != self._usual[name]

    def types_text(self, name: str, keys: QKeySequence) -> bool:
        """Whether these keys are needed for typing where this command would take them."""
        pressed = keys[0]  # type: ignore[index] # PySide6's stubs lack it
        own = self.actions[name].shortcutContext() is Qt.ShortcutContext.WidgetShortcut
        if own or pressed.keyboardModifiers() & _WITH:
            return False
        return pressed.key() in _TYPING or pressed.key().value < _FIRST_NAMED_KEY

    def is_standard(self, keys: QKeySequence) -> bool:
        """Whether every text field uses these keys itself."""
        return any(keys in QKeySequence.keyBindings(standard) for standard in _STANDARD)

    def holder(self, keys: QKeySequence, besides: str) -> str | None:
        """Name of the other command that has these keys."""
        others = (name for name in self.actions if name != besides)
        return next((name for name in others if keys in self.keys(name)), None)

    def give(self, name: str, keys: Sequence[QKeySequence]) -> None:
        """Give a command exactly these keys."""
        self._store({name: keys})

    def swap(self, name: str, keys: QKeySequence) -> None:
        """Take `keys` from who has them; that command gets the keys that this one had."""
        other = self.holder(keys, name)
        if other is None:
            self.give(name, [keys])
            return
        rest = [kept for kept in self.keys(other) if kept != keys]
        self._store({name: [keys], other: [*self.keys(name), *rest]})

    def reset(self, name: str) -> QKeySequence | None:
        """Give a command its usual keys; those that another command has by now and keeps, where
        there are any, and then nothing changes."""
        for keys in self._usual[name]:
            if self.holder(keys, name) is not None:
                return keys
        self._store({name: self._usual[name]})
        return None

    def reset_all(self) -> None:
        self._preferences.reset(SETTING)

    def _store(self, given: Mapping[str, Sequence[QKeySequence]]) -> None:
        chosen = read_keys(self._preferences.text(SETTING))
        for name, keys in given.items():
            chosen.pop(name, None)
            if list(keys) != self._usual[name]:
                chosen[name] = tuple(key.toString(_FORM) for key in keys)
        self._preferences.set(SETTING, write_keys(chosen))

    def _on_setting(self, name: str) -> None:
        if name == SETTING:
            self._apply()

    def _apply(self) -> None:
        """A usual key that the writer gave to another command is that command's alone; so it is
        when a later version makes it the usual key of something new."""
        chosen = {
            name: [QKeySequence.fromString(text, _FORM) for text in texts]
            for name, texts in read_keys(self._preferences.text(SETTING)).items()
            if name in self.actions
        }
        given = {key.toString(_FORM) for keys in chosen.values() for key in keys}
        for name, action in self.actions.items():
            usual = [key for key in self._usual[name] if key.toString(_FORM) not in given]
            keys = chosen.get(name, usual)
            if action.shortcuts() != keys:
                action.setShortcuts(keys)
        self.changed.emit()
