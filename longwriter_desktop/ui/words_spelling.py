# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The words of spell checking."""

from longwriter_desktop.ui.translation import tr

SPELLING = tr("Check spelling")
LOOKING = tr("Looking for suggestions\u2026")
NO_SUGGESTION = tr("No suggestion")
ADD = tr("Add \u201c{word}\u201d to this document")
REMOVE = tr("Remove \u201c{word}\u201d from this document\u2019s words")
IGNORE = tr("Ignore \u201c{word}\u201d")
UNDO_CORRECT = tr("correction")
UNDO_WORDS = tr("word of this document")
_MISSING = tr(
    "No dictionary for {language} was found. Install one, such as the package hunspell-{code}, "
    "or LibreOffice with its dictionaries, then turn spell checking on again."
)
_UNREADABLE = tr(
    "The dictionary {name} cannot be read, so spelling is not checked. Install it again, or "
    "choose another one."
)


def missing_dictionary(language: str, code: str) -> str:
    return _MISSING.format(language=language, code=code)


def unreadable_dictionary(name: str) -> str:
    return _UNREADABLE.format(name=name)
