# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What is in a stage's way is said in one line, with what to do about it; bugs keep their trace."""

import errno
import sys
from collections.abc import Callable

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


class Refused(ValueError):
    """Something that the user gave cannot be used; the message says what, and what to do."""


def sentence_of(error: OSError) -> str:
    """An error of the system as a sentence. Errors that libraries raise have one of their own."""
    advice = _ADVICE.get(error.errno or 0)
    if advice is None:
        return " ".join(str(error).split())
    return f"{error.filename}: {advice}" if isinstance(error.filename, str) else advice


def told(stage: str, work: Callable[[], object], also: tuple[type[Exception], ...] = ()) -> int:
    """Do a stage's work; returns the exit code. What the user can mend is told on stderr; `also`
    is how a library says so."""
    from longwriter_desktop.app.messages import sentence
    from longwriter_desktop.domain.errors import EnvironmentProblem

    try:
        work()
    except EnvironmentProblem as problem:
        return _say(stage, sentence(problem.code, problem.params))
    except OSError as problem:
        return _say(stage, sentence_of(problem))
    except (Refused, *also) as problem:
        return _say(stage, " ".join(str(problem).split()))
    return 0


def _say(stage: str, text: str) -> int:
    print(f"{stage}: {text}", file=sys.stderr)
    return 1
