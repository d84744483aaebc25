# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The widgets around an open document, laid out; what they do is wired in the window."""

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from longwriter_desktop.app.qt_services import Services
from longwriter_desktop.ui.actions import Actions
from longwriter_desktop.ui.brief import Brief
from longwriter_desktop.ui.find_bar import FindBar
from longwriter_desktop.ui.header import Header
from longwriter_desktop.ui.look import Look
from longwriter_desktop.ui.manuscript import Manuscript
from longwriter_desktop.ui.model_picker import ModelPicker
from longwriter_desktop.ui.outline_model import OutlineModel
from longwriter_desktop.ui.outline_view import OutlineView
from longwriter_desktop.ui.plan_panel import PlanPanel
from longwriter_desktop.ui.section_bar import SectionBars
from longwriter_desktop.ui.side_panel import SIDE_WIDTH, SidePanel

PLAN_WIDTH = 340
_LEAST_PLAN, _LEAST_TEXT = 288, 420


class Workspace(QWidget):
    """Header and instruction over plan and manuscript.

    Signals:
        text_menu_opening(place): the text's menu opens, at a place of the text's viewport.
    """

    text_menu_opening = Signal(QPoint)

    def __init__(self, services: Services, look: Look, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("Workspace")
        session = services.session
        self.header = Header(session, look, actions.main_menu(), self)
        self.models = ModelPicker(services.engine, services.local_models, self)
        self.brief = Brief(session, self.models, look, self)
        self.outline = OutlineView(OutlineModel(session, self), look, self)
        self.plan = PlanPanel(session, self.outline, look, self)
        self.manuscript = Manuscript(session, services.undo_stack, look, self)
        self.bars = SectionBars(self.manuscript)
        self.plan_menu: QMenu = actions.plan_menu()
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.plan)
        self.find_bar = FindBar(look, self)
        self.splitter.addWidget(self._text_pane())
        self.side = SidePanel(self)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([PLAN_WIDTH, 10_000, SIDE_WIDTH])
        self.side.hide()
        self.plan.setMinimumWidth(_LEAST_PLAN)
        self.manuscript.setMinimumWidth(_LEAST_TEXT)
        self.splitter.setChildrenCollapsible(False)
        for action in (actions.rebalance, actions.add_section, actions.add_chapter):
            self.plan.add_tool(action)
        self.plan.add_menu(self.plan_menu)
        actions.bind_to_plan(self.outline)
        for button, action in (
            (self.header.write_all, actions.write_all),
            (self.header.stop, actions.stop),
            (self.header.export, actions.export),
        ):
            self.header.add_action_tip(button, action)
        self._session = session
        self.outline.menu_asked.connect(self._on_plan_menu)
        self.text_menu: QMenu = actions.text_menu()
        text = self.manuscript
        text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        text.customContextMenuRequested.connect(self._on_text_menu)
        actions.cut.triggered.connect(text.cut_selection)
        actions.copy.triggered.connect(text.copy)
        actions.paste.triggered.connect(text.paste_text)
        actions.select_all.triggered.connect(text.selectAll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.brief)
        column.addWidget(self.splitter, 1)

    @property
    def current_section(self) -> str | None:
        """The section that the caret, or else the plan's current row, is in."""
        current = self.outline.current_item if self.outline.hasFocus() else None
        found = current or self.manuscript.caret_section or self.outline.current_item
        sections = {item.id for item in self._session.document.outline.sections}
        return found if found in sections else None

    def add_strip(self, strip: QWidget) -> None:
        """Put a line of its own over the text, under what is there already."""
        column = self.strips.layout()
        if column is not None:
            column.addWidget(strip)

    def _text_pane(self) -> QWidget:
        pane = QWidget(self)
        self.strips = QWidget(pane)
        QVBoxLayout(self.strips).setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.strips)
        column.addWidget(self.manuscript, 1)
        return pane

    @Slot(QPoint)
    def _on_plan_menu(self, place: QPoint) -> None:
        self.plan_menu.popup(place)

    @Slot(QPoint)
    def _on_text_menu(self, place: QPoint) -> None:
        self.text_menu_opening.emit(place)
        self.text_menu.popup(self.manuscript.viewport().mapToGlobal(place))
