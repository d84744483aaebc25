# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From a JSON schema to the grammar of the texts that follow it."""

from llama_cpp.llama_grammar import json_schema_to_gbnf

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.engine.worker.sandbox import guarded

_LONGEST = 200_000  # characters; a longer one takes seconds a token
# The library's strings may hold bare line breaks, which no reader of JSON takes.
_CHAR, _JSON_CHAR = r'char ::= [^"\\] |', r'char ::= [^"\\\x7F\x00-\x1F] |'


def schema_grammar(schema: str) -> str:
    """GBNF for the text of a JSON schema. Raises `EngineProblem("bad_schema")`."""
    grammar: str = guarded(lambda: json_schema_to_gbnf(schema), "bad_schema")
    if len(grammar) > _LONGEST:
        raise EngineProblem("bad_schema", detail=f"its grammar has {len(grammar):,} characters")
    return grammar.replace(_CHAR, _JSON_CHAR)
