# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The arguments of `longwriter`. Nothing heavy is imported here, so `--help` is quick."""

import argparse
from pathlib import Path
from typing import TypeAlias

from longwriter_desktop import __version__

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

EXIT_OK = 0
EXIT_BUG = 1
EXIT_INPUT = 2
EXIT_ENVIRONMENT = 3
EXIT_ENGINE = 4
EXIT_STOPPED = 130

_LEAST_CONTEXT = 256  # tokens; less holds no prompt

_EPILOG = """exit codes:
  0    done
  1    the program has a bug; the text is saved
  2    an argument or an input file cannot be used
  3    a file, the disk or the library is in the way
  4    the model could not be loaded, or its process ended
  130  stopped with Ctrl-C or a signal to end; the text is kept, "longwriter resume last"
       goes on
"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="longwriter",
        description="Plan and write long documents with a model on this computer.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"longwriter {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_plan(commands)
    _add_write(commands)
    _add_resume(commands)
    _add_listing(commands)
    _add_serve(commands)
    return parser


def _add_plan(commands: _Commands) -> None:
    plan = commands.add_parser("plan", help="make a plan from an instruction")
    plan.add_argument("instruction", help='what to write; "-" reads it from standard input')
    _add_planning(plan)
    plan.add_argument(
        "-o", "--output", type=Path, help='write the plan to this file; "-" prints it'
    )
    _add_engine(plan)
    _add_data(plan)


def _add_write(commands: _Commands) -> None:
    write = commands.add_parser("write", help="write a document from an instruction or a plan")
    write.add_argument("source", help='an instruction, a plan file, or "-" for standard input')
    _add_planning(write)
    write.add_argument("--title", default="", help="title of the document")
    ways = write.add_mutually_exclusive_group()
    ways.add_argument(
        "--fast-draft", action="store_true",
        help="write several sections at once, each from instruction and plan alone: faster, "
        "but the sections do not know each other's text",
    )  # fmt: skip
    ways.add_argument(
        "--one-shot", action="store_true",
        help="write the whole document in one answer, for models trained to, as LongWriter's are",
    )  # fmt: skip
    ways.add_argument(
        "--without-plan", action="store_true",
        help="as --one-shot, but show the model only instruction and length, and let it choose "
        "its own headings",
    )  # fmt: skip
    write.add_argument(
        "-o", "--output", type=Path, action="append", default=[],
        help="export to this .docx or .md file when done; may be given several times",
    )  # fmt: skip
    _add_engine(write)
    _add_data(write)


def _add_resume(commands: _Commands) -> None:
    resume = commands.add_parser("resume", help="go on writing a document, mid-section if need be")
    _add_document(resume)
    resume.add_argument(
        "-o", "--output", type=Path, action="append", default=[],
        help="export to this .docx or .md file when done; may be given several times",
    )  # fmt: skip
    _add_engine(resume)
    _add_data(resume)


def _add_listing(commands: _Commands) -> None:
    listing = commands.add_parser("list", help="list the documents of the library")
    _add_data(listing)
    export = commands.add_parser("export", help="export a document to DOCX or Markdown")
    _add_document(export)
    export.add_argument("-o", "--output", type=Path, required=True, help="a .docx or .md file")
    export.add_argument("--toc", action="store_true", help="add a table of contents (DOCX)")
    export.add_argument(
        "--page-breaks", action="store_true", help="start chapters on a new page (DOCX)"
    )
    export.add_argument(
        "--manuscript", action="store_true", help="double spaced, indented first lines (DOCX)"
    )
    export.add_argument("--no-headings", action="store_true", help="leave section headings out")
    export.add_argument("--author", default="", help="author, for the document's properties")
    _add_data(export)
    choices = commands.add_parser(
        "export-choices",
        help="write texts that you kept and takes that you did not to a file for training",
        description="Writes a file that a model can be trained on with training/: instruction, "
        "plan, pinned notes and style sample of each document, its text, the takes that you did "
        "not keep, and the names of the models. The file stays on this computer.",
    )
    choices.add_argument(
        "document", nargs="+", help='id, beginning of the id, title, or "last"; several are allowed'
    )
    choices.add_argument("-o", "--output", type=Path, required=True, help="a .jsonl file")
    _add_data(choices)
    models = commands.add_parser("models", help="list the model files on this computer")
    models.add_argument(
        "--context", type=_context,
        help="judge with so many tokens of context; default: as each model is loaded",
    )  # fmt: skip
    _add_data(models)
    download = commands.add_parser(
        "download", help="download a model from the Hugging Face Hub, or list what there is"
    )
    download.add_argument("repository", help="owner/name, or the address of its page")
    download.add_argument(
        "file", nargs="?", default="",
        help='name of a GGUF file there, or its quantisation ("Q4_K_M"); without it the files '
        "are listed",
    )  # fmt: skip
    _add_data(download)
    bench = commands.add_parser("bench", help="measure how fast a model reads and writes here")
    bench.add_argument(
        "--tune", action="store_true", help="find the settings that the model runs best with here"
    )
    _add_engine(bench)
    _add_data(bench)


def _context(text: str) -> int:
    if not text.isdecimal() or int(text) < _LEAST_CONTEXT:
        least = f"a number of tokens, at least {_LEAST_CONTEXT}"
        raise argparse.ArgumentTypeError(f"{text!r} is no context: {least}")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number up to 65535")
    return int(text)


def _add_serve(commands: _Commands) -> None:
    serve = commands.add_parser(
        "serve",
        help="offer a model to other programs on this computer, as an OpenAI-compatible server",
        description="Offers the model at http://127.0.0.1:PORT/v1 to programs on this computer "
        "that have the token. Ctrl-C ends it.",
    )
    serve.add_argument("--port", type=_port, default=8737, help="0 takes a free one; default: 8737")
    serve.add_argument(
        "--token",
        help="what clients must send as the API key; others on this computer can see it here, so "
        "rather set LONGWRITER_TOKEN; default: a new one at each start",
    )
    serve.add_argument(
        "--token-file", type=Path, help="keep the token in this file, which only you can read"
    )
    serve.add_argument("--model", type=Path, help="a GGUF file; default: the starter model")
    serve.add_argument("--context", type=_context, help="context length in tokens")
    _add_data(serve)


def _add_planning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--words", type=int,
        help="length of the document in words; default: what the instruction says "
        '("a 6,000-word report"), or the sum of the plan file',
    )  # fmt: skip
    parser.add_argument(
        "--language", default="",
        help='language tag, "de" for instance; default: "zh", "ja" or "ko" where the instruction '
        'is in it, else "en"',
    )  # fmt: skip
    parser.add_argument(
        "--structure", default="",
        help="use a ready structure instead of asking the model: "
        "essay, report, how-to, news, three-act, review",
    )  # fmt: skip


def _add_document(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", help='id, beginning of the id, title, or "last"')


def _add_engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="a GGUF file; default: the starter model")
    parser.add_argument("--context", type=_context, help="context length in tokens")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same text")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, help="folder of the library (portable use)")
