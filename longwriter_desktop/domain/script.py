# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Which language a short text is in, as far as its script tells."""

import re

from longwriter_desktop.domain.counting import count_words

_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = "en"  # Latin letters do not tell more
_HAN_SHARE = 0.5  # of the words; a Chinese text may name things in Latin letters


def language_of_text(text: str, usual: str) -> str:
    """Tag of the language of `text`; `usual` where it has no words, or Latin ones that fit it."""
    words = count_words(text)
    if not words:
        return usual
    if _HANGUL.search(text):
        return "ko"
    if len(_HAN.findall(text)) + len(_KANA.findall(text)) >= _HAN_SHARE * words:
        return "ja" if _KANA.search(text) else "zh"
    return _LATIN if usual in ("zh", "ja", "ko") else usual
