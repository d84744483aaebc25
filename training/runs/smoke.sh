#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Runs every stage for models of the Hub on the CPU, from nothing to a GGUF file, in a few minutes:
# the starter model is the teacher, a tiny random Llama is the base. The result is noise.
#
#   training/runs/smoke.sh FOLDER
#
# A stage that is finished (its folder has a manifest.json; export_hf puts its file there when all
# of it is done) is not run again.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: smoke.sh FOLDER" >&2; exit 2; }
run="$1"
source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
starter="$here/../resources/models/longwriter-starter.gguf"
export TOKENIZERS_PARALLELISM=false
mkdir -p "$run"

longwriter() { # longwriter COMMAND [ARGUMENTS...]
  "$python" -c 'import sys; from longwriter_desktop.main import run_cli; sys.exit(run_cli())' \
    "$@" --data-dir "$run/library"
}

gguf() { # gguf CHECKPOINT FILE [ARGUMENTS...]
  local source="$1" output="$2"
  shift 2
  if [ -f "$output" ]; then
    echo "== export_hf: finished already"
    return
  fi
  echo "== export_hf"
  "$python" -m longwriter_training.export_hf --source "$source" --output "$output" "$@"
}

number=0
for subject in "a lighthouse in winter" "the harvest of apples" "an old railway" "how bread is baked" \
  "a letter that came late" "the birds of a marsh"; do
  number=$((number + 1))
  echo "{\"instruction\": \"Write a $((100 + 20 * number))-word text about $subject.\"}"
done > "$run/instructions.jsonl"
stage data_agentwrite data_agentwrite --run "$run" --instructions "$run/instructions.jsonl" \
  --teacher "$starter" --fewest-words 50 --all

# A document of the program's own library, its texts accepted as they are.
if [ ! -f "$run/choices.jsonl" ]; then
  printf '# Lamps\n\n1. Oil (60 words)\n2. Gas (80 words)\n' > "$run/plan.md"
  longwriter write "$run/plan.md"
  longwriter export-choices last -o "$run/choices.jsonl"
fi
stage data_library data_library --run "$run" --choices "$run/choices.jsonl"

# What the teacher wrote is the book as well.
mkdir -p "$run/books"
"$python" - "$run/data_agentwrite/rows.jsonl" > "$run/books/books.jsonl" <<'PYTHON'
import json
import sys

rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
text = "\n\n".join(row["messages"][-1]["content"] for row in rows)
chapters = [{"heading": "One", "text": text + "\n\n" + text}]
print(json.dumps({"title": "Smoke", "author": "Nobody", "year": 1900, "chapters": chapters}))
PYTHON
stage data_books data_books --run "$run" --corpus "$run/books" --documents 0 --conversations 3 \
  --plans 0 --section-words 20 60

stage base tiny_base --run "$run" --texts "$run/data_agentwrite/rows.jsonl"

cat > "$run/tune.toml" <<TOML
[rows]
long = [
  "$run/data_agentwrite/rows.jsonl", "$run/data_library/rows.jsonl", "$run/data_books/rows.jsonl",
]
held_out = 1
max_tokens = 1024

[sft]
steps = 6
packs = 1
rate = 3e-3
save_steps = 3
gradient_checkpointing = false

[dpo]
pairs = ["$run/pairs/pairs.jsonl"]
steps = 2
pairs_a_step = 2
rate = 1e-4
lora_rank = 4
max_tokens = 1024
gradient_checkpointing = false
TOML
stage sft_trl sft_trl --run "$run" --config "$run/tune.toml" --set "base.model='$run/base'"
gguf "$run/sft_trl/model" "$run/sft.gguf"

# What the teacher wrote and what the model writes by itself are the answers of each task.
stage pairs pairs --run "$run" --tasks "$run/data_agentwrite/rows.jsonl" --model "$run/sft.gguf" --answers 2 \
  --max-tokens 200
stage dpo_trl dpo_trl --run "$run" --config "$run/tune.toml" \
  --set "base.model='$run/sft_trl/model'"
gguf "$run/sft_trl/model" "$run/smoke.gguf" --adapter "$run/dpo_trl/model" --quantise Q8_0 --run "$run"

cat > "$run/probes.jsonl" <<'JSONL'
{"prompt": "Write a 100-word text about rain.", "length": 100}
{"prompt": "Write a 200-word text about a ship.", "length": 200}
JSONL
stage evaluate/before evaluate --run "$run" --name before --model "$run/sft.gguf" \
  --probes "$run/probes.jsonl" --way one_answer
stage evaluate/after evaluate --run "$run" --name after --model "$run/smoke-Q8_0.gguf" \
  --probes "$run/probes.jsonl" --way one_answer --against before
echo "== $run/smoke-Q8_0.gguf"
