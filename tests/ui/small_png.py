# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of a window as small PNG files: a palette of its colours."""

from collections import Counter
from itertools import zip_longest
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

_COLOURS = 256
_SURFACES = 48  # colours that are kept exactly, the ones that fill most of the picture
_KIND = 0xE0E0E0  # colours that agree in these bits look alike


def palette_of(image: QImage) -> list[int]:
    """The colours that fill most, then some of each kind, so that a rare one keeps its tint."""
    ranked = Counter(memoryview(image.constBits()).cast("I")).most_common()
    chosen = {colour: None for colour, _ in ranked[:_SURFACES]}
    kinds: dict[int, list[int]] = {}
    for colour, _ in ranked[_SURFACES:]:
        kinds.setdefault(colour & _KIND, []).append(colour)
    for round_ in zip_longest(*kinds.values()):
        chosen.update({colour: None for colour in round_ if colour is not None})
    return list(chosen)[:_COLOURS]


def save_small(pixmap: QPixmap, path: Path) -> None:
    """Save with 8 bits per point; rare shades at the edges of letters become near ones."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    no_dots = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, palette_of(image), no_dots)
    small.setDevicePixelRatio(1)
    small.save(str(path), "PNG", 0)
