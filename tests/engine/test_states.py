# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a model has read of a document outlives its process, and a bad file costs nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from longwriter_desktop.domain.errors import EngineProblem
from longwriter_desktop.domain.ports import Sampling
from longwriter_desktop.engine.client import WorkerEngine
from tests.engine.asking import STORY, ask
from tests.engine.test_branches import ENDLESS, GREEDY, HOT, STEP
from tests.engine.tiny_recurrent import write_tiny_recurrent

THIRD = STEP.replace("section 2 of 3 - The storm", "section 3 of 3 - The morning")


@pytest.fixture(params=["tiny", "starter"])
def model(request: pytest.FixtureRequest, tiny_path: Path, starter_path: Path) -> Path:
    """A model with random weights, and a trained one."""
    return tiny_path if request.param == "tiny" else starter_path


def test_the_next_step_after_a_restart_reads_only_its_own_tokens(
    new_worker: Callable[[Path], WorkerEngine], model: Path, kept: Path
) -> None:
    before = new_worker(model)
    first = ask(before, STORY, tokens=120)
    size, reason = before.save_state(kept)
    expected = ask(before, STORY, first.text, STEP, sampling=GREEDY)
    before.close()
    after = new_worker(model)
    tokens, trouble = after.restore_state(kept)
    step = ask(after, STORY, first.text, STEP, sampling=GREEDY)
    assert (reason, trouble) == ("", "")
    assert size == kept.stat().st_size
    assert step.stats.evaluated_tokens <= after.count_tokens([STEP])[0] + 12
    assert step.stats.reused_tokens >= tokens - 8
    assert step.text == expected.text


def test_a_section_is_written_again_after_a_restart_without_reading_anything(
    new_worker: Callable[[Path], WorkerEngine], model: Path, kept: Path
) -> None:
    before = new_worker(model)
    first = ask(before, STORY, tokens=120, sampling=GREEDY)
    before.save_state(kept)
    before.close()
    after = new_worker(model)
    after.restore_state(kept)
    again = ask(after, STORY, tokens=120, sampling=GREEDY)
    assert again.stats.evaluated_tokens == 1
    assert again.text == first.text


def test_a_recurrent_model_goes_on_from_where_it_was(
    new_worker: Callable[[Path], WorkerEngine], tmp_path: Path, kept: Path
) -> None:
    model = write_tiny_recurrent(tmp_path / "recurrent.gguf")
    before = new_worker(model)
    first = ask(before, STORY, tokens=60, sampling=HOT, length=ENDLESS)
    before.save_state(kept)
    expected = ask(before, STORY, first.text, STEP, sampling=GREEDY)
    after = new_worker(model)
    tokens, reason = after.restore_state(kept)
    step = ask(after, STORY, first.text, STEP, sampling=GREEDY)
    assert reason == ""
    assert step.stats.reused_tokens == tokens
    assert step.text == expected.text


def test_what_was_restored_can_be_saved_again(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, saved: Path
) -> None:
    engine = new_worker(tiny_path)
    tokens, _reason = engine.restore_state(saved)
    copy = saved.with_name("copy.state")
    assert engine.save_state(copy)[1] == ""
    assert new_worker(tiny_path).restore_state(copy) == (tokens, "")


def test_a_revision_in_the_middle_is_not_kept_in_place_of_the_whole(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, kept: Path
) -> None:
    before = new_worker(tiny_path)
    first = ask(before, STORY, tokens=80, sampling=HOT, length=ENDLESS)
    second = ask(before, STORY, first.text, STEP, tokens=80, sampling=HOT, length=ENDLESS)
    ask(before, STORY, first.text, "Make it shorter.", tokens=20, sampling=HOT, length=ENDLESS)
    before.save_state(kept)
    after = new_worker(tiny_path)
    after.restore_state(kept)
    third = ask(after, STORY, first.text, STEP, second.text, THIRD, tokens=5)
    assert third.stats.evaluated_tokens <= after.count_tokens([THIRD])[0] + 12


def test_a_section_rewritten_from_an_edited_text_is_kept_in_place_of_the_longer_old_one(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, kept: Path
) -> None:
    before = new_worker(tiny_path)
    old = ask(before, STORY, tokens=300, sampling=HOT, seed=1, length=ENDLESS)
    ask(before, STORY, old.text, STEP, tokens=100, sampling=HOT, length=ENDLESS)
    new = ask(before, STORY, tokens=300, sampling=HOT, seed=2, length=ENDLESS)
    before.save_state(kept)
    after = new_worker(tiny_path)
    after.restore_state(kept)
    step = ask(after, STORY, new.text, STEP, tokens=5)
    assert step.stats.evaluated_tokens <= after.count_tokens([STEP])[0] + 12


def test_a_document_that_begins_like_the_one_before_is_kept_without_it(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, kept: Path
) -> None:
    before = new_worker(tiny_path)
    ask(before, STORY, tokens=300, sampling=HOT, length=ENDLESS)
    assert before.restore_state(kept) == (0, "missing")
    ask(before, f"{STORY} And a dog.", tokens=20, sampling=HOT, length=ENDLESS)
    before.save_state(kept)
    after = new_worker(tiny_path)
    tokens, _reason = after.restore_state(kept)
    assert 20 < tokens < 300


def test_answers_of_another_document_are_not_in_the_file(tiny: WorkerEngine, kept: Path) -> None:
    secret = ask(tiny, "Plan a secret thing.", tokens=60, sampling=HOT, seed=5, length=ENDLESS)
    ask(tiny, STORY, tokens=60, sampling=HOT, seed=6, length=ENDLESS)
    tiny.save_state(kept)
    start = secret.text.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")[:12]
    assert start
    assert start not in kept.read_bytes()


def test_what_is_in_the_cache_already_is_not_put_there_twice(
    engine: WorkerEngine, tiny_path: Path, kept: Path
) -> None:
    engine.load_now(tiny_path, 512)
    ask(engine, STORY, tokens=60, sampling=HOT, length=ENDLESS)
    other = ask(engine, "Another thing.", tokens=40, sampling=HOT, length=ENDLESS)
    ask(engine, STORY, tokens=60, sampling=HOT, length=ENDLESS)
    engine.save_state(kept)
    tokens, reason = engine.restore_state(kept)
    again = ask(engine, "Another thing.", other.text, "Go on.", tokens=5)
    assert (tokens > 60, reason) == (True, "")
    assert again.stats.reused_tokens > 40


def test_a_state_that_the_context_does_not_hold_is_left(
    engine: WorkerEngine, tiny: WorkerEngine, tiny_path: Path, kept: Path
) -> None:
    ask(tiny, STORY, tokens=700, sampling=HOT, length=ENDLESS, loop_guard=False)
    tiny.save_state(kept)
    engine.load_now(tiny_path, 512)
    assert engine.restore_state(kept) == (0, "no_room")
    assert ask(engine, STORY, tokens=5).text


def test_a_state_takes_the_room_of_parked_branches(
    engine: WorkerEngine,
    new_worker: Callable[[Path], WorkerEngine],
    tiny_path: Path,
    kept: Path,
) -> None:
    before = new_worker(tiny_path)
    ask(before, STORY, tokens=250, sampling=HOT, length=ENDLESS)
    before.save_state(kept)
    engine.load_now(tiny_path, 512)
    for number in range(3):
        ask(engine, f"Story {number}.", tokens=150, sampling=HOT, length=ENDLESS)
    tokens, reason = engine.restore_state(kept)
    assert (tokens > 250, reason) == (True, "")
    assert ask(engine, STORY, tokens=5).stats.evaluated_tokens == 1


def test_without_a_model_there_is_nothing_to_save(engine: WorkerEngine, kept: Path) -> None:
    with pytest.raises(EngineProblem) as caught:
        engine.save_state(kept)
    assert caught.value.code == "no_model"


def test_an_empty_cache_is_not_saved(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, kept: Path
) -> None:
    assert new_worker(tiny_path).save_state(kept) == (0, "nothing")


def test_sampling_after_a_restart_goes_on_as_before(
    new_worker: Callable[[Path], WorkerEngine], tiny_path: Path, saved: Path
) -> None:
    wanted = Sampling(temperature=0.9, top_k=12)
    fresh = ask(new_worker(tiny_path), STORY, tokens=60, sampling=wanted, seed=4)
    engine = new_worker(tiny_path)
    engine.restore_state(saved)
    assert ask(engine, STORY, tokens=60, sampling=wanted, seed=4).text == fresh.text
