# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Spelling for the window: asks the spelling process and remembers what it said of each word."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot
from PySide6.QtGui import QUndoCommand

from longwriter_desktop.app.session import DocumentSession
from longwriter_desktop.engine.process import own_command

_BATCH = 100  # words; suggestions wait for one batch at most
_STOP_MS = 1_000


class Spelling(QObject):
    """Verdicts on words. Nothing here waits for the process, but for stopping it.

    Signals:
        learned(): more words are known to be right or wrong.
        suggested(word, suggestions): the answer to `ask`.
        failed(name): the dictionary cannot be used, or the process has died.
    """

    learned = Signal()
    suggested = Signal(str, list)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dictionary: Path | None = None
        self._process: QProcess | None = None
        self._known: dict[str, bool] = {}
        self._wrong: set[str] = set()
        self._asked: set[str] = set()
        self._has_failed = False

    @property
    def dictionary(self) -> Path | None:
        """The dictionary in use, without suffix."""
        return self._dictionary

    def use(self, dictionary: Path | None) -> None:
        """Take another dictionary, or none; its process starts with the first question."""
        if dictionary != self._dictionary:
            self.stop()
            self._dictionary = dictionary
            self._known.clear()
            self._wrong.clear()
            self._has_failed = False

    def is_right(self, word: str) -> bool | None:
        """What the dictionary says of a word; None as long as it has not been asked."""
        return self._known.get(word)

    def has_wrong(self, words: Iterable[str]) -> bool:
        """Whether one of some words is known to be wrong."""
        return not self._wrong.isdisjoint(words)

    def check(self, words: Iterable[str]) -> None:
        """Ask about the words that are not known yet."""
        new = sorted(set(words) - self._known.keys() - self._asked)
        for at in range(0, len(new), _BATCH):
            self._send({"check": new[at : at + _BATCH]})
        self._asked.update(new)

    def ask(self, word: str) -> None:
        """Ask for suggestions."""
        self._send({"suggest": word})

    def stop(self) -> None:
        """End the process; the next question starts another."""
        process, self._process = self._process, None
        self._asked.clear()
        if process is not None:
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
            process.readyReadStandardOutput.disconnect(self._on_output)
            process.kill()
            process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def _send(self, request: dict[str, Sequence[str]]) -> None:
        if self._process is None:
            self._start()
        if self._process is not None:
            self._process.write(json.dumps(request).encode() + b"\n")

    def _start(self) -> None:
        if self._dictionary is None or self._has_failed:
            return
        command, extra = own_command("--spelling", str(self._dictionary))
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in extra.items():
            environment.insert(name, value)
        process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._on_output)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        process.start(command[0], command[1:])
        self._process = process

    @Slot()
    def _on_output(self) -> None:
        learned = False
        process = self._process
        while process is not None and process.canReadLine():
            answer = json.loads(bytes(process.readLine().data()))
            if "checked" in answer:
                self._known.update(answer["checked"])
                self._wrong.update(word for word, right in answer["checked"].items() if not right)
                self._asked.difference_update(answer["checked"])
                learned = True
            else:
                self.suggested.emit(answer["suggest"], answer["words"])
        if learned:
            self.learned.emit()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._on_finished()

    @Slot()
    def _on_finished(self) -> None:
        process, self._process = self._process, None
        self._asked.clear()
        self._has_failed = True  # asking again would end the same way
        if process is not None:
            process.deleteLater()
        self.failed.emit(self._dictionary.name if self._dictionary else "")


class SpellingWordsCommand(QUndoCommand):
    """Adds a word to those that are right in this document, or takes it out again."""

    def __init__(self, session: DocumentSession, word: str, label: str) -> None:
        super().__init__(label)
        self._session = session
        self._before = session.document.spelling_words
        self._after = self._before ^ {word}

    def redo(self) -> None:
        self._session.update_meta(spelling_words=self._after)

    def undo(self) -> None:
        self._session.update_meta(spelling_words=self._before)
