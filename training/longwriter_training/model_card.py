# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Stage 7: the model card, written from what the other stages recorded.

Reads the manifests of a whole run, writes ``card/model.md``. ``--output FILE.gguf`` copies the
quantised model to FILE.gguf and the card to FILE.md. The sample in it is not edited.

  python -m longwriter_training.model_card --run RUN --output longwriter-starter.gguf
"""

import argparse
import json
import os
import platform
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from longwriter_training import manifest
from longwriter_training.config import parser
from longwriter_training.problems import told

STAGE = "model_card"
_CARD = """\
<!-- SPDX-FileCopyrightText: LongWriter Desktop contributors -->
<!-- SPDX-License-Identifier: Apache-2.0 -->
# LongWriter Starter

A very small model of our own that comes with LongWriter Desktop, so that the program can be
tried, and tested, without downloading anything. **It is not for real writing:** its sentences
imitate 19th-century prose, mean little, know no facts and follow a main point by its words
only. Its plans have the right form, held by the app's grammar, and little sense. It can repeat
the words and prejudices of its books' time. For a document you intend to keep, open a larger
GGUF model.

| | |
|---|---|
| File | `{file}`, {megabytes:.2f} MB, {quantisation} |
| Architecture | llama, {weights:.2f} M weights, {layers} x {dim}, context {context} tokens |
| Tokenizer | own byte-level BPE, {vocab} tokens, `pre = llama-bpe` |
| Chat | `<|user|>`text`<|end|>``<|assistant|>`text`<|end|>`, `<|begin|>` once in front |
| Language | English |
| Licence | Apache-2.0 |

## Made from

{books} English prose books in the public domain, first published {min_year} to {max_year}
({words:.1f} M words, {train_tokens:.1f} M tokens; collection `mlschmitt/classic-books-markdown`).
{held_out} more books were held out for measuring. No text by a language model was used: the
samples for fine-tuning were cut from the same books and put into the prompts of the app.

| Stage | Tokens read | Time | Held-out loss, nats a token |
|---|---|---|---|
| Pretraining | {pre_tokens:.2f} M | {pre_minutes:.0f} min | {pre_loss:.3f} |
| Tuning | {sft_tokens:.2f} M | {sft_minutes:.0f} min | {sft_after:.3f} (was {sft_before:.3f}) |
| Preferences | {pairs} pairs | {dpo_steps} steps | {dpo_after:.3f} (was {dpo_before:.3f}) |

{start}The loss of the tuning and of the preference training is that of answers alone. The
preferences are the model's own: of four answers to a section of its training, the one with the best
length and the least repetition against a random other.
Machine: {machine}.
Made by the stages of this command:

    training/runs/starter.sh --corpus BOOKS --run RUN{option} --output resources/models/{file}

## Measured

One section asked for at a time, with prompts from the held-out books; the app's sampling, but
**without** its length control and without its guard against loops. S_l is LongWriter's
length score, 0 to 100. A model this small hardly keeps to a length by itself: in the app, length
control does that work.

| Words asked | Samples | Written, mean | S_l | Error | Stopped by itself | Repeated 8-grams |
|---|---|---|---|---|---|---|
{rows}
{before}

## A sample, not edited

The first answer (seed 0) to a prompt typed by hand, {sample_target} words asked:

```text
{prompt}
```

The answer:

```text
{answer}
```
"""


def processor() -> str:
    """The processor's name, as far as the system tells, and the number of cores."""
    name = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.is_file():
        for line in listing.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    return f"{os.cpu_count()} cores, {name}"


def score_rows(facts: Mapping[str, Mapping[str, Any]]) -> str:
    """The lines of the table of lengths."""
    return "\n".join(
        f"| {target} | {row['samples']} | {row['mean_words']} | {row['length_score']} | "
        f"{row['relative_error']:.0%} | {row['stopped_by_itself']:.0%} | "
        f"{row['repeated_8_grams']:.1%} |"
        for target, row in facts.items()
    )


def begun_with(pretrain: Mapping[str, Any]) -> str:
    """The sentence on the weights that pretraining was begun with; "" where it was with none."""
    if "start" not in pretrain:
        return ""
    return (
        f"Pretraining was begun with the weights of an earlier `{pretrain['start']}`\n"
        f"(held-out loss {pretrain['start_loss']:.3f}).\n"
    )


def card(run: Path, file: str, machine: str) -> str:
    """The whole card of a finished run."""
    stages = ("tokenizer", "pretrain", "sft", "dpo_trl")
    tokenizer, pretrain, sft, dpo = (manifest.require(run / name, name) for name in stages)
    exported = manifest.require(run / "gguf", "export_gguf")
    before, after = (
        manifest.require(run / name, "evaluate_starter")["facts"]
        for name in ("evaluation_before", "evaluation")
    )
    shown = json.loads((run / "evaluation" / "showcase.json").read_text(encoding="utf-8"))
    books, model = tokenizer["facts"], pretrain["settings"]["model"]
    quantisation = exported["settings"]["quantisation"]
    return _CARD.format(
        file=file,
        megabytes=exported["facts"]["bytes"][f"model-{quantisation}.gguf"] / 1e6,
        quantisation=quantisation,
        weights=pretrain["facts"]["weights"] / 1e6,
        layers=model["layers"],
        dim=model["dim"],
        context=model["context"],
        vocab=model["vocab_size"],
        books=books["books"],
        words=books["words"] / 1e6,
        train_tokens=books["train_tokens"] / 1e6,
        held_out=len(books["held_out_titles"]),
        min_year=tokenizer["settings"]["books"]["min_year"],
        max_year=tokenizer["settings"]["books"]["max_year"],
        pre_tokens=pretrain["facts"]["progress"]["tokens"] / 1e6,
        pre_minutes=pretrain["facts"]["progress"]["seconds"] / 60,
        pre_loss=pretrain["facts"]["held_out_loss"],
        sft_tokens=sft["facts"]["progress"]["tokens"] / 1e6,
        sft_minutes=sft["facts"]["progress"]["seconds"] / 60,
        sft_before=sft["facts"]["held_out_before"],
        sft_after=sft["facts"]["held_out_loss"],
        pairs=dpo["facts"]["pairs"],
        dpo_steps=dpo["facts"]["steps"],
        dpo_before=before["held_out_loss"],
        dpo_after=after["held_out_loss"],
        start=begun_with(pretrain["facts"]),
        option=" --start EARLIER.gguf" if "start" in pretrain["facts"] else "",
        machine=machine,
        rows=score_rows(after["lengths"]),
        before=score_rows({"all, before preferences": before["lengths"]["all"]}),
        sample_target=shown["target"],
        prompt=shown["prompt"],
        answer=shown["text"],
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the stage; returns the exit code."""
    arguments = parser(__doc__)
    arguments.add_argument(
        "--output", type=Path, help="where the model goes; the card goes beside it"
    )
    arguments.add_argument(
        "--machine", help="the machine's description, where the system's is not enough"
    )
    return told(STAGE, partial(_run, arguments.parse_args(argv)))


def _run(options: argparse.Namespace) -> None:
    exported = manifest.require(options.run / "gguf", "export_gguf")
    folder = manifest.begin(options.run / "card")
    name = options.output.name if options.output else "longwriter-starter.gguf"
    text = card(options.run, name, options.machine or processor())
    manifest.write_bytes(folder / "model.md", text.encode())
    if options.output:
        quantised = options.run / "gguf" / f"model-{exported['settings']['quantisation']}.gguf"
        manifest.write_bytes(options.output, quantised.read_bytes())
        manifest.write_bytes(options.output.with_suffix(".md"), text.encode())
        print(f"wrote {options.output} and its card")
    manifest.finish(folder, STAGE, {}, {"file": name})


if __name__ == "__main__":
    raise SystemExit(main())
