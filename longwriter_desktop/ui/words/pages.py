# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the start page, of models and of dialogs."""

from datetime import datetime

from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words.figures import when, words_of

# Start page
START_TITLE = tr("What would you like to write?")
START_HINT = tr("Describe the document in a sentence or two: subject, kind, reader, tone.")
START_LENGTH = tr("How long?")
START_EXAMPLES = tr("Or start from an example")
START_RECENT = tr("Your documents")
START_PLAN = tr("Plan it")
START_EMPTY = tr("Start with an empty plan")
# The tag of the language that these words are in: a translation gives its own ("zh_CN").
SHOWN_LANGUAGE = tr("en")
EXAMPLES = (
    (tr("Essay"), 800),
    (tr("Short story"), 1_500),
    (tr("Report"), 3_000),
)
EXAMPLE_TEXTS = (
    "",  # the bundled sample
    tr(
        "Tell the story of a young clock-maker who is sent to mend the great clock of a harbour"
        " town, and finds why it was stopped."
    ),
    tr(
        "Write a report on a winter voyage along the northern coast: the ship, the crew, the ice,"
        " and what was learned."
    ),
)
LANDMARKS = (
    (0, tr("a note")),
    (250, tr("a letter")),
    (700, tr("an essay")),
    (2_200, tr("a report")),
    (6_500, tr("a thesis chapter")),
    (15_000, tr("a novella")),
    (45_000, tr("a novel")),
)


# Model
MODEL_FILES = tr("Models (*.gguf);;All files (*)")
CHOOSE_MODEL = tr("Choose a model file")
MODEL_LOADING = tr("Loading {name}… {percent} %")
MODEL_STOP_LOADING = tr("Stop loading the model")
MODEL_UNLOAD = tr("Unload the model")
MODEL_UNLOAD_TIP = tr("Frees its memory. The next use of the model loads it again.")
MODEL_NONE_TITLE = tr("No model is loaded")
CANNOT_BE_USED = tr("cannot be used")


# Dialogs
EXPORT_TITLE = tr("Export")
EXPORT_FORMAT = tr("Format")
EXPORT_FORMATS = {".docx": tr("Word document (.docx)"), ".md": tr("Markdown (.md)")}
EXPORT_HEADINGS = tr("Section headings")
EXPORT_TOC = tr("Table of contents")
EXPORT_BREAKS = tr("Page break before each chapter")
EXPORT_LAYOUT = tr("Manuscript layout: double spaced, first lines indented")
EXPORT_AUTHOR = tr("Author")
EXPORT_WHERE = tr("Choose where…")
EXPORT_FILE = tr("File")
EXPORT_REPLACE = tr("Replace it")
CANCEL = tr("Cancel")


def export_replaces(name: str) -> str:
    text = tr(
        'There is a file "{name}" already, and it is not what was exported last. Replace it,'
        " or choose another name."
    )
    return text.format(name=name)


def landmark(words: int) -> str:
    """What a text of this length is usually called."""
    return [name for least, name in LANDMARKS if words >= least][-1]


def model_here(name: str) -> str:
    return tr("{name}, this computer").format(name=name)


def model_threads(name: str, threads: int) -> str:
    """A model that uses fewer threads than it could, to save the battery."""
    text = plural(
        threads,
        tr("{name}, {number} thread on battery"),
        tr("{name}, {number} threads on battery"),
    )
    return text.format(name=name, number=threads)


def model_resting(name: str) -> str:
    return tr("{name}, unloaded until it is needed").format(name=name)


def length_hint(words: int) -> str:
    return tr("about {landmark}").format(landmark=landmark(words))


def example_head(kind: str, words: int) -> str:
    """Rich text."""
    return tr("<b>{kind}</b>  ·  {words:,} words").format(kind=kind, words=words)


def example_name(kind: str, words: int, text: str) -> str:
    return tr("{kind}, {words} words: {text}").format(kind=kind, words=words, text=text)


def document_row(written: int, target: int, modified: datetime) -> str:
    return f"{words_of(written, target)}  ·  {when(modified)}"
