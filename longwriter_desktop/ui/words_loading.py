# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about how a model is loaded: context, cache, layers on the graphics card."""

from longwriter_desktop.domain.fit_report import FitReport
from longwriter_desktop.domain.load_choice import CacheChoice
from longwriter_desktop.ui.translation import tr

ADJUST = tr("Context and memory…")
ADJUST_TIP = tr("How long a text the model sees at once, and what it takes of the memory.")
AUTOMATIC = tr("Automatic")
CONTEXT, CACHE, LAYERS = tr("Context"), tr("Cache"), tr("Graphics card")
CACHES: dict[CacheChoice, str] = {
    "": AUTOMATIC,
    "f16": tr("16 bits"),
    "keys_q8_0": tr("Keys in 8 bits"),
    "q8_0": tr("Keys and values in 8 bits"),
}
CACHE_HELP = tr("What the model has read. In 8 bits it takes about half of the memory.")
CACHE_HELP_16 = tr("What the model has read. This model's cannot be kept in 8 bits.")
TOKENS, LAYERS_SUFFIX = tr(" tokens"), tr(" layers")
APPLY, APPLY_AND_LOAD = tr("Apply"), tr("Apply and load again")
CANCEL, ALL_AUTOMATIC = tr("Cancel"), tr("All automatic")
NOT_LISTED = tr(
    "The model in use lies in none of these places. Add its folder, then choose here how it is"
    " loaded."
)
_ROUND_TO = 100  # words


def context(report: FitReport) -> str:
    """How much a context holds; "" where that is not known."""
    if not report.context_tokens:
        return ""
    count = max(_ROUND_TO, round(report.context_words / _ROUND_TO) * _ROUND_TO)
    if report.choice.context_tokens:
        return tr("about {words:,} words").format(words=count)
    text = tr("{tokens:,} tokens, about {words:,} words")
    return text.format(tokens=report.context_tokens, words=count)


def layers(count: int, on_gpu: int) -> str:
    """Layers of a model; `on_gpu` were chosen, fewer than none: as many as there is room for."""
    if on_gpu < 0:
        return tr("As many of the {count} layers as its memory holds.").format(count=count)
    return tr("of {count} layers").format(count=count)


def follow(report: FitReport) -> str:
    """What a button is called that follows the advice of a report; "" where none does."""
    advised, chosen = report.advised, report.choice
    if advised is None:
        return ""
    if advised.context_tokens != chosen.context_tokens:
        return tr("Set the context to {tokens:,} tokens").format(tokens=advised.context_tokens)
    if advised.cache != chosen.cache:
        return tr("Keep the cache in 8 bits")
    return tr("Put {count} layers on the graphics card").format(count=advised.gpu_layers)
