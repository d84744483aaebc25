# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The training loop learns, forgets nothing at a kill, and counts every target once."""

from dataclasses import replace

import pytest
import torch

from longwriter_training import loop, optim
from longwriter_training.config import LoopConfig, ModelConfig
from longwriter_training.model import Llama

SHAPE = ModelConfig(
    vocab_size=64, dim=32, layers=2, heads=2, kv_heads=1, ff=64, rope_theta=10_000.0, context=32
)
CONFIG = LoopConfig(
    steps=8, seq_len=16, batch=4, compile=False, checkpoint_seconds=0.0, eval_seconds=1e9
)


class Counting:
    """Rows that count upwards from a random start: easy to learn. ``rows`` in each micro-batch."""

    def __init__(self, rows: int = 4, accumulate: int = 1) -> None:
        self.rows = rows
        self.accumulate = accumulate

    def training(self, step, micro, long):
        generator = torch.Generator().manual_seed(step)
        starts = torch.randint(1, 40, (self.rows * self.accumulate, 1), generator=generator)
        chosen = starts[micro * self.rows : (micro + 1) * self.rows]
        block = chosen + torch.arange(17)
        targets = block[:, 1:].clone()
        targets[:, :3] = -100
        return loop.Batch(block[:, :-1].contiguous(), targets)

    def held_out(self):
        return [self.training(10_000, 0, False)]


class Killed(RuntimeError):
    """Stands for the end of the process."""


def model() -> Llama:
    """The same small model every time."""
    return Llama(SHAPE).initialise(seed=3)


def weights(trained):
    """Every weight of a loop's model in one vector."""
    return torch.cat([w.detach().flatten() for w in trained.model.parameters()])


def trained(folder, config=CONFIG, batches=None, **hooks):
    """A loop that has run to its end."""
    folder.mkdir(exist_ok=True)
    result = loop.Loop(model(), batches or Counting(), config, folder, "cpu", **hooks)
    result.run()
    return result


def test_every_weight_matrix_moves(tmp_path):
    before = dict(model().named_parameters())
    after = dict(trained(tmp_path / "run").model.named_parameters())
    still = [name for name, weight in after.items() if torch.equal(weight, before[name])]
    assert still == []


def test_the_loss_falls(tmp_path):
    config = replace(CONFIG, steps=40)
    outcome = loop.Loop(model(), Counting(), config, tmp_path, "cpu").run()
    assert outcome.last_loss < outcome.first_loss - 1.0
    assert outcome.progress.tokens == 40 * 4 * 16


def test_a_killed_and_resumed_run_equals_an_unbroken_one(tmp_path):
    def kill(progress):
        if progress.step == 3:
            raise Killed

    with pytest.raises(Killed):
        trained(tmp_path / "broken", on_step=kill)
    steps = []
    resumed = trained(tmp_path / "broken", on_step=lambda progress: steps.append(progress.step))
    assert steps == [4, 5, 6, 7, 8]
    assert torch.equal(weights(resumed), weights(trained(tmp_path / "whole")))


def test_a_resumed_run_takes_the_rates_of_its_configuration(tmp_path):
    trained(tmp_path, replace(CONFIG, steps=2))
    slower = replace(CONFIG, adam_lr=CONFIG.adam_lr / 10, weight_decay=0.5)
    fresh = model()
    optimizers = optim.build(fresh, slower)
    assert loop.resume(tmp_path, fresh, optimizers).step == 2
    muon, adam = (optimizer.param_groups[0] for optimizer in optimizers)
    assert adam["peak_lr"] == slower.adam_lr
    assert muon["weight_decay"] == 0.5
    assert all(optimizer.state for optimizer in optimizers)  # the momenta are kept


def test_a_checkpoint_that_was_being_written_is_not_used(tmp_path):
    trained(tmp_path, replace(CONFIG, steps=2))
    (tmp_path / "checkpoint.pt.part").write_bytes(b"half a file")
    fresh = model()
    assert loop.resume(tmp_path, fresh, optim.build(fresh, CONFIG)).step == 2


def test_four_small_batches_make_the_same_step_as_one_large(tmp_path):
    large = trained(tmp_path / "large", replace(CONFIG, steps=3), Counting(rows=4))
    small = trained(
        tmp_path / "small", replace(CONFIG, steps=3, accumulate=4), Counting(1, accumulate=4)
    )
    difference = weights(large) - weights(small)
    assert difference.abs().max() < 0.02
    assert difference.mean().abs() < 1e-4  # no drift to one side


def test_tokens_without_loss_do_not_count(tmp_path):
    start = model()
    batch = Counting().training(0, 0, False)
    other = batch.targets.clone()
    other[:, :3] = 5
    masked = loop.summed_loss(start(batch.tokens), batch.targets).item()
    counted = loop.summed_loss(start(batch.tokens), other).item()
    assert counted > masked
    assert loop.measure(start, [batch], "cpu") == pytest.approx(masked / (4 * 13), rel=0.02)


def test_the_rate_rises_stays_and_ends_low():
    config = LoopConfig(steps=1, warmup=0.1, decay_from=0.5, final_lr=0.1)
    rates = [optim.rate(f, config) for f in (0.0, 0.05, 0.1, 0.5, 0.75, 1.0)]
    assert rates == pytest.approx([0.01, 0.5, 1.0, 1.0, 0.55, 0.1])


def test_a_time_budget_ends_the_run(tmp_path):
    config = replace(CONFIG, steps=0, minutes=0.005)
    outcome = loop.Loop(model(), Counting(), config, tmp_path, "cpu").run()
    assert outcome.progress.seconds >= 0.3
    assert outcome.progress.fraction(config) == 1.0


@pytest.mark.parametrize("budget", [{"steps": 0}, {"steps": 5, "minutes": 1.0}])
def test_a_loop_wants_exactly_one_budget(tmp_path, budget):
    with pytest.raises(ValueError, match="either minutes or steps"):
        loop.Loop(model(), Counting(), replace(CONFIG, **budget), tmp_path, "cpu")


def distance_on(device, folder, compiled):
    """How far the weights of a run on a device are from those of one on the CPU, as a share of
    how far that one moved them."""
    (folder / device).mkdir(parents=True)
    config = replace(CONFIG, compile=compiled)
    there = loop.Loop(model(), Counting(), config, folder / device, device)
    there.run()
    here, start = weights(trained(folder / "here")), weights_of_model(model())
    return float((weights(there).cpu() - here).norm() / (here - start).norm())


def weights_of_model(untrained):
    return torch.cat([w.detach().flatten() for w in untrained.parameters()])


def test_the_same_device_takes_the_same_steps(tmp_path):
    assert distance_on("cpu", tmp_path, compiled=False) == 0.0
