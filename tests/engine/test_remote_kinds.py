# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Servers by what they are: each tells in its own way what it can hold."""

import pytest

from longwriter_desktop.domain.endpoint import Endpoint
from longwriter_desktop.engine.remote import RemoteEngine
from tests.support.openai_server import Body, OpenAiServer, saying, serving

OF_THE_HUB = "hf.co/writer/LongWriter-glm4-9b-GGUF:Q4_K_M"


def connected(server: OpenAiServer, model: str) -> RemoteEngine:
    engine = RemoteEngine(Endpoint("e", "Here", server.url, model), lambda: "")
    engine.connect()
    return engine


def test_ollama_is_known_by_a_model_that_it_has_from_elsewhere() -> None:
    def running() -> Body:
        return {"models": [{"model": OF_THE_HUB, "context_length": 32_768}]}

    script = OpenAiServer(
        saying("x"), models=(OF_THE_HUB,), owner="writer", pages={"/api/ps": running}
    )
    with serving(script) as server:
        assert connected(server, OF_THE_HUB).info.context_tokens == 32_768


@pytest.mark.parametrize(
    ("models", "chosen"),
    [(("nomic-embed-text:latest", "qwen3:8b", "llama3.2:1b"), "qwen3:8b"),
     (("whisper-1", "text-embedding-3-small", "gpt-x"), "gpt-x"), (("bge-embed",), "bge-embed")],
)  # fmt: skip
def test_the_first_model_that_can_write_is_taken_where_none_was_chosen(
    models: tuple[str, ...], chosen: str
) -> None:
    with serving(OpenAiServer(saying("x"), models=models)) as server:
        assert connected(server, "").info.name == chosen


def test_a_server_that_only_names_owners_is_not_taken_for_ollama() -> None:
    script = OpenAiServer(saying("x"), models=("writer/one", "two:free"), owner="writer")
    with serving(script) as server:
        connected(server, "writer/one")
        connected(server, "two:free")
        assert {path for path in server.paths if not path.startswith("/v1/")} == set()


@pytest.mark.parametrize("length", [True, 1 << 31, -1, "8192"])
def test_a_length_that_cannot_be_meant_is_not_known(length: object) -> None:
    fields = {"max_model_len": length}
    with serving(OpenAiServer(saying("x"), owner="vllm", model_fields=fields)) as server:
        assert connected(server, "").info.context_tokens == 4_096


def test_a_llama_server_with_several_models_is_told_which_one_is_meant() -> None:
    def props(tokens: int) -> Body:
        return {"default_generation_settings": {"n_ctx": tokens}}

    pages = {"/props": lambda: props(0), "/props?model=a%2Fb%3AQ4": lambda: props(6_144)}
    script = OpenAiServer(
        saying("x"), models=("c", "a/b:Q4"), owner="llamacpp", pages=pages, count=len,
        counts_for="a/b:Q4",
    )  # fmt: skip
    with serving(script) as server:
        engine = connected(server, "a/b:Q4")
        assert engine.info.context_tokens == 6_144
        assert not engine.info.guesses_tokens
        assert engine.count_tokens(["abcde"]) == [5]
