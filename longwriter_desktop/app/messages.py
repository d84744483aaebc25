# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The sentence for every code: what happened, and what to do.

Lower layers send codes with parameters; the window and the command line say these.
"{size:bytes}" prints a size for people, "{n:,}" a number with separators.
"""

import string
from collections.abc import Callable, Mapping
from typing import Any

from longwriter_desktop.domain.document import StopReason

SENTENCES: dict[str, str] = {
    # What the writer typed
    "empty_instruction": "There is no instruction yet. Say in a sentence what you want written.",
    "document_length": "A document can have {low:,} to {high:,} words; {words:,} cannot be written."
    " Choose a length in between.",
    "words_missing": "Say how long the document should be, with --words 2000 for instance.",
    "section_target": "A section can have {low:,} to {high:,} words, not {words:,}."
    " Choose a target in between.",
    "length_out_of_reach": "These sections can have {low:,} to {high:,} words together, not"
    " {total:,}. Add sections or take some out, or choose another number.",
    "rebalance_no_room": "What is locked or was just set takes {kept:,} of {total:,} words, and the"
    " other sections cannot make up the difference. Unlock one, or choose another number.",
    "section_being_written": "This section is being written. Stop it first, then try again.",
    "merge_nothing": "There is no section right below to merge with.",
    "indent_nothing": "There is no chapter right above that this could go into.",
    "outdent_nothing": "This stands on the first level already.",
    "outline_depth": "A plan has three levels: parts, chapters and sections."
    " This would be a fourth.",
    "preset_unknown": 'There is no structure named "{key}". Choose one of: {known}.',
    "plan_empty": "The plan is empty. Write one section a line, or let the model plan.",
    "plan_no_sections": "No section was found in this plan. Write one a line, like:"
    " Paragraph 1 - Main Point: what it says - Word Count: 400 words.",
    "plan_too_long": "This plan has {lines:,} lines; a plan can have 2,000. Split the document.",
    "plan_target": "Line {line} of the plan asks for 0 words. Give the section a target.",
    "plan_not_made": "The model gave no usable plan in {tries} tries."
    " Try again, choose a ready structure, or write the plan yourself.",
    "plan_file_missing": 'There is no plan file "{path}". Check the name, or put an instruction'
    " in quotes.",
    "plan_not_text": '"{path}" is not a text file, so it is no plan.'
    " Choose a Markdown or text file.",
    "plan_target_bounds": "Line {line} of the plan asks for {words:,} words; a section can have"
    " {low:,} to {high:,}. Split it, or choose another target.",
    "plan_is_text": 'Below "{heading}", line {line}, stands a text and not a plan. Say in a few'
    " words what the section should tell, or import the file in the window, which keeps the text.",
    # A plan from elsewhere, and changes to a plan
    "import_empty": '"{name}" is empty. Choose another file.',
    "import_too_large": '"{name}" has {size:bytes}; {most:bytes} can be read.'
    " Save it without pictures, or paste its outline.",
    "import_binary": '"{name}" is not a text. Choose a Markdown, Word, OPML or text file.',
    "import_encoding": '"{name}" is not written in UTF-8. Save it as UTF-8 text, or paste it.',
    "import_not_docx": '"{name}" is not a Word document, or it is damaged or locked with a'
    " password. Open it in a word processor and save it again as .docx.",
    "import_not_opml": '"{name}" is not an OPML outline, or it is damaged at line {line}.'
    " Export it again from the outliner.",
    "import_unsafe": '"{name}" is packed so that a small file unpacks to a huge one, and was not'
    " read. Save it again in the program that it comes from.",
    "import_too_many": "This has more than {most:,} headings; that is too many for one plan."
    " Split the document.",
    "import_no_headings": "No headings or lists were found, so there is no outline to read."
    " Mark the headings, in Markdown with # in front.",
    "empty_wish": "Say what should be different about the plan.",
    "no_plan_to_change": "There is no plan to change yet. Make one first.",
    "model_busy": "The model is busy. Stop it first, or wait until it is done.",
    "repository_name": '"{typed}" is no repository. Type its owner and name, like "owner/name", or'
    " paste its address.",
    "planner_missing": '"{name}", which plans this document, is not on this computer. The model'
    " that writes plans it instead.",
    "planner_server_missing": 'The server "{name}", which plans this document, is not in your list'
    " any more, or you have not agreed to it. The model that writes plans it instead.",
    "planner_failed": '"{name}", which plans this document, could not be loaded. The model that'
    " writes plans it instead.",
    "removed_being_written": "A section that would go is being written. Stop it first, or keep it.",
    "document_unknown": 'There is no document "{name}". "longwriter list" shows them all.',
    "document_ambiguous": '"{name}" fits {count} documents. Give more of the id.',
    "writer_missing": '"{name}", which wrote this document so far, is not in "{path}" any more.'
    " Say with --model what to go on with.",
    "document_missing": "This document is no longer in the library. Open another one.",
    "export_format": 'Documents can be exported to .docx and .md, not to "{suffix}".'
    " Choose one of these endings.",
    "output_is_plan": 'The document would take the place of its plan "{path}". Choose another name'
    " for it.",
    "no_choices": "There is no finished text in these documents that a model could learn from."
    " Choose others.",
    "folder_missing": 'There is no folder "{path}". Make it first, or choose another.',
    "probe_line": "Line {line} of the file is no probe. It needs a prompt and a length.",
    "setting_value": 'The setting "{name}" cannot be "{value}". Choose another value.',
    # The settings file
    "settings_value": 'The setting "{name}" cannot be "{value}", so it has its usual value.'
    ' The file as it was is kept as "{aside}".',
    "settings_damaged": 'The settings in "{path}" cannot be read, so all have their usual values.'
    ' The file as it was is kept as "{aside}".',
    "settings_version": 'The settings in "{path}" are from another version; what this one knows is'
    ' used. The file as it was is kept as "{aside}".',
    "settings_not_kept": 'This choice holds until you quit: "{path}" could not be read, so it is'
    " not written over. Check that it may be opened.",
    # Files and the library
    "cannot_read": '"{path}" cannot be read ({detail}). Check that it may be opened.',
    "cannot_write": '"{path}" cannot be written ({reason}). Choose another place.',
    "disk_full": 'The disk is full, so "{path}" could not be written.'
    " Free some space; your text stays here meanwhile.",
    "library_locked": "This library is open on {host} (process {pid}, {app})."
    " Close it there, or use another folder with --data-dir.",
    "library_read_only": 'The library "{path}" may not be written. Give yourself the right to'
    " write there, or use another folder with --data-dir.",
    "library_corrupt": 'The library "{path}" is damaged and was left untouched.'
    ' Put the latest backup, "{backup}", in its place.',
    "library_corrupt_no_backup": 'The library "{path}" is damaged and was left untouched;'
    " there is no backup. Move it away to start a new one, and keep it: its text may be recovered.",
    "library_busy": 'The library "{path}" is busy. Try again in a moment.',
    "library_io": 'The library "{path}" cannot be reached ({detail}). Check the disk.',
    "library_too_new": 'The library "{path}" was written by a newer version ({written_by}).'
    " Install that version; nothing was changed.",
    "library_foreign": '"{path}" is a database of another program. Choose another folder.',
    "library_missing": 'There is no library in "{path}" yet. Write a document first.',
    "library_needs_upgrade": 'The library "{path}" is from an older version.'
    " Open it once in the window, or with longwriter resume last, which make a backup and"
    " upgrade it.",
    # A bug on the command line
    "program_bug": "The program met a bug. Your text is saved. What it was doing is in"
    ' "{path}": send this file to the developers, and say what you did.',
    "program_bug_unreported": "The program met a bug. Your text is saved. No report could be"
    ' written to "{path}" ({detail}), so it stands above: send it to the developers, and say what'
    " you did.",
    # Models and the engine
    "model_missing": 'There is no model file "{path}". Choose a GGUF file.',
    "model_unreadable": 'The model file "{path}" cannot be read ({detail}).'
    " Check that it may be opened.",
    "model_not_gguf": '"{path}" is not a GGUF model. Choose a file that ends in .gguf.',
    "model_damaged": 'The model file "{path}" is damaged or incomplete. Download it again.',
    "model_incomplete": 'A part of the model "{path}" is missing. Download it again.',
    "model_unsupported": '"{path}" holds a kind of model that this version cannot run.'
    " Choose another model.",
    "model_cannot_write": '"{path}" is no model that writes: it searches, reads pictures or changes'
    " another model. Choose another model.",
    "model_without_weights": '"{path}" holds a vocabulary but no weights. Choose another model.',
    "model_memory": '"{path}" needs {need:bytes} of memory; this computer has {total:bytes}.'
    " Choose a smaller model.",
    "no_model": "No model is loaded. Choose one at the top of the window.",
    "model_file_lost": "The model file was changed, cut short or became unreadable while it was in"
    " use. Your text is saved. Put the file back, then load it again.",
    "load_stalled": "Loading stood still for {seconds:,} seconds and was given up. Check the disk"
    " that the model is on, or choose another model.",
    "load_cancelled": "Loading the model was stopped; no model is loaded.",
    "context_memory": "A context of {context:,} tokens needs {need:bytes}; {free:bytes} are free."
    " Choose {largest:,} tokens or fewer, or close other programs.",
    "context_no_room": "The model is loaded, but {free:bytes} of free memory leave no room to write"
    " with it; {need:bytes} are needed. Close other programs, or choose a smaller model.",
    "context_failed": "A context of {context:,} tokens could not be set up."
    " Choose a shorter context.",
    "context_too_small": "The instruction and the plan do not fit this model's context of"
    " {context:,} tokens. Shorten the instruction, or choose a model with a longer context.",
    "one_answer_too_long": "{words:,} words in one answer need {needed:,} tokens with the prompt,"
    " and the model's context has {context:,}. Use Write all instead, which writes section by"
    " section, or a longer context.",
    "nothing_to_write": "All sections are written already.",
    "prompt_too_long": "The prompt has {tokens:,} tokens and the model's context {context:,}."
    " Shorten the instruction or the plan.",
    "bad_template": "The model's chat template cannot be used ({detail}). Choose another model.",
    "bad_schema": "This JSON schema cannot be used ({detail}). Make it simpler.",
    # longwriter serve
    "port_taken": "Port {port} cannot be used ({detail}). Choose another one with --port.",
    "token_weak": "A token needs {low} to {high} letters, digits and signs, without spaces.",
    "token_file": 'The token file "{path}" cannot be used ({detail}). Choose another one.',
    "token_file_open": 'Others can read the token file "{path}". Take their rights away with'
    " chmod 600, or choose another one.",
    "bad_grammar": "The model could not be held to the plan format. Please report this.",
    "decode_failed": "The model failed while writing (code {result}). Load it again.",
    "engine_no_answer": "The model gave no answer. Load it again.",
    "wrong_processor": "What runs the model was compiled for a processor that can do more than this"
    " one, and was ended. Your text is saved. Install the program anew on this computer.",
    "worker_crashed": "The model process ended. Your text is saved. Start it again.",
    "worker_lost": "The model process ended while it was not in use; the computer may have run"
    " short of memory. Your text is saved. Start it again.",
    "expression_open": "A bracket is still open in this expression. Close it, or put \\ in front of"
    " it to find the bracket itself.",
    "expression_invalid": "This expression cannot be read at character {position}. Put \\ in front"
    " of a sign to find the sign itself.",
    "expression_slow": "This expression takes too long on this document. Make it simpler.",
    "replacement_invalid": "The replacement names a group that the expression does not have, or"
    " ends in a single \\. \\1 is the first group in brackets, \\\\ a backslash.",
    # Revising a passage
    "passage_too_long": "A passage of {words:,} words does not fit this model's context of"
    " {context:,} tokens. Select less of it.",
    # Models from the Hub
    "hub_name": '"{name}" is no repository of the Hub. Their names look like owner/model.',
    "hub_address": 'The address "{endpoint}" in HF_ENDPOINT is none. It has to begin with https://'
    " or http://.",
    "no_network": "{host} cannot be reached. Check the network, and the proxy if there is one;"
    " everything else goes on working, and what was downloaded is kept.",
    "hub_offline": "HF_HUB_OFFLINE is set, so the Hub is not asked. Unset it to download models.",
    "hub_not_found": 'There is no repository "{repository}", or it is private. Check the name;'
    " a private one needs your access token.",
    "hub_file_missing": 'There is no file "{name}" in "{repository}". Look at the list of its'
    " files.",
    "hub_file_changed": '"{name}" in "{repository}" is another file than it was when it was listed.'
    " List the files of the repository anew, and choose there.",
    "hub_gated": 'The authors of "{repository}" want to know who uses it. Agree to their terms at'
    " {page}, then set your access token in the window, or as HF_TOKEN.",
    "hub_token_refused": "{host} does not know this access token. Make a new one at {page}, and set"
    " it in the window, or as HF_TOKEN.",
    "hub_refused": "{host} refused this (error {status}). Try again later, or choose another"
    " model.",
    "hub_busy": "{host} is busy or limits how often it is asked. What was downloaded is kept;"
    " go on in a few minutes.",
    "hub_strange": "{host} answered, but not as the Hub does. Check HF_ENDPOINT and the proxy,"
    " or sign in to this network first.",
    "hub_wrong_size": 'What came of "{name}" has another size than the Hub says. Try again later,'
    " or choose another file.",
    "hub_no_models": 'There is no GGUF file in "{repository}" that could be written with.'
    " Choose another repository, one with GGUF in its name for instance.",
    "hub_many_files": '"{wanted}" could be {count} files of "{repository}". Give the whole name.',
    "hub_unsafe_name": 'The name "{name}" could lead out of the folder for models, so the file'
    " was not downloaded.",
    "hub_in_use": '"{name}" is being downloaded by another program. Wait until that is done,'
    " or stop it there.",
    "checksum_wrong": '"{name}" was damaged on its way and was thrown away. Download it again.',
    "download_disk_full": 'The disk with "{path}" is full, so the download stopped. What came is'
    " kept: free some space, then try again.",
    "disk_too_small": '"{path}" has {free:bytes} free; the download needs {need:bytes} more and'
    " leaves some room for your text. Free {missing:bytes}, or set HF_HOME to a larger disk.",
    "no_keyring": "This computer has no keyring that could keep a key. Install one (GNOME Keyring"
    " or KWallet), or set the Hub's token as HF_TOKEN before you start the program.",
    "keyring_locked": "The keyring is locked, so no key can be kept there. Unlock it, then try"
    " again.",
    # The model's process
    "worker_missing": "The model process could not be started. Install the program again.",
    # Models: the catalogue, and what lies on this computer
    "catalogue_unreadable": "The catalogue of models {path} cannot be read ({detail}). Correct it,"
    " or take it away.",
    "catalogue_entry": "Entry {entry} in the catalogue of models {path} is left out: "
    'its "{field}" cannot be used.',
    "model_not_deletable": "{path} cannot be deleted ({detail}). See who else uses it, and try"
    " again.",
    "model_is_bundled": "The starter model belongs to the program and stays.",
    "model_of_ollama": "Ollama keeps an account of its files. Delete this one with the"
    ' command "ollama rm {name}".',
    "model_not_listed": "{path} lies in none of the folders for models, so it is not deleted.",
    # Servers that the writer chose
    "endpoint_no_address": '"{address}" is not the address of a server. Type one like'
    " http://localhost:8080/v1.",
    "endpoint_unreachable": "{host} cannot be reached. See whether the server runs and whether this"
    " computer is online, then try again. Your text is saved.",
    "endpoint_certificate": "The certificate of {host} is not valid, so nothing was sent there."
    " Check the address, or ask whoever runs the server.",
    "endpoint_silent": "{host} has not answered for minutes. Try again, or choose a smaller model.",
    "endpoint_address": "{host} answers, but not as a model server does at this address. Check the"
    " address; most end in /v1.",
    "endpoint_moved": 'The server at {host} points to another address, "{address}", and nothing was'
    " sent there. If you trust it, type that address instead.",
    "endpoint_key": "{host} does not take this key. Type it again, or make a new one there.",
    "endpoint_key_missing": "{host} wants a key. Type it in this server's settings.",
    "endpoint_key_again": 'The key of "{name}" ({host}) is not here any more: without a keyring, or'
    " with one that is locked, it is kept only until you quit. Type it again to write with this"
    " server.",
    "endpoint_model": '{host} has no model "{model}". Choose another one in this server\'s'
    " settings.",
    "endpoint_no_model": "{host} offers no model. Load one there, or type its name in this server's"
    " settings.",
    "endpoint_quota": "What you have paid for at {host} is used up. Look at your account there, or"
    " choose another model.",
    "endpoint_rate": "{host} takes no more requests for now; it asks to wait {seconds:,} seconds."
    " Try again then, or write with another model.",
    "endpoint_busy": "{host} is too busy to answer. Try again in a minute.",
    "endpoint_context": "This is longer than the model at {host} can read. Type a smaller context"
    " in this server's settings, so that less is sent.",
    "endpoint_failed": "{host} failed: {detail}. Your text is saved. Try again.",
    "endpoint_refused": "{host} did not take the request: {detail}. Check this server's settings.",
    "endpoint_empty": "{host} sent no text. Its model may have thought until its limit, or been"
    " given more than it can read. Type a smaller context in this server's settings, or choose"
    " another model.",
    "endpoint_cut": "The connection to {host} was lost, and again when it was tried anew. What came"
    " until then is kept.",
    "endpoint_filtered": "{host} withheld the rest of the answer because of its rules. What came"
    " until then is kept.",
}

STOP_SENTENCES: dict[StopReason, str] = {
    StopReason.FINISHED: "",
    StopReason.LENGTH_LIMIT: "cut at its last sentence, at the length limit",
    StopReason.LOOP_CUT: "the model kept repeating itself; the repetition was removed",
    StopReason.CANCELLED: "stopped by you",
    StopReason.CONTEXT_FULL: "the model's context was full",
    StopReason.INTERRUPTED: "interrupted; the text until then was kept",
}
ENDED_WELL = {StopReason.FINISHED: "Finished."}  # where a status line cannot stay empty


def translate_sentences(translate: Callable[[str], str]) -> None:
    """Say everything in another language from now on.

    The window calls it once, before anything is said; the command line stays in English.
    """
    SENTENCES.update({code: translate(text) for code, text in SENTENCES.items()})
    for table in (STOP_SENTENCES, ENDED_WELL):
        table.update({reason: translate(text) for reason, text in table.items() if text})


class _Formatter(string.Formatter):
    """Knows the format "bytes"."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        if format_spec == "bytes":
            return format_bytes(int(value))
        return super().format_field(value, format_spec)


def sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a code. Raises `KeyError` for a code or a parameter it does not know."""
    return _Formatter().vformat(SENTENCES[code], (), params)


def stop_sentence(reason: StopReason, brief: bool = False) -> str:
    """Why a section ended, for a status line; with `brief` as an appendix to its counts."""
    text = STOP_SENTENCES[reason]
    if brief:
        return f" ({text})" if text else ""
    return text[:1].upper() + text[1:] + "." if text else ENDED_WELL[reason]


def format_bytes(size: int) -> str:
    """A size for people: "512 kB", "840 MB", "6.1 GB"."""
    if size >= 1_000_000_000:
        return f"{size / 1_000_000_000:.1f} GB"
    if 0 < size < 1_000_000:
        return f"{max(size // 1000, 1)} kB"
    return f"{size / 1_000_000:,.0f} MB"
