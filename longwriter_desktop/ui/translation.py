# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words in the language of the window.

The translator is installed before any module of the window is imported, so that constants
can hold translated words; another language takes effect at the next start.
"""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT = "window"
TRANSLATED = ("zh_CN",)  # besides English, in which the program is written
_SYSTEM = "system"


def language_of(setting: str) -> str:
    """The language that a value of `interface.language` means here: "en" or one of `TRANSLATED`."""
    if setting != _SYSTEM:
        return setting
    system = QLocale.system()
    is_chinese = system.language() is QLocale.Language.Chinese
    is_simplified = system.script() is not QLocale.Script.TraditionalChineseScript
    return "zh_CN" if is_chinese and is_simplified else "en"


def install_language(app: QCoreApplication, resources: Path, setting: str) -> None:
    """Install the translations of the window and of Qt's own dialogs.

    Call it before a module with words is imported. `resources` is the folder that holds
    `translations`; what is not translated there stays English.
    """
    language = language_of(setting)
    if language not in TRANSLATED:
        return
    qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for path in (qt / f"qtbase_{language}.qm",
                 resources / "translations" / f"longwriter_{language}.qm"):  # fmt: skip
        translator = QTranslator(app)
        if translator.load(str(path)):
            app.installTranslator(translator)


def tr(text: str) -> str:
    """`text` in the window's language; placeholders like "{n:,}" stay in it.

    Call it with a literal, so that it is found when the texts to translate are collected.
    """
    return QCoreApplication.translate(CONTEXT, text)


def plural(count: int, one: str, many: str) -> str:
    """One of two texts that `tr` has translated, by the count."""
    return one if count == 1 else many
