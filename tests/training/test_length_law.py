# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The length law: capped answers, arms with the same targets, losses by token and by sample."""

import json
import os
import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

from longwriter_training import config, law_report, manifest, packing
from longwriter_training.config import LawConfig, LoopConfig
from longwriter_training.law_arm import Steps
from longwriter_training.law_data import Answers
from longwriter_training.model import summed_loss
from longwriter_training.packing import Samples
from longwriter_training.salience import Salience

SCRIPT = Path(config.__file__).parents[1] / "runs" / "length_law.sh"


def made_up(lengths, targets):
    """Samples of some lengths of which the last ``targets`` tokens each have loss."""
    rng = random.Random(3)
    tokens = np.array([rng.randint(5, 60) for _ in range(sum(lengths))], dtype=np.uint16)
    loss = np.concatenate(
        [np.arange(size) >= size - count for size, count in zip(lengths, targets, strict=True)]
    )
    return Samples(tokens, loss.astype(np.uint8), np.concatenate([[0], np.cumsum(lengths)]))


def losses(batch, logits):
    """The loss of every target, by row and place; 0 where none counts."""
    flat = torch.nn.functional.cross_entropy(
        logits.flatten(0, 1), batch.targets.flatten(), reduction="none"
    )
    return flat.view(batch.targets.shape)


def test_no_answer_is_longer_than_its_cap(shelf):
    source = Answers(shelf, Salience(c.text for b in shelf for c in b.chapters), seed=1)
    drawn = list(islice(source.draw(20, 60), 200))
    assert all(20 <= words <= 60 for _, _, words in drawn)
    assert max(words for _, _, words in drawn) > 50
    assert min(words for _, _, words in drawn) < 30


def test_by_sample_a_long_answer_counts_as_much_as_a_short_one():
    samples = made_up([30, 12], [24, 6])
    batch = packing.build(samples, [[0, 1]], 48, by_sample=True)
    logits = torch.randn((1, 48, 64), generator=torch.Generator().manual_seed(1))
    each = losses(batch, logits)[0]
    wanted = (each[:30].sum() / 24 + each[30:42].sum() / 6) / 2
    loss = summed_loss(logits, batch.targets, batch.weights) / batch.total_weight()
    assert batch.total_weight() == pytest.approx(2)
    assert float(loss) == pytest.approx(float(wanted), rel=1e-5)


def test_by_token_every_target_counts_the_same():
    samples = made_up([30, 12], [24, 6])
    batch = packing.build(samples, [[0, 1]], 48)
    logits = torch.randn((1, 48, 64), generator=torch.Generator().manual_seed(1))
    loss = summed_loss(logits, batch.targets, batch.weights) / batch.total_weight()
    assert batch.total_weight() == 30
    assert float(loss) == pytest.approx(float(losses(batch, logits).sum() / 30), rel=1e-5)


def steps_of(longest, seed=1):
    """An arm of 6 steps and 1,200 targets, of answers of 10 to ``longest`` tokens."""
    rng = random.Random(longest)
    answers = [rng.randint(10, longest) for _ in range(3000 // longest * 2)]
    samples = made_up([size + 5 for size in answers], answers)
    law = LawConfig(targets=1200, row=64)
    return Steps(samples, samples, law, LoopConfig(steps=6, seed=seed), "token")


@pytest.mark.parametrize("longest", [20, 60])
def test_every_arm_has_the_wanted_targets_in_steps_of_one_shape(longest):
    steps = steps_of(longest)
    batches = [steps.training(step, 0, False) for step in range(6)]
    counted = [int((batch.targets != -100).sum()) for batch in batches]
    assert sum(counted) == steps.targets
    assert 1200 <= steps.targets < 1200 + longest
    assert {batch.tokens.shape for batch in batches} == {(steps.rows, steps.room)}
    assert min(counted) > 0.5 * max(counted)


def test_another_seed_takes_other_samples():
    assert steps_of(20, seed=1).chosen != steps_of(20, seed=2).chosen


def test_too_few_samples_for_an_arm_are_refused():
    samples = made_up([20, 20], [10, 10])
    with pytest.raises(ValueError, match="20 target tokens, 1200 are wanted"):
        Steps(samples, samples, LawConfig(targets=1200), LoopConfig(steps=1), "token")


def is_png(path):
    """Whether a file is a picture."""
    return path.read_bytes().startswith(b"\x89PNG")


def arm(folder, cap, seed, answers):
    """A finished arm on disk."""
    settings = {"cap": cap, "weighting": "token", "seed": seed}
    rows = [{"asked": a, "words": w, "ended": e, "repeated": 0, "text": ""} for a, w, e in answers]
    place = manifest.begin(folder / "law" / f"cap-{cap}-token-{seed}")
    (place / "answers.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    manifest.finish(place, "law_arm", settings, {})
    data = manifest.begin(folder / "law_data")
    manifest.finish(data, "law_data", {}, {f"cap-{cap}": {"median_words": 73}})


def test_the_report_has_the_mean_of_the_seeds_and_its_error(tmp_path):
    arm(tmp_path, 100, 1, [(50, 40, True), (50, 60, True), (1600, 90, True), (1600, 1500, False)])
    arm(tmp_path, 100, 2, [(50, 60, True), (50, 80, True), (1600, 110, True), (1600, 100, True)])
    (found,) = law_report.read_arms(tmp_path)
    middle, error = found.median_at(50)
    assert middle == 60
    assert 5 < error < 15  # of two draws from 40, 60 or 60, 80, twice
    assert found.over_seeds(law_report.longest_ended)[0] == 100
    assert found.over_seeds(found.beyond)[0] == 25
    assert found.over_seeds(law_report.ran_over)[0] == 12.5
    assert "| 100 | 73 | token | 2 | 100 ± " in law_report.table([found])


def test_answers_that_are_all_alike_have_no_error(tmp_path):
    arm(tmp_path, 100, 1, [(50, 70, True), (50, 70, True)])
    (found,) = law_report.read_arms(tmp_path)
    assert found.median_at(50) == (70, 0)


def test_arms_of_one_weighting_are_enough_for_a_plot(tmp_path):
    arm(tmp_path, 100, 1, [(50, 40, True), (50, 60, True), (1600, 90, True), (1600, 1500, False)])
    law_report.plot(law_report.read_arms(tmp_path), tmp_path / "law.png")
    assert is_png(tmp_path / "law.png")


@pytest.mark.slow
def test_the_smoke_run_ends_in_a_table_and_a_plot(corpus, tmp_path):
    command = [str(SCRIPT), "--smoke", "--corpus", str(corpus), "--run", str(tmp_path)]
    environment = os.environ | {"PYTHON": sys.executable, "OMP_NUM_THREADS": "1"}
    options = {"capture_output": True, "text": True, "timeout": 230, "env": environment}
    done = subprocess.run(command, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    report = (tmp_path / "law_report" / "report.md").read_text(encoding="utf-8")
    arms = [line.split(" | ") for line in report.splitlines()[2:]]
    assert [(arm[0], arm[2]) for arm in arms] == [
        ("| 20", "token"), ("| 60", "token"), ("| 60", "sample"),
    ]  # fmt: skip
    assert is_png(tmp_path / "law_report" / "length_law.png")
    assert not list(tmp_path.glob("law/*/*.gguf"))

    again = subprocess.run(command, **options)
    assert again.stdout.count("finished already") == 6
