# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about what a model runs on, and about how fast."""

from longwriter_desktop.domain.load_choice import with_cache
from longwriter_desktop.domain.ports import EngineInfo
from longwriter_desktop.domain.tuning import EngineSettings, Tuning
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed, said

LABEL = tr("Speed on this computer")
MEASURE = tr("Measure")
MEASURE_AGAIN = tr("Measure again")
STOP = tr("Stop")
NO_MODEL = tr("No model is loaded.")
NOT_YET = tr("Not measured yet. That is done while you pause, once the model has written.")
ENDED = tr("The measuring was cut short.")
NEXT_LOAD = tr("Used from the next load of the model on.")
CHOSEN = tr("You chose another cache for this model.")
USUAL = tr("The usual settings are the best here: {settings}.")
_DOUBLE = 2.0


def running_on(info: EngineInfo) -> str:
    """Where a model is computed: on the processor, how much of it on a GPU, or on a server."""
    if info.server:
        return tr("{name} runs on the server {host}.").format(name=info.name, host=info.server)
    threads = _threads(info.threads)
    if info.backend == "CPU":
        return tr("{name} runs on the processor, with {threads}.").format(
            name=info.name, threads=threads
        )
    if info.gpu_layers >= info.layers:
        return tr("{name} runs on the graphics card ({backend}).").format(
            name=info.name, backend=info.backend
        )
    text = tr(
        "{name} runs on the graphics card ({backend}) with {some} of its {all} layers; its"
        " memory holds no more. The others run on the processor, with {threads}."
    )
    return text.format(
        name=info.name, backend=info.backend, some=info.gpu_layers, all=info.layers,
        threads=threads,
    )  # fmt: skip


def measuring(fraction: float) -> str:
    return tr("Measuring, {percent} % done.").format(percent=round(fraction * 100))


def result(tuning: Tuning, info: EngineInfo) -> str:
    """The best settings and what they bring, to the model that runs."""
    best = tuning.best.settings
    usual = tuning.trials[0].settings
    text = (USUAL if best == usual else _gain(tuning.gain)).format(settings=_settings(best))
    if with_cache(best, info.chosen_cache) != best:
        return said(text, CHOSEN)
    return text if best == info.settings else said(text, NEXT_LOAD)


def _gain(gain: float) -> str:
    percent = round((gain - 1) * 100)
    if gain < _DOUBLE:
        text = tr("{settings}: {percent} % faster than the usual settings.")
        return text.replace("{percent}", str(percent))
    text = tr("{settings}: {times} times as fast as the usual settings.")
    return text.replace("{times}", f"{gain:.1f}")


def _settings(settings: EngineSettings) -> str:
    parts = [_threads(settings.threads)]
    if settings.flash_attention == "on":
        parts.append(tr("flash attention"))
    if settings.type_k == "q8_0" == settings.type_v:
        parts.append(tr("keys and values in 8 bits"))
    elif settings.type_k == "q8_0":
        parts.append(tr("keys in 8 bits"))
    return listed(parts)


def _threads(count: int) -> str:
    return plural(count, tr("{count} thread"), tr("{count} threads")).format(count=count)
