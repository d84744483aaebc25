# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Scenes of the first page, first steps and the model."""

from dataclasses import replace
from pathlib import Path

from longwriter_desktop.ui.first_run_desk import FirstRunDesk
from tests.ui import sample_text
from tests.ui.scripted import Script
from tests.ui.stage import Scenes, Stage, load, pieces, wait_for, wait_until


def scene_start(stage: Stage) -> None:
    load(stage)
    for title, done in (("The bell founders", 3_120), ("Letters from the ice", 640)):
        document = replace(sample_text.keepers(), id=title, title=title, target_words=done * 2)
        stage.program.library.save(document)
    stage.program.window.documents.new()
    stage.take(stage.program.window)


def scene_no_model(stage: Stage) -> None:
    stage.program.window.start.instruction.setPlainText(sample_text.INSTRUCTION)
    stage.program.window.start.plan.click()
    stage.take(stage.program.window)


def scene_first_steps(stage: Stage) -> None:
    load(stage)
    stage.program.window.feature(FirstRunDesk).begin_if_new()
    stage.take(stage.program.window)


def scene_planning(stage: Stage) -> None:
    load(stage)
    plan = pieces(sample_text.PLAN)
    stage.engine.scripts = [Script(plan, hold_after=len(plan) - 1)]
    page = stage.program.window.start
    page.instruction.setPlainText(sample_text.INSTRUCTION)
    page.length.setValue(1_500)
    page.plan.click()
    wait_until(stage.engine.holding.is_set)
    stage.take(stage.program.window)
    stage.engine.cancel()


def scene_loading(stage: Stage) -> None:
    stage.program.open(sample_text.keepers())
    stage.program.window.space.header.fold.click()
    stage.engine.is_slow = True
    stage.program.services.engine.load(Path("longwriter-glm4-9b-q4.gguf"))
    stage.take(stage.program.window)
    stage.engine.go_on()
    wait_for(stage.program.services.engine, "is_ready")


SCENES: Scenes = {
    "start": scene_start,
    "no_model": scene_no_model,
    "first_steps": scene_first_steps,
    "planning": scene_planning,
    "loading": scene_loading,
}
