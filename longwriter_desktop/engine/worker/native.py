# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""llama.cpp's C interface: its log, a cancel flag that C code can read, small helpers.

Importing this module loads the shared libraries; the environment must be set before.
"""

import ctypes
import sys
import weakref
from collections import deque
from collections.abc import Sequence
from typing import Any

import llama_cpp.llama_cpp as llama

from longwriter_desktop.engine.worker.others import CoreWatch

LOG_WARN, LOG_ERROR, LOG_CONTINUED = 3, 4, 5  # ggml.h, enum ggml_log_level
_KEPT_LINES = 40


class NativeLog:
    """Keeps llama.cpp's latest warnings and errors, and passes the errors on to stderr."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._level = 0
        self._callback = llama.llama_log_callback(self._receive)

    def install(self) -> None:
        """Take over from the callback that importing llama_cpp installed. llama.cpp may call it
        as long as the process lives, so it is never freed, also when this object is gone."""
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(self._callback))
        llama.llama_log_set(self._callback, ctypes.c_void_p(0))

    def clear(self) -> None:
        self._lines.clear()

    def errors(self) -> str:
        """The lines kept since `clear`, the cause usually among the first."""
        return "\n".join(line.strip() for line in self._lines if line.strip())

    def _receive(self, level: int, text: bytes, _data: Any) -> None:
        if level != LOG_CONTINUED:
            self._level = level
        if self._level not in (LOG_WARN, LOG_ERROR):
            return
        line = text.decode("utf-8", "replace")
        self._lines.append(line)
        if self._level == LOG_ERROR:
            sys.stderr.write(line)


class CancelFlag:
    """A flag that another thread sets and that llama.cpp itself reads between graph nodes.

    llama.cpp's abort callback is `bool (*)(void *)`. A Python function there would take the
    interpreter lock several hundred times a token. C's `strlen` on a buffer that holds
    "" or "\\x01" answers 0 or 1, so it serves as the callback and costs nothing.
    """

    def __init__(self) -> None:
        self.buffer = (ctypes.c_char * 64)()
        runtime = ctypes.cdll.msvcrt if sys.platform == "win32" else ctypes.CDLL(None)
        self._strlen = ctypes.cast(runtime.strlen, llama.ggml_abort_callback)

    def attach(self, context: Any) -> None:
        address = ctypes.cast(self.buffer, ctypes.c_void_p)
        llama.llama_set_abort_callback(context, self._strlen, address)

    def set(self) -> None:
        self.buffer[0] = b"\x01"

    def clear(self) -> None:
        self.buffer[0] = b"\x00"

    def __bool__(self) -> bool:
        return self.buffer[0] != b"\x00"


class ThreadLimit:
    """How many threads a context may use. Another thread sets it; whoever decodes applies it,
    so that a context is never touched by two threads. `watch` tells how many of so many
    threads other programs leave a core to."""

    def __init__(self, watch: CoreWatch | None = None) -> None:
        self.limit = 0  # none
        self._watch = watch

    def set(self, limit: int) -> None:
        """No more than `limit` from the next batch on; 0: no limit."""
        self.limit = limit

    def apply(
        self, context: Any, most: tuple[int, int], in_use: tuple[int, int]
    ) -> tuple[int, int]:
        """Before a batch of a context that has `most` threads of its own to write and to read
        with, and uses some of them now. Returns those that it uses from here on."""
        writing = self._now(most[0])
        wanted = writing, writing if most[1] == most[0] else self._now(most[1])
        if wanted != in_use:
            llama.llama_set_n_threads(context, *wanted)
        return wanted

    def _now(self, most: int) -> int:
        free = most if self._watch is None or most == 1 else self._watch.threads(most)
        return min(self.limit or most, most, free)

    def done(self) -> None:
        """After the batch."""
        if self._watch is not None:
            self._watch.done()


class Batch:
    """A llama.cpp batch of up to `room` tokens, filled anew for each decode."""

    def __init__(self, room: int) -> None:
        self.handle = llama.llama_batch_init(room, 0, 1)
        self._tokens = self.handle.token
        self._positions = self.handle.pos
        self._sequences = [self.handle.seq_id[row] for row in range(room)]
        self._wanted = self.handle.logits
        for row in range(room):
            self.handle.n_seq_id[row] = 1
        self.size = 0  # tokens; what the handle says is set when it is filled
        weakref.finalize(self, llama.llama_batch_free, self.handle)

    def clear(self) -> None:
        self.size = 0

    def add(self, tokens: Sequence[int], position: int, sequence: int, last: bool) -> None:
        """Append tokens of one sequence; only the `last` one, if any, can be sampled from."""
        self._fill(tokens, position, sequence, False)
        if last and tokens:
            self._wanted[self.size - 1] = 1

    def add_each(self, tokens: Sequence[int], position: int, sequence: int) -> None:
        """Append tokens of one sequence, all of which can be sampled from."""
        self._fill(tokens, position, sequence, True)

    def put(self, token: int, position: int) -> None:
        """Make the only token that is in it another one, at another place of its sequence."""
        self._tokens[0] = token
        self._positions[0] = position

    def _fill(self, tokens: Sequence[int], position: int, sequence: int, wanted: bool) -> None:
        row = self.size
        for token in tokens:
            self._tokens[row] = token
            self._positions[row] = position
            self._sequences[row][0] = sequence
            self._wanted[row] = wanted
            row += 1
            position += 1
        self.size = self.handle.n_tokens = row


def token_array(tokens: list[int]) -> Any:
    """A C array (int32, length len(tokens)) of token ids."""
    return (llama.llama_token * len(tokens))(*tokens)


def model_text(model: Any, key: str) -> str:
    """A metadata value of a loaded model as text, "" where the key is missing."""
    buffer = ctypes.create_string_buffer(512)
    size = llama.llama_model_meta_val_str(model, key.encode(), buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace") if size >= 0 else ""
