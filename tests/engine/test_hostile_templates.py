# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A chat template out of a file from anywhere cannot hang the worker, fill the memory or reach
the program."""

import resource
import signal
from pathlib import Path

import psutil
import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Message
from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.engine.worker import sandbox
from longwriter_desktop.engine.worker.sandbox import MEMORY
from longwriter_desktop.engine.worker.schema import schema_grammar
from longwriter_desktop.engine.worker.template import ChatTemplate
from tests.engine.tiny_gguf import write_tiny_model
from tests.support.vocabularies import letters

HOSTILE = {
    "an object's class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the globals of a function": "{{ raise_exception.__globals__.signal }}",
    "a function's code": "{{ strftime_now.__code__.co_consts }}",
    "a class through format": "{{ '{0.__class__.__mro__[1]}'.format(messages).a.b }}",
    "a changed message": "{{ messages.append(1) }}",
    "a loop in a loop": "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}"
    "{% endfor %}",
    "a macro without an end": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "a long text": "{{ 'x' * 10**9 }}",
    "a longer text": "{% set n = 10**11 %}{{ 'x' * n }}",
    "a text that doubles": "{% set ns = namespace(x='x') %}{% for i in range(60) %}"
    "{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "a list that doubles": "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}"
    "{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "a padded text": "{{ 'x'.ljust(9999999999) }}",
    "a padded number": "{{ '%9999999999d' | format(1) }}",
    "a long date": "{{ strftime_now('%99999999d') }}{{ strftime_now('%d' * 99999999) }}",
    "a huge power": "{{ 9 ** (9 ** (9 ** 9)) }}",
    "a power at run time": "{% set n = 9 %}{{ (n ** (n ** n)) % 7 }}",
    "much output": "{% for i in range(99999) %}{{ 'x' * 99 }}{% endfor %}",
    "a deep bracket": "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "deep blocks": "{% if 1 %}" * 400 + "{% endif %}" * 400,
    "deep loops": "{% for i in [1] %}" * 30 + "{% endfor %}" * 30,
    "a long source": "x" * 2_000_000,
    "a division": "{{ 1 // 0 }}",
    "nothing": "{{ nothing.at.all }}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_template_is_refused(kind: str) -> None:
    before = signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)
    used = psutil.Process().cpu_times()
    with pytest.raises(EngineProblem) as raised:
        ChatTemplate(HOSTILE[kind] + "{{ messages[0].content }}", letters()).tokens(
            [Message("user", "A")], "", lambda _text: None
        )
    now = psutil.Process().cpu_times()
    assert raised.value.code == "bad_template"
    assert len(raised.value.params["detail"]) <= 300
    # Of the processor, which no other program on the machine takes part in.
    assert now.user + now.system - used.user - used.system < 2
    assert (signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)) == before


def test_a_tick_that_comes_when_the_limits_are_lifted_does_no_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)
    lift = sandbox._Limits.lift

    def lift_late(limits: sandbox._Limits) -> None:
        signal.raise_signal(signal.SIGPROF)
        lift(limits)

    monkeypatch.setattr(sandbox._Limits, "lift", lift_late)
    assert sandbox.guarded(lambda: "text") == "text"
    assert (signal.getsignal(signal.SIGPROF), resource.getrlimit(resource.RLIMIT_AS)) == before
    assert signal.getitimer(signal.ITIMER_PROF)[0] == 0


@pytest.mark.parametrize("kind", ["a longer text", "a loop in a loop", "much output"])
def test_a_worker_that_meets_one_says_so_and_lives_on(
    kind: str, engine: WorkerEngine, tiny_path: Path, tmp_path: Path
) -> None:
    engine.load_now(tiny_path)
    pid = engine.worker_pid
    assert pid is not None
    hostile = HOSTILE[kind] + "{{ messages[0].content }}"
    with pytest.raises(EngineProblem) as raised:
        engine.load_now(write_tiny_model(tmp_path / "hostile.gguf", template=hostile))
    assert raised.value.code == "bad_template"
    assert psutil.Process(pid).memory_info().rss < psutil.Process().memory_info().rss + 2 * MEMORY
    engine.load_now(tiny_path)
    assert engine.worker_pid == pid


def _nested(depth: int) -> str:
    return '{"type": "array", "items": ' * depth + "{}" + "}" * depth


@pytest.mark.parametrize(
    "schema",
    [
        "no json", "[]", '{"type": "wish"}', '{"$ref": "https://example.org/schema.json"}',
        '{"$ref": "#/nowhere"}', _nested(3_000),
        '{"type": "array", "items": {"type": "string"}, "minItems": 1000000000}',
        '{"type": "string", "pattern": "^(((("}',
    ],
)  # fmt: skip
def test_a_json_schema_of_no_use_is_refused(schema: str) -> None:
    with pytest.raises(EngineProblem) as raised:
        schema_grammar(schema)
    assert raised.value.code == "bad_schema"


def test_a_string_of_a_schema_holds_no_bare_line_break() -> None:
    grammar = schema_grammar('{"type": "string"}')
    assert r'char ::= [^"\\\x7F\x00-\x1F] |' in grammar
