# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Every word that a person reads in the window, apart from `app.messages`' sentences."""

from datetime import datetime

from longwriter_desktop.domain.document import StopReason, Take, TakeOrigin

APP = "LongWriter Desktop"
UNTITLED = "Untitled"

# Header and menu
MENU = "Menu"
TITLE_NAME = "Title of the document"
TITLE_HINT = "Untitled document"
NEW = "New document"
OPEN = "Open…"
EXPORT = "Export…"
EXPORT_SHORT = "Export"
IMPORT_PLAN = "New plan from…"
OPEN_MODEL = "Open model file…"
QUIT = "Quit"
UNDO = "Undo"
REDO = "Redo"
STOP = "Stop"
WRITE = "Write"
REWRITE = "Rewrite"
CONTINUE = "Continue"
TAKES = "Takes"
WRITE_ALL = "Write all"
WRITE_SECTION = "Write this section"
CUT, COPY, PASTE, SELECT_ALL = "Cut", "Copy", "Paste", "Select all"
BRIEF = "Instruction"
SHOW_BRIEF = "Show the instruction"
HIDE_BRIEF = "Hide the instruction"

# Brief
INSTRUCTION_NAME = "Instruction: what should be written"
INSTRUCTION_HINT = "What would you like to write?"
LENGTH_NAME = "Length of the whole document in words"
WORDS_SUFFIX = " words"
LANGUAGE = "Language"
STRUCTURE = "Structure"
MODEL = "Model"
MODEL_PLANS = "Let the model plan"
MAKE_PLAN = "Make plan"
NO_MODEL = "No model"
LANGUAGES = {
    "en": "English", "de": "Deutsch", "fr": "Français", "es": "Español", "it": "Italiano",
    "pt": "Português", "nl": "Nederlands", "sv": "Svenska", "da": "Dansk", "pl": "Polski",
    "tr": "Türkçe", "ru": "Русский", "zh": "中文", "ja": "日本語", "ko": "한국어",
}  # fmt: skip

# Plan
PLAN = "Plan"
OUTLINE_NAME = "Plan of the document"
HEADING_NAME = "Heading"
POINT_NAME = "Main point"
TARGET_NAME = "Target in words"
ADD_SECTION = "Add section"
ADD_CHAPTER = "Add chapter"
REMOVE = "Remove"
MOVE_UP = "Move up"
MOVE_DOWN = "Move down"
SPLIT = "Split"
MERGE = "Merge with the next"
EDIT_HEADING = "Edit heading"
EDIT_POINT = "Edit main point"
EDIT_TARGET = "Edit target"
LOCK = "Lock target"
UNLOCK = "Unlock target"
LOCKED = "locked"
REBALANCE = "Rebalance"
REBALANCE_TIP = (
    "Keep the total: when a target or the length changes, the targets that are not locked follow"
)
MORE = "More"
NO_PLAN_TITLE = "No plan yet"
NO_PLAN = (
    "A plan lists the sections, each with its main point and a number of words. "
    "Let the model make one above, choose a ready structure, or add a section yourself."
)
PLANNING = "The model is planning…"
PLANNING_NAME = "The plan as the model writes it"

# Manuscript
MANUSCRIPT_NAME = "Manuscript"
UNDO_TYPING = "typing"
UNDO_LABELS = {
    "heading": "heading",
    "main_point": "main point",
    "target_words": "target",
    "add_section": "adding a section",
    "add_chapter": "adding a chapter",
    "remove": "removing from the plan",
    "move": "moving",
    "split": "splitting a section",
    "merge": "merging sections",
    "fit": "fitting the targets",
    "lock": "locking a target",
    "length": "length of the document",
    "plan": "new plan",
    "import": "imported plan",
    "take": "choosing a take",
}

# Find and replace
FIND = "Find…"
REPLACE = "Replace…"
FIND_NEXT = "Next match"
FIND_PREVIOUS = "Previous match"
FIND_NAME = "Find in the document"
REPLACEMENT_NAME = "Replace with"
FIND_CLOSE = "Close the find bar"
FIND_CASE, FIND_CASE_NAME = "Aa", "Match case"
FIND_WORD, FIND_WORD_NAME = "Word", "Whole words only"
FIND_EXPRESSION, FIND_EXPRESSION_NAME = ".*", "Regular expression"
REPLACE_ONE = "Replace"
REPLACE_ALL = "Replace all"
UNDO_REPLACE = "replacing"
NOT_FOUND = "No matches"

# Start page
START_TITLE = "What would you like to write?"
START_HINT = "Describe the document in a sentence or two: subject, kind, reader, tone."
START_LENGTH = "How long?"
START_EXAMPLES = "Or start from an example"
START_RECENT = "Your documents"
START_PLAN = "Plan it"
START_EMPTY = "Start with an empty plan"
EXAMPLES = (
    ("Essay", 800),
    ("Short story", 1_500),
    ("Report", 3_000),
)
EXAMPLE_TEXTS = (
    "",  # the bundled sample
    "Tell the story of a young clock-maker who is sent to mend the great clock of a harbour"
    " town, and finds why it was stopped.",
    "Write a report on a winter voyage along the northern coast: the ship, the crew, the ice,"
    " and what was learned.",
)
LANDMARKS = (
    (0, "a note"),
    (250, "a letter"),
    (700, "an essay"),
    (2_200, "a report"),
    (6_500, "a thesis chapter"),
    (15_000, "a novella"),
    (45_000, "a novel"),
)

# Model
MODEL_FILES = "Models (*.gguf);;All files (*)"
CHOOSE_MODEL = "Choose a model file"
MODEL_LOADING = "Loading {name}… {percent} %"
MODEL_NONE_TITLE = "No model is loaded"
HERE = "this computer"
CANNOT_BE_USED = "cannot be used"

# Dialogs
EXPORT_TITLE = "Export"
EXPORT_FORMAT = "Format"
EXPORT_FORMATS = {".docx": "Word document (.docx)", ".md": "Markdown (.md)"}
EXPORT_HEADINGS = "Section headings"
EXPORT_TOC = "Table of contents"
EXPORT_BREAKS = "Page break before each chapter"
EXPORT_LAYOUT = "Manuscript layout: double spaced, first lines indented"
EXPORT_AUTHOR = "Author"
EXPORT_WHERE = "Choose where…"
EXPORT_FILE = "File"
CANCEL = "Cancel"

# Notices
RESTART = "Restart model"
LOAD_AGAIN = "Load the model again"
TRY_AGAIN = "Try again"
DISMISS = "Dismiss"
SHOW_FILE = "Show"
OPEN_REPORT = "Show the report"
HEADING_PROTECTED = "Headings belong to the plan. Change them there; the text follows."
BEING_WRITTEN = "The model is writing this section. Stop it first, then edit."
TO_PLAN = "Go to the plan"
TO_TEXT = "Go to the text"
SAVED = "Saved"
UNSAVED = "Not saved yet"


def untitled_section(number: int) -> str:
    return f"Section {number}"


def empty_section_hint(main_point: str) -> str:
    return main_point or "Not written yet"


def landmark(words: int) -> str:
    """What a text of this length is usually called."""
    return [name for least, name in LANDMARKS if words >= least][-1]


def found(total: int, number: int | None) -> str:
    """How many matches there are, and which one the caret is at (from 1)."""
    if number is not None:
        return f"{number:,} of {total:,}"
    return f"{total:,} {'match' if total == 1 else 'matches'}" if total else NOT_FOUND


def not_searched(number: int) -> str:
    return f"Section {number} is left out while the model writes it."


def replaced(count: int, in_headings: int) -> str:
    """What Replace all did; headings belong to the plan."""
    parts = [f"{count:,} {'match' if count == 1 else 'matches'} replaced."]
    if in_headings:
        parts.append(f"{in_headings:,} in headings left: change those in the plan.")
    return " ".join(parts)


def length_hint(words: int) -> str:
    return f"about {landmark(words)}"


def targets_total(total: int) -> str:
    return f"{total:,} words in all"


def targets_differ(total: int, asked: int) -> str:
    return f"{total:,} of {asked:,} words"


def fit_to(words: int) -> str:
    return f"Fit to {words:,} words"


def with_keys(text: str, keys: str) -> str:
    return f"{text} ({keys})"


def undo_text(label: str) -> str:
    return f"Undo {label}" if label else UNDO


def redo_text(label: str) -> str:
    return f"Redo {label}" if label else REDO


def progress_of_section(words: int, target: int) -> str:
    return f"{words:,} of {target:,} words"


def section_of(number: int, sections: int) -> str:
    return f"section {number} of {sections}"


def tokens_rate(rate: float) -> str:
    return f"{rate:.1f} tokens/s"


def words_of(words: int, target: int) -> str:
    return f"{words:,} of {target:,} words"


def reading(read: int, total: int) -> str:
    return f"Reading {read:,} of {total:,} tokens"


def time_left(seconds: float) -> str:
    """A remaining time for people, never more exact than it is known."""
    return f"about {duration(seconds)} left"


def duration(seconds: float) -> str:
    if seconds < 50:
        return f"{max(round(seconds / 5) * 5, 5)} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{max(minutes, 1)} min"
    return f"{minutes // 60} h {minutes % 60} min"


def forecast(sections: int, words: int, seconds: float) -> str:
    plural = "section" if sections == 1 else "sections"
    return f"{sections} {plural}, {words:,} words, about {duration(seconds)} on this computer"


def to_write(sections: int, words: int) -> str:
    return f"{sections} {'section' if sections == 1 else 'sections'} to write, {words:,} words"


def number_ranges(numbers: list[int]) -> str:
    """Ascending numbers as "1-4, 6"."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}\u2013{b}" for a, b in ranges)


def out_of_view(dropped: list[int], kept: list[int]) -> str:
    """Which written sections the model no longer sees."""
    which = "section" if len(dropped) == 1 else "sections"
    sees = f"; it sees the plan and {'section' if len(kept) == 1 else 'sections'} " if kept else ""
    rest = f"{sees}{number_ranges(kept)}." if kept else "; it sees the plan."
    return f"The model no longer sees {which} {number_ranges(dropped)}{rest}"


def stopped_early(number: int, words: int, target: int, reason: StopReason) -> str:
    why = {
        StopReason.LOOP_CUT: "The model kept repeating itself, so section {n} was cut",
        StopReason.CONTEXT_FULL: "The model's context was full; section {n} stopped",
        StopReason.LENGTH_LIMIT: "Section {n} was cut at a sentence end",
    }.get(reason, "The model stopped section {n}")
    return f"{why.format(n=number)} at {words:,} of {target:,} words. Continue?"


def crashed_while(number: int) -> str:
    return f"The model process ended while writing section {number}. Your text is saved."


def exported(name: str, words: int, left_out: int) -> str:
    rest = ""
    if left_out:
        rest = f" {left_out} {'section has' if left_out == 1 else 'sections have'} no text yet."
    return f"{words:,} words exported to {name}.{rest}"


def bug_report(path: str) -> str:
    return f"Something went wrong inside the program. Your text is saved. A report is in {path}"


def cannot_close(sentence: str) -> str:
    return f"{sentence} The window stays open; close it again to leave all the same."


def take_line(number: int, take: Take) -> str:
    who = "yours" if take.origin is TakeOrigin.WRITER else "model"
    return f"Take {number}  ·  {who}  ·  {take.words:,} words"


def take_detail(take: Take, why: str) -> str:
    parts = [when(take.created)]
    if take.provenance is not None:
        parts.append(take.provenance.model_name)
    if take.origin is TakeOrigin.MODEL and why:
        parts.append(why)
    return "  ·  ".join(parts)


def no_takes() -> str:
    return "No takes yet. Every text that the model writes here is kept as one."


def when(moment: datetime) -> str:
    """A moment in local time, the date only where it is not today."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    if local.date() == now.date():
        return f"today {local:%H:%M}"
    return f"{local.day} {local:%b %Y, %H:%M}"


def document_row(written: int, target: int, modified: datetime) -> str:
    return f"{words_of(written, target)}  ·  {when(modified)}"


def model_row(size: str, quantisation: str) -> str:
    return "  ·  ".join(part for part in (quantisation, size) if part)
