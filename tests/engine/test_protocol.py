# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The protocol's lines: what is written can be read, and nothing else is."""

import json

import pytest

from longwriter_desktop.domain import ports
from longwriter_desktop.domain.catalogue import Prompting
from longwriter_desktop.domain.document import StopReason
from longwriter_desktop.domain.tuning import EngineSettings, Trial, Tuning
from longwriter_desktop.engine import protocol

REQUEST = ports.GenerateRequest(
    messages=(ports.Message("user", "Schreib über 灯塔 🗼."), ports.Message("assistant", "")),
    max_tokens=40,
    prefill="So\n",
    sampling=ports.Sampling(temperature=0.0),
    seed=7,
    stop=("\n\n",),
    grammar='root ::= "a"',
    length=ports.LengthGoal.around(200),
    loop_guard=False,
)
SETTINGS = EngineSettings(2, 4, "off", "q8_0", "f16", 256, "CPU")
TRIAL = Trial(SETTINGS, 0.02, 0.004)
REQUESTS = [
    protocol.Load(1, "a b/é.gguf", 4096, SETTINGS, 0, Prompting("[INST]{prompt}[/INST]", ("x",))),
    protocol.Load(2, "m.gguf"),
    protocol.Unload(3),
    protocol.Count(4, ("a", "你好")),
    protocol.Generate(5, (REQUEST,)),
    protocol.Generate(6, (ports.GenerateRequest((), 1), REQUEST)),
    protocol.Prepare(7, REQUEST),
    protocol.Measure(8, REQUEST),
    protocol.SaveState(10, "a b/é.state", 4_000_000_000),
    protocol.RestoreState(11, "c.state"),
    protocol.Tune(12),
    protocol.Cancel(9),
    protocol.Cancel(9, 2),
    protocol.Threads(2),
    protocol.Shutdown(),
]
EVENTS = [
    protocol.StateProgress(1, 1 << 33),
    protocol.StateSaved(1, 512, ""),
    protocol.StateRestored(1, 0, "damaged"),
    protocol.LoadProgress(1, 0.5),
    protocol.Loaded(1, ports.EngineInfo("m", "0f", 2048)),
    protocol.Unloaded(2),
    protocol.Counted(3, (1, 2)),
    protocol.Prepared(4),
    protocol.Measured(4, 100, 120),
    protocol.TuneProgress(4, 0.25),
    protocol.Tuned(4, ports.EngineInfo("m", "0f", 2048, settings=SETTINGS)),
    protocol.Tuned(4, ports.EngineInfo("m", "0f", 2048), Tuning(TRIAL, (TRIAL,))),
    protocol.PromptProgress(4, ports.PromptProgress(1, 2, 0)),
    protocol.Thinking(4, ports.Thinking("Hm, 1 < 2.", 7), 2),
    protocol.TextDelta(4, ports.TextDelta("naïve\n", 3), 1),
    protocol.TextRewound(4, ports.TextRewound(2, "loop")),
    protocol.Generated(
        4, ports.Generated("x", StopReason.LOOP_CUT, ports.GenerationStats(1, 2, 3), 9)
    ),
    protocol.Failed(5, "model_missing", {"path": "x"}),
]
GOOD = {"v": 4, "type": "Cancel", "job": 3}
BAD_LINES = {
    "bad UTF-8": (b'{"v":4,"type":"Cancel","job":"\xff"}\n', "encoding"),
    "no JSON": (b"hello\n", "json"),
    "too deep": (b"[" * 100_000 + b"\n", "json"),
    "an empty line": (b"\n", "json"),
    "a list": (b"[1]\n", "shape"),
    "half a line": (json.dumps(GOOD).encode()[:-4], "shape"),
    "no newline": (json.dumps(GOOD).encode(), "shape"),
    "no version": (b'{"type":"Cancel","job":3}\n', "version"),
    "an old version": (b'{"v":0,"type":"Cancel","job":3}\n', "version"),
    "a new version": (b'{"v":5,"type":"Cancel","job":3}\n', "version"),
    "no type": (b'{"v":4,"job":3}\n', "type"),
    "an unknown type": (b'{"v":4,"type":"Dance","job":3}\n', "type"),
    "an event as a request": (b'{"v":4,"type":"Unloaded","job":3}\n', "type"),
    "no job": (b'{"v":4,"type":"Cancel"}\n', "field"),
    "a job that is text": (b'{"v":4,"type":"Cancel","job":"3"}\n', "field"),
    "a job that is a truth value": (b'{"v":4,"type":"Cancel","job":true}\n', "field"),
    "an unknown field": (b'{"v":4,"type":"Cancel","job":3,"now":1}\n', "field"),
    "texts that are no list": (b'{"v":4,"type":"Count","job":3,"texts":"a"}\n', "field"),
    "a request that is no object": (b'{"v":4,"type":"Generate","job":3,"requests":[4]}\n', "field"),
    "an unknown role": (
        b'{"v":4,"type":"Generate","job":3,"requests":[{"max_tokens":1,'
        b'"messages":[{"role":"boss","content":""}]}]}\n',
        "field",
    ),
}


@pytest.mark.parametrize("message", REQUESTS, ids=lambda message: type(message).__name__)
def test_a_request_is_read_as_it_was_written(message: protocol.Request) -> None:
    assert protocol.decode_request(protocol.encode(message)) == message


@pytest.mark.parametrize("message", EVENTS, ids=lambda message: type(message).__name__)
def test_an_event_is_read_as_it_was_written(message: protocol.Event) -> None:
    assert protocol.decode_event(protocol.encode(message)) == message


@pytest.mark.parametrize("message", [*REQUESTS, *EVENTS], ids=lambda item: type(item).__name__)
def test_a_message_is_one_line(message: protocol.Request | protocol.Event) -> None:
    line = protocol.encode(message)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


@pytest.mark.parametrize(("line", "code"), BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_refused_with_its_kind(line: bytes, code: str) -> None:
    with pytest.raises(protocol.ProtocolError) as caught:
        protocol.decode_request(line)
    assert caught.value.code == code
