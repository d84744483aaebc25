# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a repository of the Hub has, and what stands between it and the writer."""

import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from longwriter_desktop.domain.catalogue import HUB_TOKEN, HubFile
from longwriter_desktop.domain.errors import EnvironmentProblem
from longwriter_desktop.models.hub import HubStore
from longwriter_desktop.models.hub_listing import quantisation_of
from tests.models.hub.conftest import REPOSITORY, HandClock, HeldSecrets
from tests.support.hub_answers import Failure
from tests.support.hub_server import HubServer


def problem_of(store: HubStore, repository: str = REPOSITORY) -> str:
    with pytest.raises(EnvironmentProblem) as raised:
        store.files(repository)
    return raised.value.code


def test_gguf_files_are_listed_from_small_to_large(hub: HubServer, store: HubStore) -> None:
    large = hub.add(REPOSITORY, "model-Q8_0.gguf", b"x" * 200)
    small = hub.add(REPOSITORY, "model-IQ2_XS.gguf", b"y" * 100)
    hub.add(REPOSITORY, "README.md", b"about")
    assert store.files(REPOSITORY) == [
        HubFile(REPOSITORY, "model-IQ2_XS.gguf", 100, small, "IQ2_XS"),
        HubFile(REPOSITORY, "model-Q8_0.gguf", 200, large, "Q8_0"),
    ]


def test_a_model_in_parts_is_listed_once_with_the_size_of_all(
    hub: HubServer, store: HubStore
) -> None:
    names = [f"Q6_K/model-Q6_K-{n:05}-of-00003.gguf" for n in (1, 2, 3)]
    for name in reversed(names):
        hub.add(REPOSITORY, name, name.encode())
    size = sum(map(len, names))
    assert store.files(REPOSITORY) == [
        HubFile(REPOSITORY, names[0], size, "", "Q6_K", tuple(names))
    ]


@pytest.mark.parametrize(
    "name",
    ["model-00001-of-00002.gguf", "mmproj-model-f16.gguf", "model.imatrix.gguf", "../model.gguf"],
)
def test_what_could_not_be_written_with_is_not_listed(
    hub: HubServer, store: HubStore, name: str
) -> None:
    hub.add(REPOSITORY, name, b"x")
    assert store.files(REPOSITORY) == []


@pytest.mark.parametrize(
    "text",
    [" {name} ", "{name}/", "{hub}/{name}", "{hub}/{name}/tree/main", "{hub}/{name}/#files",
     "https://huggingface.co/{name}", "https://huggingface.co/{name}?show_file_info=a.gguf",
     "huggingface.co/{name}", "http://www.huggingface.co/{name}/blob/main/a.gguf?x=1",
     "hf.co/{name}"],
)  # fmt: skip
def test_a_repository_may_be_given_by_the_address_of_its_page(
    hub: HubServer, store: HubStore, file: HubFile, text: str
) -> None:
    assert store.files(text.format(hub=hub.url, name=REPOSITORY)) == [file]


@pytest.mark.parametrize(
    "name", ["", "a/b/c", "../b", "a/..", "a b", "a--b", "/etc", "http://elsewhere/a/b", "x" * 97]
)
def test_what_is_no_name_of_a_repository_is_not_asked_for(
    hub: HubServer, store: HubStore, name: str
) -> None:
    assert problem_of(store, name) == "hub_name"
    assert hub.requests == []


@pytest.mark.parametrize(
    ("name", "quantisation"),
    [
        ("Llama-3.1-8B-Q4_K_M.gguf", "Q4_K_M"),
        ("model.q5_1.gguf", "Q5_1"),
        ("UD-Q4_K_XL/m-00001-of-00002.gguf", "Q4_K_XL"),
        ("gpt-oss-MXFP4.gguf", "MXFP4"),
        ("qwen2.5-0.5b-instruct-fp16.gguf", "FP16"),
        ("Q-star.gguf", ""),
    ],
)
def test_the_quantisation_is_read_from_the_name(name: str, quantisation: str) -> None:
    assert quantisation_of(name) == quantisation


def test_a_repository_that_is_not_there_is_told(hub: HubServer, store: HubStore) -> None:
    assert problem_of(store, "no/body") == "hub_not_found"


def test_nobody_asks_the_keyring_for_what_everybody_may_see(
    store: HubStore, file: HubFile, secrets: HeldSecrets, with_token: str
) -> None:
    store.files(REPOSITORY)
    assert secrets.asked == []


def test_a_private_repository_is_asked_for_again_with_the_token_of_the_keyring(
    hub: HubServer, store: HubStore, file: HubFile, with_token: str
) -> None:
    hub.repositories[REPOSITORY].is_private = True
    assert store.files(REPOSITORY) == [file]
    sent = [request.headers.get("authorization") for request in hub.asked("api")]
    assert sent == [None, f"Bearer {with_token}"]


@pytest.mark.parametrize("token", ["hf_\u200bright", "hf_r\u2022\u2022ht", "hf_right\n"])
def test_a_token_that_cannot_be_sent_is_told(
    hub: HubServer, store: HubStore, file: HubFile, secrets: HeldSecrets, token: str
) -> None:
    hub.repositories[REPOSITORY].is_private = True
    secrets.set(HUB_TOKEN, token)
    assert problem_of(store) == "hub_token_refused"
    assert problem_of(store) == "hub_token_refused"
    assert not any("authorization" in request.headers for request in hub.requests)


def test_a_token_that_was_made_anew_is_tried(
    hub: HubServer, store: HubStore, file: HubFile, secrets: HeldSecrets, with_token: str
) -> None:
    hub.repositories[REPOSITORY].is_private = True
    secrets.values[HUB_TOKEN] = "hf_old"
    assert problem_of(store) == "hub_token_refused"
    secrets.values[HUB_TOKEN] = with_token
    assert store.files(REPOSITORY) == [file]


def test_the_token_of_the_environment_is_sent_at_once_and_goes_before_the_keyring(
    hub: HubServer, store: HubStore, file: HubFile, with_token: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("HF_TOKEN", hub.token)
    store.files(REPOSITORY)
    sent = [request.headers.get("authorization") for request in hub.requests]
    assert sent == [f"Bearer {hub.token}"]


def test_a_wrong_token_in_the_environment_is_told(
    store: HubStore, file: HubFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_wrong")
    assert problem_of(store) == "hub_token_refused"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again_after_ever_longer_pauses(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock, status: int
) -> None:
    hub.fail("api", status, times=3)
    assert store.files(REPOSITORY) == [file]
    assert clock.waited == pytest.approx(1 + 2 + 4)


def test_a_server_that_stays_in_trouble_is_left_alone(hub: HubServer, store: HubStore) -> None:
    hub.fail("api", 503, times=99)
    assert problem_of(store) == "hub_busy"
    assert len(hub.requests) == 4


@pytest.mark.parametrize(
    "headers", [{"Retry_After": "7"}, {"RateLimit": '"api";r=0;t=7'}], ids=lambda item: min(item)
)
def test_the_pause_is_as_long_as_the_server_asks_for(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock, headers: dict[str, str]
) -> None:
    hub.fail("api", 429, **headers)
    assert store.files(REPOSITORY) == [file]
    assert clock.waited == pytest.approx(7)


def test_a_pause_until_a_time_of_day_is_understood(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock
) -> None:
    hub.fail("api", 503, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT")
    assert store.files(REPOSITORY) == [file]
    assert clock.waited == 0


def test_a_time_of_day_without_a_zone_is_utc(
    hub: HubServer, store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1))
    hub.fail("api", 429, Retry_After=in_an_hour.replace("+0000", "-0000"))
    with monkeypatch.context() as far_east:
        far_east.setenv("TZ", "FAR-14")
        time.tzset()
        assert problem_of(store) == "hub_busy"
    time.tzset()


def test_nobody_is_kept_waiting_long_for_a_list(
    hub: HubServer, store: HubStore, clock: HandClock
) -> None:
    hub.fail("api", 429, Retry_After="21")
    assert problem_of(store) == "hub_busy"
    assert clock.waited == 0


def test_without_a_network_it_is_told_soon(
    hub: HubServer, store: HubStore, clock: HandClock
) -> None:
    hub.close()
    assert problem_of(store) == "no_network"
    assert clock.waited == pytest.approx(1)


@pytest.mark.parametrize("body", [b"<html>Sign in to the Wi-Fi</html>", b"[1]", b'{"a": 1}'])
def test_a_page_in_between_is_not_taken_for_the_hub(
    hub: HubServer, store: HubStore, body: bytes
) -> None:
    hub.answer("api", Failure(200, {}, body))
    assert problem_of(store) == "hub_strange"


@pytest.mark.parametrize(
    "changed",
    [{"rfilename": 5}, {"rfilename": None}, {"size": "5"}, {"size": -5}, {"size": 1.5},
     {"lfs": "x"}, {"lfs": {"sha256": 5, "size": 5, "pointerSize": 1}}],
    ids=str,
)  # fmt: skip
def test_a_list_in_another_form_is_not_taken_for_the_hubs(
    hub: HubServer, store: HubStore, changed: dict[str, object]
) -> None:
    files = [{"rfilename": "a.gguf", "size": 5, **changed}]
    hub.answer("api", Failure(200, {}, json.dumps({"id": "a/b", "siblings": files}).encode()))
    assert problem_of(store) == "hub_strange"


@pytest.mark.parametrize("body", [b'{"id": "a/b", "lastModified": 5}', b"[" * 100_000])
def test_an_answer_that_the_client_cannot_read_is_not_taken_for_the_hubs(
    hub: HubServer, store: HubStore, body: bytes
) -> None:
    hub.answer("api", Failure(200, {}, body))
    assert problem_of(store) == "hub_strange"


def test_the_files_of_a_repository_that_was_renamed_are_listed(
    hub: HubServer, store: HubStore, file: HubFile
) -> None:
    hub.answer("api", Failure(307, {"Location": f"/api/models/{REPOSITORY}?blobs=true"}))
    assert [found.name for found in store.files("former/name")] == [file.name]


def test_a_pause_in_no_figures_is_as_long_as_without_one(
    hub: HubServer, store: HubStore, file: HubFile, clock: HandClock
) -> None:
    hub.fail("api", 429, Retry_After="\u00b2")
    assert store.files(REPOSITORY) == [file]
    assert clock.waited == pytest.approx(1)


def test_an_answer_that_nobody_knows_is_told_with_its_number(
    hub: HubServer, store: HubStore
) -> None:
    hub.fail("api", 451)
    with pytest.raises(EnvironmentProblem) as raised:
        store.files(REPOSITORY)
    assert (raised.value.code, raised.value.params["status"]) == ("hub_refused", 451)


@pytest.mark.parametrize("endpoint", ["huggingface.co", "ftp://hub", "http://[", "https://"])
def test_an_endpoint_that_is_no_address_is_told(make_store, endpoint: str) -> None:
    assert problem_of(make_store(endpoint=endpoint)) == "hub_address"


def test_the_endpoint_of_the_environment_is_asked(
    hub: HubServer, make_store, file: HubFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.url}/")
    assert make_store(endpoint="").files(REPOSITORY) == [file]


def test_the_proxy_of_the_environment_is_used(
    hub: HubServer, make_store, file: HubFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", hub.url)
    monkeypatch.setenv("no_proxy", "")
    assert make_store(endpoint="http://hub.invalid").files(REPOSITORY) == [file]
    assert hub.requests[0].path.startswith("http://hub.invalid/api/models/")


def test_who_wants_to_be_offline_is_not_taken_online(
    hub: HubServer, store: HubStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert problem_of(store) == "hub_offline"
    assert hub.requests == []
