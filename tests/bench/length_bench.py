# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Length control and repetition of the bundled starter model, through the program itself."""

from longwriter_desktop.engine.client import WorkerEngine
from longwriter_desktop.evaluation.lengths import report, write_sections
from longwriter_desktop.models.bundled import starter_path
from tests.bench.figures import Figure

TARGETS = (200, 400, 600, 1_000)
EACH = 10


def run() -> list[Figure]:
    """Write ten sections of each length; mean scores 0 to 100 and the share of repetition."""
    engine = WorkerEngine()
    try:
        engine.load_now(starter_path())
        measured = report(list(write_sections(engine, TARGETS, EACH)))
    finally:
        engine.close()
    figures = [Figure("length score S_l, all sections", measured.score, "", 95)]
    for target, score in measured.by_target.items():
        figures.append(Figure(f"length score S_l, sections of {target} words", score, "", 90))
    share = measured.repeated * 100
    figures.append(Figure("repeated 8-grams in a section", share, "%", 5, "lower"))
    return figures
