# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the page of models."""

import math
import re
from collections.abc import Sequence

from longwriter_desktop.app.messages import format_bytes
from longwriter_desktop.app.models_page import Download, DownloadState, size_of
from longwriter_desktop.domain.catalogue import CatalogueModel, DownloadProgress, HubFile
from longwriter_desktop.domain.fit_report import Advice, FitReport, Verdict
from longwriter_desktop.domain.model_choice import ModelChoice
from longwriter_desktop.domain.ports import ModelFile
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import LANGUAGES, duration, listed, said

TITLE = tr("Models")
GET_MODELS = tr("Get models…")
TAB_GET = tr("Get models")
TAB_HERE = tr("On this computer")
CLOSE = tr("Close")
SEARCH = tr("Search models")
LIST_NAME = tr("Models to choose from")
LANGUAGE = tr("Language")
ANY_LANGUAGE = tr("Any language")
SIZE = tr("Size")
SIZES = {
    "": tr("Any size"),
    "small": tr("Up to 2 GB"),
    "medium": tr("2 to 6 GB"),
    "large": tr("Over 6 GB"),
}
PURPOSE = tr("Purpose")
PURPOSES = {
    "": tr("Writing and planning"),
    "write": tr("Writing"),
    "plan": tr("Planning"),
}
SUGGESTED = tr("For this computer")
ALL_MODELS = tr("All models")
OTHERS = tr("All other models")
OTHER = tr("Other repository")
OTHER_HINT = tr("owner/name, or an address of the Hub")
OTHER_LIST = tr("List files")
OTHER_HELP = tr("Lists the GGUF files of any repository on the Hub.")
NOTHING_FITS = tr("No model is like that. Choose other words, or another size or language.")
EMPTY = tr("There is no catalogue of models. Any repository can be listed below.")
CHOOSE = tr("Choose a model at the left.")
NO_FILES = tr("There are no GGUF files in this repository.")
LISTING = tr("Asking for the files…")
READING = tr("Reading…")
FILES = tr("Files")
BY = tr("Repository")
LICENCE = tr("Licence")
LANGUAGES_LABEL = tr("Languages")
CONTEXT = tr("Context")
PAGE = tr("Read its page at {host}")
LICENCE_UNKNOWN = tr("not stated; read its page before you use it")
OWN = tr("from your own catalogue")
RECOMMENDED = tr("recommended here")
DOWNLOAD, PAUSE, RESUME = tr("Download"), tr("Pause"), tr("Resume")
SHOW_DOWNLOAD = tr("Show download")
CANCEL, TRY_AGAIN, TRY_NOW = tr("Cancel"), tr("Try again"), tr("Try now")
USE = tr("Use")
TRIED_AGAIN = tr("It is tried again by itself.")
WAITING = tr("Waits for the one before it")
CHECKING = tr("All is here. It is being checked…")
IS_HERE = tr("on this computer")
IN_USE = tr("in use now")
IN_USE_TIP = tr("This model is in use. Use another one, then it can be deleted.")

GATED = tr(
    "This model needs an account and agreeing to its licence at {host}. Then make a token there,"
    " and put it in here; it is kept by the keyring of this computer and sent to nobody else."
)
GATED_SHORT = tr("needs an account")
TOKEN = tr("Token")
TOKEN_HINT = tr("Token of your account")
TOKEN_KEEP, TOKEN_FORGET = tr("Keep token"), tr("Forget token")
TOKEN_KEPT = tr("A token is in the keyring.")

CONSENT = tr(
    "The program will contact {host} to list and fetch model files. It sends the names of the files"
    " and nothing of your documents. This is asked once."
)
CONSENT_YES, CONSENT_NO = tr("Contact {host}"), tr("Not now")

PLACES = {
    "program": tr("Came with the program"),
    "own": tr("Folder of the program"),
    "hub": tr("Downloaded from the Hub"),
    "lm_studio": tr("LM Studio"),
    "ollama": tr("Ollama"),
}
ADD_FOLDER = tr("Add folder…")
ADD_FOLDER_TITLE = tr("Choose a folder with models")
FORGET_FOLDER = tr("Take off the list")
FORGET_FOLDER_TIP = tr("The files stay where they are.")
SHOW = tr("Show in folder")
DELETE, DELETE_YES, KEEP = tr("Delete…"), tr("Delete"), tr("Keep")
LIST_HERE_NAME = tr("Models on this computer")
NOTHING_HERE = tr("There are no models on this computer yet, except what came with the program.")
FOLDER_EMPTY = tr("There are no models that write in this folder.")
FOLDER_MISSING = tr(
    "This folder is not there now. Connect the disk that it is on, or take it off the list."
)
HERE_HELP = tr(
    "These files are used where they lie and never copied. Those of the Hub, LM Studio and Ollama"
    " are found by themselves; add a folder of your own."
)

PLAN_WITH = tr("Plan with: {name}")
PLAN_SAME, PLAN_SAME_ROW = tr("same model"), tr("Same model")
PLAN_WITH_NAME = tr("Model that plans this document")
PLAN_WITH_TIP = tr("Another model than the one that writes can make the plan of this document.")
UNDO_PLANNER = tr("choosing the model that plans")
SWITCH, HIDE = tr("Switch"), tr("Keep the model in use")

MARKS = {Verdict.FITS: tr("fits"), Verdict.TIGHT: tr("tight"), Verdict.NO: tr("does not fit"),
         Verdict.UNKNOWN: tr("fit not known")}  # fmt: skip
SLOW = tr("slow here")
_ADVICE: dict[Advice, str] = {
    "": "",
    "close_programs": tr("Close other programs."),
    "smaller_file": tr("Choose the smaller {value}."),
    "shorter_context": tr("It fits with a context of {value:,} tokens."),
    "smaller_cache": tr("It fits with the cache in 8 bits."),
    "fewer_layers": tr("It fits with {value} layers on the graphics card."),
}
_MORE_LANGUAGES = {"ar": "العربية", "hi": "हिन्दी", "th": "ไทย", "vi": "Tiếng Việt"}
_BITS = re.compile(r"(?:IQ|Q|TQ)(\d)|(?:BF|F|MXFP)(\d+)", re.IGNORECASE)


def fit_line(report: FitReport) -> str:
    """Whether a model fits, what it needs, what would make it fit, and how fast it writes."""
    if report.verdict is Verdict.UNKNOWN and not report.need_bytes:
        return tr("Its size is not known, and so nor is whether it fits.")
    text = tr("{mark}: needs {need}, {free} are free.")
    if report.context_tokens:
        text = tr("{mark}: needs {need} with a context of {context:,} tokens, {free} are free.")
    text = text.format(
        mark=MARKS[report.verdict],
        need=format_bytes(report.need_bytes),
        context=report.context_tokens,
        free=format_bytes(report.free_bytes),
    )
    if report.device_bytes:
        device = tr("On the graphics card it takes {size}.")
        text = said(text, device.format(size=format_bytes(report.device_bytes)))
    if report.verdict is Verdict.UNKNOWN:
        text = said(text, tr("How much of it the graphics card holds is not known."))
    speed = speed_line(report) if report.verdict is not Verdict.NO else ""
    return said(text, _ADVICE[report.advice].format(value=report.value), speed)


def speed_line(report: FitReport) -> str:
    """About how fast a model writes; "" where nothing is known."""
    if report.tokens_per_second <= 0:
        return _unknown_speed(report)
    if report.minutes <= 0:
        text = tr("About {rate} tokens/s.")
        if report.is_measured:
            text = tr("About {rate} tokens/s, as measured here.")
        return text.format(rate=_figure(report.tokens_per_second))
    text = tr("About {rate} tokens/s, {time} for this document.")
    if report.is_measured:
        text = tr("About {rate} tokens/s, as measured here; {time} for this document.")
    return text.format(rate=_figure(report.tokens_per_second), time=duration(report.minutes * 60))


def _unknown_speed(report: FitReport) -> str:
    """What is to be said of a graphics card that was not measured."""
    if not report.on_gpu:
        return ""
    if report.most_tokens_per_second <= 0:
        return tr("How fast it writes on the graphics card is not known before it is measured.")
    text = tr(
        "At most about {rate} tokens/s, as some layers are on the processor; more is not known"
        " before it is measured."
    )
    return text.format(rate=_figure(report.most_tokens_per_second))


def _figure(rate: float) -> str:
    """Tokens a second are guessed: from ten on a fraction says nothing."""
    return f"{rate:,.1f}" if rate < 10 else f"{rate:,.0f}"


def file_title(file: HubFile, is_best: bool = False) -> str:
    """Quantisation and size of a file, and whether it is the one to take."""
    parts = [file.quantisation or tr("unknown quantisation"), bits(file.quantisation)]
    parts.append(_size(file))
    if len(file.parts) > 1:
        parts.append(tr("{count} parts").format(count=len(file.parts)))
    if is_best:
        parts.append(RECOMMENDED)
    return "  ·  ".join(filter(None, parts))


def _size(file: HubFile) -> str:
    if file.size_bytes:
        return format_bytes(file.size_bytes)
    if file.about_bytes:
        return tr("about {size}").format(size=format_bytes(file.about_bytes))
    return tr("unknown size")


def bits(quantisation: str) -> str:
    """Bits of a weight, in words: the fewer, the smaller and the less exact."""
    found = _BITS.search(quantisation)
    if not found:
        return ""
    count = int(found[1] or found[2])
    return plural(count, tr("{count} bit"), tr("{count} bits")).format(count=count)


def model_facts(model: CatalogueModel) -> str:
    """Parameters and purposes of a model, in a line."""
    parts = [parameters(model.parameters)] if model.parameters else []
    parts += [PURPOSES[purpose] for purpose in model.purposes if model.files]
    if model.is_own:
        parts.append(OWN)
    return "  ·  ".join(parts)


def parameters(count: int) -> str:
    # Languages count large numbers in other steps: each step and its wording, the largest first.
    steps = tr("1000000000: {count} billion parameters | 1000000: {count} million parameters")
    return in_steps(count, steps)


def in_steps(count: int, steps: str) -> str:
    """A number in the first of `steps` that it reaches, or in the last one."""
    wordings = [step.split(":", 1) for step in steps.split("|")]
    size, wording = next((one for one in wordings if count >= int(one[0])), wordings[-1])
    number = f"{count / int(size):,.1f}".removesuffix(".0")
    return wording.strip().format(count=number)


def language(code: str) -> str:
    """A language's own name."""
    return LANGUAGES.get(code) or _MORE_LANGUAGES.get(code, code)


def languages(codes: tuple[str, ...]) -> str:
    return listed(language(code) for code in codes)


def context(tokens: int) -> str:
    return tr("{tokens:,} tokens").format(tokens=tokens)


def row_detail(model: CatalogueModel, file: HubFile | None, report: FitReport | None) -> str:
    """The second line of a model in the list, about its best file."""
    parts = [MARKS[report.verdict]] if report is not None else []
    if report is not None and report.is_slow:
        parts.append(SLOW)
    if file is not None and size_of(file):
        parts.append(_size(file))
    if model.is_gated:
        parts.append(GATED_SHORT)
    elif model.languages:
        parts.append(languages(model.languages[:3]) + ("…" if len(model.languages) > 3 else ""))
    return "  ·  ".join(parts)


def progress(now: DownloadProgress) -> str:
    """How far a download is, how fast it is, and how long it takes still."""
    if now.is_checking:
        return CHECKING
    text = tr("{done} of {total}").format(
        done=format_bytes(now.done), total=format_bytes(now.total)
    )
    parts = [text]
    if now.waits_seconds > 0:
        left = math.ceil(now.waits_seconds)
        wait = tr("waiting for the network, tries again in {seconds} s")
        return "  ·  ".join((text, wait.format(seconds=left)))
    if now.bytes_per_second > 0:
        parts.append(tr("{rate}/s").format(rate=format_bytes(round(now.bytes_per_second))))
    if now.seconds_left is not None:
        parts.append(tr("about {time} left").format(time=duration(now.seconds_left)))
    return "  ·  ".join(parts)


def more_mistakes(count: int) -> str:
    text = plural(
        count,
        tr("{count} more entry is left out."),
        tr("{count} more entries are left out."),
    )
    return text.format(count=count)


def paused(now: DownloadProgress) -> str:
    return tr("Paused at {done} of {total}").format(
        done=format_bytes(now.done), total=format_bytes(now.total)
    )


def download_mark(downloads: Sequence[Download]) -> str:
    """The mark in the status line, for what goes on or else what was paused or failed."""
    first = downloads[0]
    states = {one.state for one in downloads}
    if first.is_tried_again or any(one.progress.waits_seconds > 0 for one in downloads):
        return tr("Download waits for the network")
    if DownloadState.FAILED in states:
        return tr("Download failed")
    if DownloadState.PAUSED in states:
        return tr("Download paused")
    total = sum(one.progress.total for one in downloads)
    come = sum(one.progress.done for one in downloads)
    return tr("Downloading, {percent} %").format(percent=come * 100 // max(total, 1))


def download_failed(name: str, why: str) -> str:
    return tr("{name} was not downloaded. {why}").format(name=name, why=why)


def is_here(name: str) -> str:
    return tr("{name} is on this computer now.").format(name=name)


def here_detail(model: ModelFile) -> str:
    """The second line of a model on this computer. Ollama names its files by their checksums."""
    file = model.path.name if model.source != "ollama" else ""
    parts = [file, model.quantisation, bits(model.quantisation)]
    parts.append(format_bytes(model.size_bytes))
    if model.context_tokens:
        parts.append(tr("context of {tokens:,} tokens").format(tokens=model.context_tokens))
    return "  ·  ".join(filter(None, parts))


def place(name: str, is_added: bool) -> str:
    """What a place with models is called; one that was added by its path."""
    return tr("Your folder: {path}").format(path=name) if is_added else PLACES.get(name, name)


def frees(name: str, size: int) -> str:
    return tr('Delete "{name}"? This frees {size}.').format(name=name, size=format_bytes(size))


def button_for(action: str, name: str) -> str:
    """What a button is called for those who hear it: what it does, and to what."""
    return tr("{action}: {name}").format(action=action, name=name)


def planner(name: str) -> str:
    return PLAN_WITH.format(name=name)


def fetching_planner(choice: ModelChoice | None) -> str:
    """What stands in the place of a plan while its planner is loaded; "" without one."""
    text = tr(
        "Loading {name}, which plans this document. The model that writes is loaded again"
        " behind it."
    )
    return text.format(name=choice.name) if choice is not None else ""


def planner_gone(name: str) -> str:
    return tr("{name}, missing").format(name=name)


def written_with(name: str) -> str:
    return tr("This document was written with {name}. Switch?").format(name=name)


def written_with_gone(name: str) -> str:
    return tr("This document was written with {name}, which is not on this computer.").format(
        name=name
    )
