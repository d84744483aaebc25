# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Short work beside the window and beside the model: a disk is read, a server is asked."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

from longwriter_desktop.domain.errors import EnvironmentProblem

Answer = Callable[[object], None]
Refusal = Callable[[EnvironmentProblem], None]


class Background(QObject):
    """Runs each piece of work in a thread that ends with it, and brings the answer back.

    The answer to earlier work of the same kind is dropped when newer work was begun. A server
    that does not answer holds nobody up: such a thread is left alone when the program ends.
    """

    _over = Signal(str, int, object, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}
        self._waiting: dict[str, tuple[Answer, Refusal]] = {}
        self._is_closed = False
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)

    def is_busy(self, kind: str) -> bool:
        """Whether work of a kind is going on."""
        return kind in self._waiting

    def start(
        self,
        kind: str,
        work: Callable[[], object],
        answer: Answer,
        refusal: Refusal,
    ) -> None:
        """Do work in the background. `answer` gets its result, `refusal` its problem."""
        number = self._numbers.get(kind, 0) + 1
        self._numbers[kind] = number
        self._waiting[kind] = (answer, refusal)
        threading.Thread(
            target=self._run, args=(kind, number, work), name=f"background {kind}", daemon=True
        ).start()

    def forget(self, kind: str) -> None:
        """Drop the answer to work of a kind."""
        self._waiting.pop(kind, None)

    def close(self) -> None:
        """Hear of nothing any more."""
        self._is_closed = True
        self._waiting.clear()

    def _run(self, kind: str, number: int, work: Callable[[], object]) -> None:
        result: object = None
        problem: EnvironmentProblem | None = None
        try:
            result = work()
        except EnvironmentProblem as error:
            problem = error
        except BaseException as bug:
            self._tell(kind, number, None, bug)
            raise
        self._tell(kind, number, result, problem)

    def _tell(self, kind: str, number: int, result: object, problem: BaseException | None) -> None:
        if not self._is_closed:
            self._over.emit(kind, number, result, problem)

    @Slot(str, int, object, object)
    def _on_over(
        self, kind: str, number: int, result: object, problem: BaseException | None
    ) -> None:
        if number != self._numbers[kind] or kind not in self._waiting:
            return
        answer, refusal = self._waiting.pop(kind)
        if problem is None:
            answer(result)
        elif isinstance(problem, EnvironmentProblem):
            refusal(problem)
        else:
            raise problem
