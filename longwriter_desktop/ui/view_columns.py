# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The outer columns: shown or hidden by keys, their widths remembered, the right one a drawer
over the text where the window is too narrow for three.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolButton, QWidget

from longwriter_desktop.ui import words_view as words
from longwriter_desktop.ui.shell import Shell
from longwriter_desktop.ui.side_panel import SIDE_WIDTH
from longwriter_desktop.ui.view_escape import EscapeKey
from longwriter_desktop.ui.workspace import PLAN_WIDTH

DRAWER_BELOW = 1_000  # px of window width
_TEXT_BESIDE_DRAWER = 160  # px of text that a drawer leaves in sight
_PLAN_SHOWN, _PLAN_WIDTH_KEY = "window/plan_shown", "window/plan_width"
_SIDE_SHOWN, _SIDE_WIDTH_KEY = "window/side_shown", "window/side_width"
_SIDE_PAGE = "window/side_page"


class Columns(QObject):
    """Shows and hides the plan and the right column, and puts the latter where it fits.

    Signals:
        asked(): a column's key was pressed; it is about to be shown or hidden.
    """

    asked = Signal()

    def __init__(self, shell: Shell, escape: EscapeKey) -> None:
        super().__init__(shell.window)
        self._window = shell.window
        self._space = shell.space
        self._side = shell.space.side
        self._settings = shell.settings
        self._look = shell.look
        self._concealed = False
        self._is_drawer = False
        self._plan_wanted = bool(self._settings.value(_PLAN_SHOWN, True, type=bool))
        self._side_wanted = bool(self._settings.value(_SIDE_SHOWN, False, type=bool))
        self.plan_action = shell.actions.to_plan
        self.plan_action.setText(words.PLAN_COLUMN)
        self.side_action = shell.actions.make(
            "view.side", words.SIDE_COLUMN, "side_column", "Ctrl+3"
        )
        self.plan_button = self._button(shell, words.PLAN_BUTTON, "Ctrl+1")
        self.side_button = self._button(shell, words.SIDE_BUTTON, "Ctrl+3")
        row = shell.space.header.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(1, self.plan_button)
            row.addWidget(self.side_button)
        for action in (self.plan_action, self.side_action):
            action.setCheckable(True)
        self.plan_action.triggered.connect(self._on_plan_key)
        self.side_action.triggered.connect(self._on_side_key)
        self.plan_button.clicked.connect(self._on_plan_button)
        self.side_button.clicked.connect(self._on_side_button)
        self._space.splitter.splitterMoved.connect(self._keep_widths)
        self._side.page_shown.connect(self._on_page)
        for watched in (self._window, self._space.splitter, self._side):
            watched.installEventFilter(self)
        escape.add(self._has_open_drawer, self._close_drawer)
        self._space.plan.setVisible(self._plan_wanted)
        self._show_state()

    @property
    def is_drawer(self) -> bool:
        """Whether the right column lies over the text instead of beside it."""
        return self._is_drawer

    def show_plan(self, shown: bool) -> None:
        """Show or hide the plan, from now on."""
        self._plan_wanted = shown
        self._settings.setValue(_PLAN_SHOWN, shown)
        self._space.plan.setVisible(shown and not self._concealed)
        self._share_out()

    def show_side(self, shown: bool) -> None:
        """Show or hide the right column; it needs a page to be shown."""
        shown = shown and self._side.tabs.count() > 0
        if not self._is_drawer:
            self._want_side(shown)
        self._side.setVisible(shown and not self._concealed)
        self._share_out()

    def conceal(self, concealed: bool) -> None:
        """Put both columns out of sight for a while, or bring back those that were shown."""
        self._concealed = concealed
        self._space.plan.setVisible(self._plan_wanted and not concealed)
        side = self._side_wanted and not self._is_drawer
        self._side.setVisible(side and not concealed)
        self._share_out()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._window and kind is QEvent.Type.Resize:
            self._fit_to(self._window.width())
        elif watched is self._window and kind is QEvent.Type.Show and not event.spontaneous():
            self._restore()
        elif watched is self._space.splitter and kind is QEvent.Type.Resize:
            self._share_out()
        elif watched is self._space.splitter and kind is QEvent.Type.Move:
            self._place_drawer()
        elif watched is self._side and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            self._on_side_seen(kind is QEvent.Type.Show)
        return False

    def _on_side_seen(self, shown: bool) -> None:
        """A feature may have shown the column by itself, with its page."""
        if shown and self._is_drawer:
            self._place_drawer()
            self._side.raise_()
        elif shown:
            self._want_side(True)
            self._share_out()
        self._show_state()

    @Slot()
    def _on_plan_key(self) -> None:
        self.asked.emit()
        if self._holds_focus(self._space.plan):
            self.show_plan(False)
            self._space.manuscript.setFocus()
        else:
            self.show_plan(True)
            self._space.outline.setFocus()

    @Slot()
    def _on_side_key(self) -> None:
        self.asked.emit()
        if self._holds_focus(self._side):
            self.show_side(False)
            self._space.manuscript.setFocus()
        else:
            self.show_side(True)
            self._focus_side()

    @Slot()
    def _on_plan_button(self) -> None:
        self.show_plan(self._space.plan.isHidden())

    @Slot()
    def _on_side_button(self) -> None:
        self.show_side(self._side.isHidden())

    def _focus_side(self) -> None:
        page = self._side.pages.currentWidget()
        if self._side.isHidden() or page is None:
            self._show_state()
            return
        wanted: QWidget | None = page
        if page.focusPolicy() is Qt.FocusPolicy.NoFocus:
            wanted = page.nextInFocusChain()
        if wanted is None or not (wanted is page or page.isAncestorOf(wanted)):
            wanted = self._side.tabs
        wanted.setFocus()

    @staticmethod
    def _holds_focus(column: QWidget) -> bool:
        focus = QApplication.focusWidget()
        return column.isVisible() and focus is not None and column.isAncestorOf(focus)

    def _want_side(self, wanted: bool) -> None:
        self._side_wanted = wanted
        self._settings.setValue(_SIDE_SHOWN, wanted)

    def _restore(self) -> None:
        """All pages have been made: show the one that was shown last."""
        page = str(self._settings.value(_SIDE_PAGE, ""))
        if page in self._side.names:
            self._side.tabs.setCurrentIndex(self._side.names.index(page))
        self._fit_to(self._window.width())
        if not self._is_drawer:
            self.show_side(self._side_wanted)
        self._share_out()

    def _fit_to(self, width: int) -> None:
        if (width < DRAWER_BELOW) is self._is_drawer:
            return
        is_open = not self._side.isHidden()
        self._is_drawer = width < DRAWER_BELOW
        if self._is_drawer:
            self._side.setParent(self._space)  # which hides it
        else:
            self._space.splitter.addWidget(self._side)
            shown = (is_open or self._side_wanted) and self._side.tabs.count() > 0
            self._side.setVisible(shown and not self._concealed)
        self._side.setProperty("drawer", self._is_drawer)
        self._side.style().polish(self._side)
        self._side.setContentsMargins(int(self._is_drawer), 0, 0, 0)  # room for its border
        self._share_out()

    def _has_open_drawer(self) -> bool:
        return self._is_drawer and self._side.isVisible()

    def _close_drawer(self) -> None:
        self.show_side(False)
        self._space.manuscript.setFocus()

    def _place_drawer(self) -> None:
        if not self._is_drawer:
            return
        room = self._space.splitter.geometry()
        width = min(self._width(_SIDE_WIDTH_KEY, SIDE_WIDTH), room.width() - _TEXT_BESIDE_DRAWER)
        left = room.right() + 1 - width
        self._side.setGeometry(QRect(left, room.top(), width, room.height()))

    def _width(self, key: str, usual: int) -> int:
        return int(str(self._settings.value(key, usual)))

    def _share_out(self) -> None:
        """Give the shown columns their widths and the text the rest."""
        splitter = self._space.splitter
        plan = self._width(_PLAN_WIDTH_KEY, PLAN_WIDTH)
        side = self._width(_SIDE_WIDTH_KEY, SIDE_WIDTH)
        docked = not self._is_drawer and not self._side.isHidden()
        shown = (0 if self._space.plan.isHidden() else plan) + (side if docked else 0)
        sizes = [plan, max(splitter.width() - shown, 1)]
        splitter.setSizes(sizes if self._is_drawer else [*sizes, side])
        self._place_drawer()
        self._show_state()

    @Slot()
    def _keep_widths(self) -> None:
        sizes = self._space.splitter.sizes()
        if sizes[0]:
            self._settings.setValue(_PLAN_WIDTH_KEY, sizes[0])
        if len(sizes) > 2 and sizes[2]:
            self._settings.setValue(_SIDE_WIDTH_KEY, sizes[2])

    @Slot(str)
    def _on_page(self, name: str) -> None:
        if name:
            self._settings.setValue(_SIDE_PAGE, name)
        self._show_state()

    def _show_state(self) -> None:
        plan, side = not self._space.plan.isHidden(), not self._side.isHidden()
        self.plan_action.setChecked(plan)
        self.side_action.setChecked(side)
        for button, icon, shown in (
            (self.plan_button, "plan_column", plan),
            (self.side_button, "side_column", side),
        ):
            button.setChecked(shown)
            self._look.dress(button, icon, "ink" if shown else "muted")
        self.side_action.setEnabled(self._side.tabs.count() > 0)
        self.side_button.setVisible(self._side.tabs.count() > 0)

    @staticmethod
    def _button(shell: Shell, name: str, keys: str) -> QToolButton:
        button = QToolButton(shell.space.header)
        button.setIconSize(QSize(20, 20))
        button.setAccessibleName(name)
        button.setToolTip(words.keys_tip(name, keys))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setCheckable(True)
        button.setProperty("kind", "column")
        return button
