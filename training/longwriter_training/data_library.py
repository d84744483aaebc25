# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Make rows and preference pairs of a writer's own choices.

Reads files that the app exported ("Export choices for training", or `longwriter export-choices`).
Writes ``data_library/``: rows.jsonl (conversations for `sft_trl`), pairs.jsonl (an accepted section
against a refused take of it, for `dpo_trl`), report.txt, manifest.json last. Texts that are empty,
very short, refusals, leftovers of the plan or repetitions, or whose S_l is under 80, are left out,
and so is what an earlier file had.

  python -m longwriter_training.data_library --run RUN --choices MINE.jsonl [OLDER.jsonl ...]
"""

import argparse
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_training import manifest
from longwriter_training.config import parser, stage_options
from longwriter_training.problems import Refused, told

if TYPE_CHECKING:
    from longwriter_training.distil.own_choices import Harvest

STAGE = "data_library"
_BIASED = 0.65  # share of pairs in which the same side is longer
_ENOUGH = 10  # pairs; of fewer such a share says nothing


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument("--choices", type=Path, nargs="+", required=True, help="JSONL files")
    arguments.add_argument(
        "--context", type=int, default=8_192, help="tokens, estimated, for prompt and answer"
    )
    return told(STAGE, partial(_run, stage_options(arguments, STAGE, argv)))


def _run(options: argparse.Namespace) -> None:
    from longwriter_training.distil.own_choices import Gatherer, read_choices

    folder = manifest.begin(options.run / STAGE)
    gatherer = Gatherer(options.context)
    for path in options.choices:
        for document, choices in read_choices(path):
            gatherer.add(document, choices)
    harvest = gatherer.harvest
    facts = facts_of(harvest)
    print(report_of(facts), flush=True)
    if not harvest.rows and not harvest.pairs:
        raise Refused("nothing is left to learn from")
    for name, rows in (("rows", harvest.rows), ("pairs", harvest.pairs)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        manifest.write_bytes(folder / f"{name}.jsonl", text.encode())
    manifest.write_bytes(folder / "report.txt", (report_of(facts) + "\n").encode())
    manifest.finish(folder, STAGE, {"context": options.context}, facts)


def facts_of(harvest: "Harvest") -> dict[str, object]:
    """What the manifest says."""
    from longwriter_training.tune.preference import length_statistics

    facts: dict[str, object] = {
        "rows": len(harvest.rows), "texts": harvest.texts, "by_writer": harvest.by_writer,
        "pairs": len(harvest.pairs), "prompts": harvest.asked,
        "prompts_as_sent": harvest.asked_alike, "left_out": dict(+harvest.left_out),
    }  # fmt: skip
    return facts | (length_statistics(harvest.pairs) if harvest.pairs else {})


def report_of(facts: dict[str, object]) -> str:
    """The facts for people, a line each, and a warning where length tells the sides apart."""
    lines = [f"{name}: {value}" for name, value in facts.items() if name != "left_out"]
    left_out = facts["left_out"]
    assert isinstance(left_out, dict)
    lines += [f"left out, {why}: {count}" for why, count in sorted(left_out.items())]
    longer, pairs = facts.get("chosen_is_longer", 0.5), facts["pairs"]
    assert isinstance(longer, float | int)
    assert isinstance(pairs, int)
    if pairs >= _ENOUGH and not 1 - _BIASED <= longer <= _BIASED:
        side = "longer" if longer > _BIASED else "not longer"
        share = max(longer, 1 - longer)
        lines.append(
            f"The accepted text is {side} in {share:.0%} of the pairs: a model may learn just "
            "that. Set dpo.length_weight under 1, or add pairs."
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
