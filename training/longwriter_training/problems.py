# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is in a stage's way is said in one line, with what to do about it; bugs keep their trace."""

import errno
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from longwriter_desktop.domain.errors import EnvironmentProblem

_FULL = "the disk is full: make room and start again; what is finished is kept"
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "the file would be larger than this system allows here: write to another disk",
    errno.ENOENT: "it is not there: look at the path again",
    errno.ENOTDIR: "a part of the path is no folder",
    errno.EISDIR: "it is a folder, where a file is needed",
    errno.EEXIST: "a file of that name is in the way: rename it or choose another folder",
    errno.EACCES: "this user may not read or write there: change its rights or the folder",
    errno.EPERM: "this user may not read or write there: change its rights or the folder",
    errno.EROFS: "that disk cannot be written to: choose another folder",
}
# What `training[full]` installs, as far as a stage can ask for it, and the program.
_INSTALLED_BY = {
    **dict.fromkeys(
        ("torch", "numpy", "tokenizers", "gguf", "llama_cpp", "transformers", "trl", "peft",
         "bitsandbytes", "accelerate", "datasets", "safetensors", "matplotlib"),
        "pip install -e 'training[full]'",
    ),
    "longwriter_desktop": "pip install -e . (the program itself)",
}  # fmt: skip
_INTERRUPTED = 130  # the exit code of a program that Ctrl+C ended


class Refused(ValueError):
    """Something that the user gave cannot be used; the message says what, and what to do."""


class LossBroken(Refused):
    """The loss is no number any more; no checkpoint was written since."""

    def __init__(self, step: int, loss: float, slope: float = 0.0) -> None:
        what = f"loss is {loss}" if slope == 0.0 else f"loss is {loss:.2f}, its slope {slope}"
        super().__init__(
            f"the {what} at step {step}: begin in a new --run folder, with a smaller rate or "
            "without the rows that were read last"
        )


def sentence_of(error: OSError) -> str:
    """An error of the system as a sentence. Errors that libraries raise have one of their own."""
    advice = _ADVICE.get(error.errno or 0)
    if advice is None:
        return " ".join(str(error).split())
    return f"{error.filename}: {advice}" if isinstance(error.filename, str) else advice


def told(stage: str, work: Callable[[], object], also: tuple[type[Exception], ...] = ()) -> int:
    """Do a stage's work; returns the exit code. What the user can mend is told on stderr; `also`
    is how a library says so."""
    refusals: tuple[type[Exception], ...] = (Refused, *also)
    try:
        work()
    except KeyboardInterrupt:
        _say(stage, "stopped; the same command goes on from what is finished")
        return _INTERRUPTED
    except _problems_of_the_app() as problem:
        from longwriter_desktop.app.messages import sentence

        return _say(stage, sentence(problem.code, problem.params))
    except ModuleNotFoundError as missing:
        command = _INSTALLED_BY.get((missing.name or "").partition(".")[0])
        if command is None:
            raise
        return _say(stage, f"{missing.name} is not installed here: {command}")
    except OSError as problem:
        return _say(stage, sentence_of(problem))
    except refusals as problem:
        return _say(stage, " ".join(str(problem).split()))
    return 0


def _problems_of_the_app() -> "tuple[type[EnvironmentProblem], ...]":
    """None before the app was imported: the two training loops run where it is not."""
    if "longwriter_desktop.domain.errors" not in sys.modules:
        return ()
    from longwriter_desktop.domain.errors import EnvironmentProblem

    return (EnvironmentProblem,)


def _say(stage: str, text: str) -> int:
    print(f"{stage}: {text}", file=sys.stderr)
    return 1
