# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Words about servers that write in place of a model on this computer."""

from longwriter_desktop.domain.endpoint import ConnectionReport, Endpoint
from longwriter_desktop.ui.translation import plural, tr
from longwriter_desktop.ui.words import listed, model_here, said

SERVERS = tr("Model servers…")
TITLE = tr("Model servers")
WHAT = tr(
    "A server on a bigger machine, or a service, can write in place of a model on this computer."
    " It must speak the OpenAI interface, as most do."
)
LIST_NAME = tr("Your servers")
ADD = tr("Add")
REMOVE = tr("Remove")
USE = tr("Write with it")
CLOSE = tr("Close")
KIND = tr("Kind")
OTHER_KIND = tr("Another one")
NAME = tr("Name")
ADDRESS = tr("Address")
ADDRESS_HINT = tr("http://localhost:8080/v1")
KEY = tr("Key")
KEY_HINT = tr("Only where the server wants one")
KEY_LOST = tr("Type the key again")
TYPE_KEY = tr("Type the key…")
KEY_KEPT = tr("A key is kept; type another to replace it")
MODEL = tr("Model")
MODEL_HINT = tr("Empty: the server's first")
LIST_MODELS = tr("Ask the server")
LIST_MODELS_TIP = tr("Asks the server which models it has")
CONTEXT = tr("Context")
CONTEXT_UNKNOWN = tr("As the server says")
CONTEXT_TIP = tr("How much the model can read at once. Type it where the server does not say.")
TOKENS = tr(" tokens")
TAKES = tr("Requests at once")
TEST = tr("Test connection")
STOP = tr("Stop")
TESTING = tr("Asking the server…")
NOTHING_YET = tr("No server yet. Add one, and choose its kind.")
NEW_NAME = tr("New server")
KEY_NOT_KEPT = tr("This computer has no keyring, so the key is kept only until you quit.")
SEND_YES = tr("Send my text there")
SEND_NO = tr("Do not use it")
REMOVE_YES = tr("Remove it")
KEEP = tr("Keep it")
NO_MODELS = tr("The server names no models. Type the name of one.")


def here(name: str) -> str:
    """A server in a list of models, where it runs on this computer."""
    return tr("{name}, on this computer").format(name=name)


def model_at(endpoint: Endpoint | None, name: str) -> str:
    """The model in use, and where it runs."""
    if endpoint is None:
        return model_here(name)
    if endpoint.is_on_this_machine:
        text = tr("{name} by {server}, this computer")
        return text.format(name=name, server=endpoint.name)
    return tr("{name}, on {host}").format(name=name, host=endpoint.host)


def row(endpoint: Endpoint) -> str:
    """A server in the list of models to choose from."""
    if endpoint.is_on_this_machine:
        return here(endpoint.name)
    return tr("{name}, on {host}").format(name=endpoint.name, host=endpoint.host)


def ready(endpoint: Endpoint) -> str:
    """A server was chosen, and is contacted when it is needed."""
    return tr("{name}, contacted when you need it").format(name=endpoint.name)


def not_found(endpoint: Endpoint) -> str:
    """A server is chosen, and could not be reached or wants something first."""
    return tr("{name}, not connected").format(name=endpoint.name)


def looking_for(endpoint: Endpoint) -> str:
    return tr("Looking for {host}…").format(host=endpoint.host)


def pause(seconds: int, is_asked: bool) -> str:
    """While a request waits before it is sent again; `is_asked`: the server wants that."""
    if is_asked:
        text = tr("The server asks for a pause: goes on in {seconds} s")
    else:
        text = tr("The server cannot answer now: asked again in {seconds} s")
    return text.format(seconds=seconds)


def pause_short(seconds: int) -> str:
    """The same beside the text, where there is little room."""
    return tr("Pause: {seconds} s").format(seconds=seconds)


def goes_to(host: str) -> str:
    """The mark, all the while that text is sent to another machine."""
    return tr("Text goes to {host}").format(host=host)


def goes_to_tip(endpoint: Endpoint) -> str:
    return tr(
        "What the model writes, and what it reads of your document for that, goes to {host}"
        " ({name}). Click to change it."
    ).format(host=endpoint.host, name=endpoint.name)


def ask_to_send(host: str) -> str:
    return tr("Your text will be sent to {host}").format(host=host)


def ask_to_send_more(host: str) -> str:
    return tr(
        "To plan and write, the instruction, the plan, your notes and the sections before go to"
        " {host}, which is not this computer. Whoever runs it can read and keep them. Nothing is"
        " sent while you only type. You will not be asked again for this server."
    ).format(host=host)


def ask_to_remove(name: str) -> str:
    return tr("Remove {name} and its key? The server itself stays as it is.").format(name=name)


def unencrypted(host: str) -> str:
    """The address begins with http, and is not on this computer."""
    return tr(
        "The way to {host} is not encrypted: others in the same network could read what is sent."
        " Use an address with https where there is one."
    ).format(host=host)


def models_found(count: int) -> str:
    return plural(count, tr("{n} model"), tr("{n} models")).format(n=count)


def report(found: ConnectionReport) -> str:
    """What a test of a connection found."""
    seconds = f"{found.first_token_seconds:.1f}"
    if found.server:
        text = tr("It works: {server} answered with {model} after {seconds} s.")
    else:
        text = tr("It works: {model} answered after {seconds} s.")
    works = text.format(server=found.server, model=found.model, seconds=seconds)
    context = tr("context {tokens:,} tokens").format(tokens=found.context_tokens)
    parts = (
        models_found(len(found.models)),
        context,
        tr("text comes as it is written") if found.streams else tr("text comes all at once"),
        tr("plans by schema") if found.takes_schema else tr("no plans by schema"),
        tr("counts tokens") if found.counts_tokens else tr("tokens are estimated"),
    )
    return said(works, tr("{list}.").format(list=_first_upper(listed(parts))))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
