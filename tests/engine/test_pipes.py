# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The pipes between client and worker: full, stalled, or with garbage on them."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Generated, GenerateRequest, LoadProgress, TextDelta
from longwriter_desktop.engine import jobs, protocol
from longwriter_desktop.engine import process as process_module
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess, own_command
from tests.engine.asking import STORY, answer, ask, events_of, shown, turns
from tests.engine.faults import endless

can_be_stopped = pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="a process cannot be stopped here"
)
TOO_MUCH_FOR_A_PIPE = "word " * 400_000

# Passes on what the worker says up to its first word, and then something else.
RELAY = """
import subprocess, sys
command = [sys.executable, "-m", "longwriter_desktop", "--worker"]
worker = subprocess.Popen(command, stdin=sys.stdin, stdout=subprocess.PIPE)
output = sys.stdout.buffer
for line in worker.stdout:
    output.write(line)
    output.flush()
    if b"TextDelta" in line:
        break
worker.kill()
worker.wait()
output.write(bytes.fromhex(sys.argv[1]))
"""
GARBAGE = {
    "noise": random.Random(0).randbytes(5_000) + b"\n",
    "half a line": b'{"v":3,"type":"TextDelta","job":',
    "a line of another program": b"llama_model_loader: loaded meta data\n",
    "an endless number": b'{"v":' + b"9" * 20_000 + b"}\n",
    "a number beyond all numbers": b'{"v":3,"type":"LoadProgress","job":1,"fraction":1'
    + b"0" * 400 + b"}\n",
    "brackets without end": b"[" * 50_000 + b"\n",
}  # fmt: skip


@pytest.fixture
def raw_worker() -> Iterator[subprocess.Popen[bytes]]:
    command, environment = own_command("--worker")
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as process:
        yield process
        process.kill()


def stop(engine: WorkerEngine) -> None:
    """Stop the worker: it neither reads nor writes nor ends."""
    assert engine.worker_pid is not None
    os.kill(engine.worker_pid, signal.SIGSTOP)


def tell(worker: subprocess.Popen[bytes], *requests: protocol.Request) -> None:
    assert worker.stdin is not None
    for request in requests:
        worker.stdin.write(protocol.encode(request))
    worker.stdin.flush()


def heard(worker: subprocess.Popen[bytes], last: type) -> list[protocol.Event]:
    """What the worker says, up to the first event of a kind."""
    assert worker.stdout is not None
    events = []
    for line in worker.stdout:
        events.append(protocol.decode_event(line))
        if isinstance(events[-1], last):
            break
    return events


@can_be_stopped
def test_a_request_that_the_pipe_does_not_take_can_be_cancelled(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    engine.load_now(tiny_path)
    stop(engine)
    timer = threading.Timer(0.2, engine.cancel)
    timer.start()
    result = answer(events_of(engine, TOO_MUCH_FOR_A_PIPE))
    timer.join()
    assert (result.text, result.stop_reason) == ("", StopReason.CANCELLED)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


@can_be_stopped
def test_an_engine_whose_pipe_is_full_can_be_closed(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    stop(engine)
    problems: list[str] = []

    def count() -> None:
        try:
            engine.count_tokens([TOO_MUCH_FOR_A_PIPE])
        except EngineProblem as problem:
            problems.append(problem.code)

    thread = threading.Thread(target=count)
    thread.start()
    while not engine._jobs._running:
        time.sleep(0.01)
    engine.close()
    thread.join()
    assert problems == ["engine_no_answer"]


@can_be_stopped
@pytest.mark.parametrize(
    ("limit", "use"),
    [
        ("ANSWER_SECONDS", lambda engine: engine.count_tokens(["a word"])),
        ("COMPUTE_SECONDS", lambda engine: ask(engine, STORY)),
    ],
)
def test_a_worker_that_got_stuck_is_given_up_and_started_again_on_use(
    engine: WorkerEngine,
    tiny_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limit: str,
    use: Callable[[WorkerEngine], object],
) -> None:
    engine.load_now(tiny_path)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, limit, 0.5)
        stop(engine)
        with pytest.raises(EngineProblem, match="engine_no_answer"):
            use(engine)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


class Babbling:
    """A process that hears of no cancel and always has more text."""

    def __init__(self) -> None:
        self.events = self
        self.was_killed = False
        self.has_spoken = True
        self._gives_up_at = time.monotonic() + 20

    def get(self, timeout: float) -> protocol.Event:
        assert time.monotonic() < self._gives_up_at, "it is listened to for ever"
        return protocol.TextDelta(1, TextDelta("more ", 1))

    def send(self, request: protocol.Request) -> None:
        """Nobody hears it."""

    def kill(self) -> None:
        self.was_killed = True


def test_a_worker_that_writes_on_although_it_was_cancelled_is_killed() -> None:
    process, running = Babbling(), jobs.Jobs()
    request = protocol.Generate(1, (GenerateRequest(turns(STORY), 9),))
    events = running.run(process, request)  # type: ignore[arg-type]
    assert isinstance(next(events), protocol.TextDelta)
    running.cancel()
    *_text, last = events
    assert isinstance(last, jobs.CancelTimeout)
    assert process.was_killed


def test_a_reader_that_stalls_has_the_whole_text_in_the_end(tiny: WorkerEngine) -> None:
    events = tiny.generate(endless(1))
    seen = [next(events)]
    threading.Event().wait(0.5)  # the worker goes on meanwhile
    seen += events
    assert shown(seen) == answer(seen).text
    assert len(answer(seen).text) > 1_000


def test_an_engine_whose_reader_stalls_can_be_closed(engine: WorkerEngine, tiny_path: Path) -> None:
    engine.load_now(tiny_path)
    events = engine.generate(endless(1))
    seen = [next(events)]
    engine.close()
    assert not engine.is_loaded
    seen += events
    assert answer(seen).stop_reason is StopReason.CANCELLED


@pytest.mark.skipif(sys.platform == "win32", reason="asks the pipe how full it is")
def test_a_worker_that_nobody_listens_to_waits_with_the_rest_and_heeds_a_cancel(
    raw_worker: subprocess.Popen[bytes], tiny_path: Path
) -> None:
    import fcntl
    import termios

    assert raw_worker.stdout is not None
    many = protocol.Count(2, ("a",) * 100_000)
    tell(raw_worker, protocol.Load(1, str(tiny_path)), many, protocol.Generate(3, (endless(1),)))
    filled = 0
    while filled < 50_000:
        time.sleep(0.02)
        count = fcntl.ioctl(raw_worker.stdout, termios.FIONREAD, b"\0" * 4)
        filled = int.from_bytes(count, "little")
    tell(raw_worker, protocol.Cancel(3))
    *before, ended = heard(raw_worker, protocol.Generated)
    (counted,) = (event for event in before if isinstance(event, protocol.Counted))
    assert len(counted.counts) == 100_000
    assert isinstance(ended, protocol.Generated)
    assert ended.event.stop_reason is StopReason.CANCELLED


@pytest.mark.parametrize("garbage", list(GARBAGE))
def test_garbage_from_the_worker_ends_it_and_leaves_the_text_and_the_engine(
    engine: WorkerEngine, tiny_path: Path, monkeypatch: pytest.MonkeyPatch, garbage: str
) -> None:
    _command, environment = own_command("--worker")
    relay = [sys.executable, "-c", RELAY, GARBAGE[garbage].hex()]
    with monkeypatch.context() as patch:
        patch.setattr(process_module, "own_command", lambda *_: (relay, environment))
        engine.load_now(tiny_path)
    seen = []
    with pytest.raises(EngineProblem) as caught:
        seen.extend(iter(engine.generate(endless(1))))
    assert caught.value.code == "worker_crashed"
    assert "bad event" in caught.value.params["log_tail"]
    assert isinstance(seen[-1], TextDelta)
    assert isinstance(list(engine.restart())[-1], LoadProgress)
    assert ask(engine, STORY, grammar='root ::= "yes"').text == "yes"


def test_a_line_without_an_end_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "LONGEST_LINE", 1_000)
    code = "import sys\nwhile True: sys.stdout.write('x' * 100)"
    process = WorkerProcess([sys.executable, "-c", code])
    end = process.events.get(timeout=30)
    process.close()
    assert isinstance(end, ProcessEnd)
    assert "half a line" in end.log_tail


@pytest.mark.parametrize("garbage", list(GARBAGE))
def test_garbage_to_the_worker_ends_it_with_a_reason_in_the_middle_of_a_text(
    raw_worker: subprocess.Popen[bytes], tiny_path: Path, garbage: str
) -> None:
    assert raw_worker.stdin is not None
    tell(raw_worker, protocol.Load(1, str(tiny_path)), protocol.Generate(2, (endless(1),)))
    heard(raw_worker, protocol.TextDelta)
    raw_worker.stdin.write(GARBAGE[garbage])
    _rest, log = raw_worker.communicate()
    assert raw_worker.returncode == 2
    assert b"bad request" in log


def test_a_damaged_line_is_a_protocol_error_or_a_message() -> None:
    stats = Generated("The end.", StopReason.FINISHED)
    lines = [
        protocol.encode(protocol.Generate(1, (GenerateRequest(turns(STORY), 5),))),
        protocol.encode(protocol.Generated(2, stats)),
        protocol.encode(protocol.LoadProgress(3, 0.25)),
        protocol.encode(protocol.Counted(4, (1, 2, 3))),
    ]
    chance, wrong = random.Random(0), 0
    for number in range(4_000):
        line = bytearray(lines[number % len(lines)])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(line))
            line[at : at + chance.randrange(3)] = chance.choice(
                (b"", b"9" * 5_000, b"[", b'"', b"null", b"1e999", b"-1", chance.randbytes(2))
            )
        for decode in (protocol.decode_request, protocol.decode_event):
            try:
                decode(bytes(line))
            except protocol.ProtocolError:
                wrong += 1
    assert wrong > 4_000
