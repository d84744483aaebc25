# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures of a window as small PNG files: a palette of the colours it uses most."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

_COLOURS = 256


def save_small(pixmap: QPixmap, path: Path) -> None:
    """Save with 8 bits per point; rare shades at the edges of letters become near ones."""
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    counts = Counter(memoryview(image.constBits()).cast("I"))
    palette = [colour for colour, _ in counts.most_common(_COLOURS)]
    no_dots = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    small = image.convertToFormat(QImage.Format.Format_Indexed8, palette, no_dots)
    small.setDevicePixelRatio(1)
    small.save(str(path), "PNG", 0)
