# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The fields of one server."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast, get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from longwriter_desktop.app.endpoints import PRESETS
from longwriter_desktop.domain.endpoint import Endpoint, ServerModel, TakesAtOnce
from longwriter_desktop.ui import words_endpoints as words
from longwriter_desktop.ui.fields import FIELD_HEIGHT
from longwriter_desktop.ui.plain_text import PlainLabel

_MOST_CONTEXT = 2_000_000


class EndpointForm(QWidget):
    """Shows a server, and what the writer makes of it.

    Signals:
        edited(): a field was left with another value.
        models_asked(): the writer wants to choose from the server's models.
    """

    edited = Signal()
    models_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._endpoint: Endpoint | None = None
        self.kind = QComboBox(self)
        for name, address in PRESETS:
            self.kind.addItem(name, address)
        self.kind.addItem(words.OTHER_KIND, None)
        self.name_field = QLineEdit(self)
        self.address = QLineEdit(self)
        self.address.setPlaceholderText(words.ADDRESS_HINT)
        self.plain = PlainLabel(self)
        self.plain.setWordWrap(True)
        self.plain.setProperty("role", "muted")
        self.key = QLineEdit(self)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.model = QComboBox(self)
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.model.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.ask_models = QPushButton(words.LIST_MODELS, self)
        self.ask_models.setToolTip(words.LIST_MODELS_TIP)
        self.ask_models.setAutoDefault(False)
        self.context = QSpinBox(self)
        self.context.setRange(0, _MOST_CONTEXT)
        self.context.setSingleStep(1024)
        self.context.setGroupSeparatorShown(True)
        self.context.setSpecialValueText(words.CONTEXT_UNKNOWN)
        self.context.setSuffix(words.TOKENS)
        self.context.setToolTip(words.CONTEXT_TIP)
        self.takes = QSpinBox(self)
        self.takes.setRange(1, max(get_args(TakesAtOnce)))
        for number in (self.context, self.takes):
            number.setFixedHeight(FIELD_HEIGHT)
            number.lineEdit().setTextMargins(6, 0, 0, 0)
        self._lay_out()
        self.kind.activated.connect(self._on_kind)
        for field in (self.name_field, self.address, self.key):
            field.editingFinished.connect(self.edited)
        edit = self.model.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(words.MODEL_HINT)
            edit.editingFinished.connect(self.edited)
        self.model.activated.connect(self.edited)
        for number in (self.context, self.takes):
            number.editingFinished.connect(self.edited)
        self.address.textChanged.connect(self._show_plain)
        self.ask_models.clicked.connect(self.models_asked)

    def show_endpoint(self, endpoint: Endpoint, has_lost_key: bool) -> None:
        """Show a server's values; a key that is kept is never shown."""
        self._endpoint = endpoint
        known = [address for _name, address in PRESETS]
        is_known = endpoint.base_url in known
        self.kind.setCurrentIndex(known.index(endpoint.base_url) if is_known else len(known))
        self.name_field.setText(endpoint.name)
        self.address.setText(endpoint.base_url)
        self.key.clear()
        kept = words.KEY_KEPT if endpoint.has_key else words.KEY_HINT
        self.key.setPlaceholderText(words.KEY_LOST if has_lost_key else kept)
        self.model.clear()
        self.model.setEditText(endpoint.model)
        self.context.setValue(endpoint.context_tokens)
        self.takes.setValue(endpoint.takes_at_once)
        self._show_plain()

    def offer(self, models: Sequence[ServerModel]) -> None:
        """Let the writer choose from these models; what is typed stays."""
        chosen = self.model.currentText()
        self.model.clear()
        self.model.addItems([model.name for model in models])
        self.model.setEditText(chosen)

    @property
    def endpoint(self) -> Endpoint | None:
        """The server as it stands in the fields."""
        if self._endpoint is None:
            return None
        name = " ".join(self.name_field.text().split())
        return replace(
            self._endpoint,
            name=name or self._endpoint.name,
            base_url=self.address.text().strip(),
            model=self.model.currentText().strip(),
            context_tokens=self.context.value(),
            takes_at_once=cast(TakesAtOnce, self.takes.value()),
        )

    @property
    def typed_key(self) -> str | None:
        """The key that was typed now; None leaves the one that is kept."""
        return self.key.text().strip() or None

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.model, 1)
        row.addWidget(self.ask_models)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(10)
        for label, field in (
            (words.KIND, self.kind), (words.NAME, self.name_field), (words.ADDRESS, self.address),
            (words.KEY, self.key),
        ):  # fmt: skip
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.insertRow(3, "", self.plain)
        form.addRow(words.MODEL, row)
        form.addRow(words.CONTEXT, self.context)
        form.addRow(words.TAKES, self.takes)
        for label, widget in (
            (words.MODEL, self.model), (words.CONTEXT, self.context), (words.TAKES, self.takes),
        ):  # fmt: skip
            widget.setAccessibleName(label)

    @Slot(int)
    def _on_kind(self, place: int) -> None:
        """A kind fills in the address, and the name where the writer gave none of their own."""
        address = self.kind.itemData(place)
        if address is None:
            self.address.setFocus()
            self.address.selectAll()
            return
        presets = [name for name, _address in PRESETS]
        if self.name_field.text() in (*presets, words.NEW_NAME, ""):
            self.name_field.setText(self.kind.itemText(place))
        self.address.setText(address)
        self.edited.emit()

    @Slot()
    def _show_plain(self) -> None:
        endpoint = self.endpoint
        is_plain = (
            endpoint is not None
            and bool(endpoint.host)
            and not endpoint.is_on_this_machine
            and endpoint.base_url.lower().startswith("http://")
        )
        self.plain.setText(words.unencrypted(endpoint.host) if is_plain and endpoint else "")
        self.plain.setVisible(is_plain)
