# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker as a process: what it does without our client's help."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine import protocol
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.process import ProcessEnd, WorkerProcess, own_command
from tests.engine.test_protocol import BAD_LINES

CLIENT_THAT_WAITS = """
import sys
from pathlib import Path
from longwriter_desktop.domain.ports import GenerateRequest, Message, Sampling, TextDelta
from longwriter_desktop.engine.client import WorkerEngine

engine = WorkerEngine()
engine.load_now(Path(sys.argv[1]))
request = GenerateRequest((Message("user", "Go on."),), 100_000, sampling=Sampling(temperature=2.0))
for event in engine.generate(request):
    if isinstance(event, TextDelta):
        print(engine.worker_pid, flush=True)
        sys.stdin.read()
"""

# Keys come all the time while a program that does nothing is started again and again.
STARTS_UNDER_KEYS = """
import os, signal, sys, threading
from longwriter_desktop.engine.process import WorkerProcess

keys = [getattr(signal, name) for name in sys.argv[1:]]
for key in keys:
    signal.signal(key, lambda number, frame: None)
is_over = threading.Event()

def press():
    while not is_over.is_set():
        for key in keys:
            os.killpg(os.getpid(), key)

threading.Thread(target=press).start()
ends = [WorkerProcess(["true"]).events.get().signal for _ in range(100)]
is_over.set()
print(sum(end != 0 for end in ends))
"""

WORKER_THAT_TELLS_OF_COLLECTIONS = """
import gc, sys
from longwriter_desktop.engine.worker.main import main

def tell(phase, info):
    if phase == "stop" and info["generation"] == 2 and gc.get_freeze_count():
        sys.stderr.write("collected\\n")

gc.callbacks.append(tell)
main()
"""


@pytest.fixture
def raw_worker() -> Iterator[subprocess.Popen[bytes]]:
    command, environment = own_command("--worker")
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **environment},
    ) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("case", ["bad UTF-8", "no JSON", "a new version", "an unknown type"])
def test_a_bad_line_ends_the_worker_without_an_event(
    raw_worker: subprocess.Popen[bytes], case: str
) -> None:
    output, _ = raw_worker.communicate(BAD_LINES[case][0])
    assert output == b""
    assert raw_worker.returncode == 2


def test_the_worker_ends_when_its_input_closes(raw_worker: subprocess.Popen[bytes]) -> None:
    output, _ = raw_worker.communicate(protocol.encode(protocol.Count(1, ("a",))))
    assert raw_worker.returncode == 0
    assert output in (b"", protocol.encode(protocol.Failed(1, "no_model", {})))


def test_the_worker_ignores_an_interrupt_from_the_keyboard(
    raw_worker: subprocess.Popen[bytes],
) -> None:
    assert raw_worker.stdin is not None
    assert raw_worker.stdout is not None
    for job in (1, 2):
        raw_worker.stdin.write(protocol.encode(protocol.Count(job, ("a",))))
        raw_worker.stdin.flush()
        event = protocol.decode_event(raw_worker.stdout.readline())
        assert event == protocol.Failed(job, "no_model", {})
        raw_worker.send_signal(signal.SIGINT)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no sessions there")
def test_no_key_at_the_terminal_reaches_a_worker() -> None:
    process = WorkerProcess()
    session, group = os.getsid(process.pid), os.getpgid(process.pid)
    process.close()
    assert session == group == process.pid


@pytest.mark.skipif(sys.platform == "win32", reason="there are no sessions there")
def test_no_key_reaches_a_worker_that_is_only_being_started() -> None:
    _, environment = own_command("--worker")
    done = subprocess.run(
        [sys.executable, "-c", STARTS_UNDER_KEYS, "SIGINT", "SIGTSTP", "SIGHUP", "SIGQUIT"],
        capture_output=True, text=True, timeout=60, start_new_session=True,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "0\n"), done.stderr


@pytest.mark.skipif(not Path("/proc/self/autogroup").exists(), reason="Linux may group so")
@pytest.mark.parametrize("priority", [0, 7])
def test_a_lowered_priority_counts_against_all_programs(priority: int) -> None:
    command, environment = own_command("--worker")
    process = WorkerProcess(["nice", "-n", str(priority), *command], environment)
    process.send(protocol.Count(1, ("a",)))
    process.events.get(timeout=20)
    said = Path(f"/proc/{process.pid}/autogroup").read_text()
    process.close()
    assert said.endswith(f" nice {os.nice(0) + priority}\n")


def test_the_worker_frees_what_python_keeps_after_every_job() -> None:
    _, environment = own_command("--worker")
    with subprocess.Popen(
        [sys.executable, "-c", WORKER_THAT_TELLS_OF_COLLECTIONS],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        for job in (1, 2, 3):
            process.stdin.write(protocol.encode(protocol.Count(job, ("a",))))
        process.stdin.write(protocol.encode(protocol.Shutdown()))
        process.stdin.flush()
        assert process.stderr.read().count(b"collected") == 3


def test_the_worker_ends_with_its_parent_in_the_middle_of_a_text(tiny_path: Path) -> None:
    _, environment = own_command("--worker")
    with subprocess.Popen(
        [sys.executable, "-c", CLIENT_THAT_WAITS, str(tiny_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **environment},
    ) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    worker.wait(20)
    assert not worker.is_running()


def test_a_program_that_cannot_be_started_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(EngineProblem) as caught:
        WorkerProcess([str(tmp_path / "no-such-program")])
    assert caught.value.code == "worker_missing"


def test_a_worker_that_prints_nonsense_is_ended_and_the_log_says_so() -> None:
    process = WorkerProcess([sys.executable, "-c", "print('hello', flush=True); input()"])
    end = process.events.get(timeout=20)
    process.close()
    assert isinstance(end, ProcessEnd)
    assert end.signal == signal.SIGKILL
    assert "bad event: json" in end.log_tail


def test_what_a_dying_worker_says_is_kept() -> None:
    code = "import sys; sys.exit('the disk is on fire')"
    process = WorkerProcess([sys.executable, "-c", code])
    end = process.events.get(timeout=20)
    process.close()
    assert end == ProcessEnd(exit_code=1, signal=0, log_tail="the disk is on fire")
    assert end.problem().code == "worker_crashed"


def test_a_worker_that_does_not_end_when_asked_is_killed() -> None:
    code = "import time\nwhile True: time.sleep(1)"
    process = WorkerProcess([sys.executable, "-c", code])
    process.close()
    assert not process.is_running


def test_the_worker_starts_with_bounded_spinning_huge_pages_and_no_debugger() -> None:
    names = ("GOMP_SPINCOUNT", "GLIBC_TUNABLES", "GGML_NO_BACKTRACE")
    code = f"import os, sys; sys.exit(' '.join(os.environ[name] for name in {names}))"
    process = WorkerProcess([sys.executable, "-c", code])
    end = process.events.get(timeout=20)
    process.close()
    assert isinstance(end, ProcessEnd)
    assert end.log_tail == "100000 glibc.malloc.hugetlb=1 1"


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages are asked for on Linux alone")
def test_memory_taken_after_loading_and_measuring_is_in_no_huge_page(
    engine: WorkerEngine, tiny_path: Path
) -> None:
    def are_possible() -> bool:
        status = Path(f"/proc/{engine.worker_pid}/status").read_text(encoding="ascii")
        return "THP_enabled:\t1" in status

    engine.load_now(tiny_path)
    assert not are_possible()
    list(engine.tune())
    assert not are_possible()
