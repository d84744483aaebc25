# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the first steps."""

from longwriter_desktop.ui.translation import tr

TITLE = tr("Welcome to LongWriter Desktop")
INTRODUCTION = tr(
    "You plan a long document as an outline; a model on this computer writes the sections, or you"
    " do. Nothing leaves this computer unless you ask for it. Three choices to begin with; all of"
    " them can be changed later."
)
LANGUAGE = tr("Language of the window")
LANGUAGE_HELP = tr("For another language the window opens again when you press Start.")
MODEL = tr("Who writes")
NO_MODEL = tr("Just let me write, without a model")
NO_MODEL_HELP = tr("Outline, writing, word counts and export work all the same.")
GET_REAL = tr("Get a model for real writing…")
OTHER_MODEL = tr("Choose another model file…")
STARTER_HELP = tr("Comes with the program. Very small: good for trying, not for real writing.")
BEGIN = tr("Begin with")
SAMPLE = tr("A first document, planned as an essay: keep this sample or type your own over it")
INSTRUCTION = tr("What the first document is about")
EMPTY = tr("An empty page")
START = tr("Start")
LATER = tr("Not now")
RECOMMENDED = tr("recommended")
FITS = {
    "fits": tr("fits this computer"),
    "tight": tr("fits once other programs are closed"),
    "too_large": tr("too large for this computer"),
    "unknown": tr("whether it fits is not known"),
    "unusable": tr("cannot be used"),
}


def ready(model: str) -> str:
    return tr("{model} is loaded and ready.").format(model=model)


def needs(size: str, fit: str) -> str:
    return tr("Needs about {size} of memory: {fit}.").format(size=size, fit=FITS[fit])
