# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words of the preferences: a label and a help text for every setting of the schema."""

from longwriter_desktop.domain.network import Host, Purpose
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed

TITLE = tr("Preferences")
SEARCH = tr("Search settings and shortcuts")
GROUPS_NAME = tr("Groups of settings")
NOTHING_FOUND = tr("Nothing here is called that. Try another word.")
RESET = tr("Back to the usual value")
RESET_ALL = tr("Reset all settings…")
RESET_ALL_ASK = tr("Give every setting its usual value? Shortcuts stay as they are.")
RESET_ALL_YES = tr("Reset all")
KEEP = tr("Keep them")
CLOSE = tr("Close")
SHOW_FOLDER = tr("Show folder")
RESTART = tr("At the next start.")
AUTOMATIC_FONT = tr("The best serif installed")

GROUPS = {
    "interface": tr("Window"),
    "text": tr("Text"),
    "plan": tr("Plan"),
    "writing": tr("Writing"),
    "goals": tr("Goals"),
    "model": tr("Model"),
    "keys": tr("Shortcuts"),
    "privacy": tr("Privacy"),
}
LABELS = {
    "interface.language": tr("Language of the window"),
    "interface.theme": tr("Theme"),
    "text.font": tr("Font"),
    "text.size": tr("Font size"),
    "text.line_width": tr("Line width"),
    "text.line_height": tr("Line height"),
    "text.paragraph_spacing": tr("Space between paragraphs"),
    "text.markdown_styling": tr("Show Markdown as it will look"),
    "text.smart_quotes": tr("Curly quotes"),
    "text.smart_dashes": tr("Dashes and ellipses"),
    "text.typewriter": tr("Typewriter scrolling"),
    "text.spell_check": tr("Check spelling"),
    "text.dictionary": tr("Dictionary"),
    "plan.rebalance": tr("Keep the total when targets change"),
    "plan.section_low": tr("Shortest section"),
    "plan.section_high": tr("Longest section"),
    "writing.takes_at_once": tr("Takes at once"),
    "writing.notify_when_done": tr("Tell me when a long run ends"),
    "writing.keep_awake": tr("Keep the computer awake"),
    "goals.session_words": tr("Words in a session"),
    "goals.daily_words": tr("Words in a day"),
    "model.load_at_start": tr("Load the model at the start"),
    "model.kept_gigabytes": tr("Keep what the model has read"),
    "model.idle_minutes": tr("Unload the model when idle"),
    "model.save_battery": tr("Save the battery"),
    "model.follow_document": tr("Load a document's own model"),
}
HELP = {
    "interface.language": tr("Menus, messages and dialogs. Documents have a language each."),
    "interface.theme": tr("Light, dark or sepia, or whatever the system uses."),
    "text.font": tr("The font of the manuscript on the screen; exports have their own."),
    "text.size": tr("Size of the manuscript's text on the screen."),
    "text.line_width": tr("66 to 72 characters to the line read best."),
    "text.line_height": tr("Distance between lines, as a multiple of the font's size."),
    "text.paragraph_spacing": tr("Free space under each paragraph."),
    "text.markdown_styling": tr("Headings, emphasis, lists and quotes are styled as you type."),
    "text.smart_quotes": tr("Straight quotes turn into those of the document's language."),
    "text.smart_dashes": tr("Two hyphens turn into a dash, three dots into an ellipsis."),
    "text.typewriter": tr("The line you are writing stays at the same height."),
    "text.spell_check": tr("Unknown words are underlined, except while the model writes."),
    "text.dictionary": tr("Name of a Hunspell dictionary, en_GB for instance."
                          " Empty: that of the document's language."),
    "plan.rebalance": tr("The targets that are not locked make up the difference."),
    "plan.section_low": tr("Targets are kept at this many words or more."),
    "plan.section_high": tr("Targets are kept at this many words or fewer."),
    "writing.takes_at_once": tr("How many texts the model writes when you ask for several."),
    "writing.notify_when_done": tr("A message of the desktop, while the window is behind others."),
    "writing.keep_awake": tr("It does not go to sleep while the model writes."),
    "goals.session_words": tr("What you mean to write before you quit. 0: no goal."),
    "goals.daily_words": tr("What you mean to write each day. 0: no goal."),
    "model.load_at_start": tr("The model used last is loaded behind the window."
                              " Without it the program is for writing by yourself."),
    "model.kept_gigabytes": tr("A document opened again need not be read again. The files hold"
                               " your text as the model reads it; like your library they stay"
                               " on this computer. They take up to this much; 0: nothing is"
                               " kept."),
    "model.idle_minutes": tr("After this many minutes without a key press or a use of the model"
                             " its memory is freed. The next use loads it again. 0: never."),
    "model.save_battery": tr("On battery the model uses half of its threads."),
    "model.follow_document": tr("The model that a document was last written with is loaded when"
                                " it is opened. Otherwise it is offered."),
}  # fmt: skip
UNITS = {
    "text.size": tr(" px"),
    "text.line_width": tr(" characters"),
    "text.line_height": tr(" ×"),
    "text.paragraph_spacing": tr(" px"),
    "plan.section_low": tr(" words"),
    "plan.section_high": tr(" words"),
    "writing.takes_at_once": tr(" takes"),
    "goals.session_words": tr(" words"),
    "goals.daily_words": tr(" words"),
    "model.kept_gigabytes": tr(" GB"),
    "model.idle_minutes": tr(" minutes"),
}
CHOICES = {
    "interface.language": {
        "system": tr("Like the system"),
        "en": "English",
        "zh_CN": "简体中文",
    },
    "interface.theme": {
        "system": tr("Like the system"),
        "light": tr("Light"),
        "dark": tr("Dark"),
        "sepia": tr("Sepia"),
    },
}
ZEROS = {"goals.session_words": tr("no goal"), "goals.daily_words": tr("no goal")}
HINTS = {"text.dictionary": tr("Like the document")}

PRIVACY = tr("Nothing leaves this computer unless you ask for it.")
HOSTS = tr("This program can contact these hosts and no others, each only when you ask for it:")
NO_OTHERS = tr(
    "Everything else works without a network. Your documents, your models and these settings stay"
    " in folders of this computer. There is no account, no telemetry, and no check for updates."
)
_PURPOSES: dict[Purpose, str] = {
    "models": tr("{host}, to list and fetch models"),
    "model_files": tr("{host}, which the files of models come from"),
    "sent_on": tr("{host} may send a download on to other hosts, which it alone knows"),
    "writing": tr("{host}, a server of yours that your text is sent to when it writes"),
    "proxy": tr("{host}, a proxy that connections to the others may go through"),
}
_HERE: dict[Purpose, str] = {
    "writing": tr("{host}, a server of yours on this computer"),
    "proxy": tr("{host}, a proxy on this computer that connections to the others may go through"),
}


def host_line(host: Host) -> str:
    """A host, and what it is contacted for."""
    words = _HERE if host.is_here else _PURPOSES
    return words[host.purpose].format(host=host.name)


def kept_in(path: str) -> str:
    return tr("Kept in {path}").format(path=path)


def unknown_names(names: tuple[str, ...]) -> str:
    """Names in the file that this version does not have."""
    text = plural(
        len(names),
        tr("This version does not know {names}; it stays in the file."),
        tr("This version does not know {names}; they stay in the file."),
    )
    return text.format(names=listed(names))
