#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Preference training of the starter on its own answers, measured before and after: does it keep
# better to a length, and repeat itself less?
#
#   training/runs/starter_dpo.sh --run FOLDER [--tasks 100]
#
# FOLDER is the one of starter.sh. Nothing of it is changed: what comes out lies beside it. A stage
# that is finished (its folder has a manifest.json) is not run again.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
config="$here/configs/starter_cpu.toml" run="" tasks=100 tokens=1400 together=4
while [ $# -gt 0 ]; do
  case "$1" in
    --smoke) config="$here/configs/starter_smoke.toml" tasks=4 tokens=80 together=1 ;;
    --run) run="$2"; shift ;;
    --tasks) tasks="$2"; shift ;;
    *) echo "starter_dpo.sh: unknown argument $1" >&2; exit 2 ;;
  esac
  shift
done
[ -n "$run" ] || { echo "starter_dpo.sh: --run is needed" >&2; exit 2; }

export TOKENIZERS_PARALLELISM=false

gguf() { # gguf CHECKPOINT NAME
  if [ -f "$run/$2-Q8_0.gguf" ]; then
    echo "== $2-Q8_0.gguf: finished already"
    return
  fi
  echo "== $2-Q8_0.gguf"
  "$python" -m longwriter_training.export_hf --source "$1" --output "$run/$2.gguf" --quantise Q8_0
}

stage hub starter_hub --run "$run" --tasks "$tasks"
gguf "$run/hub" before
stage pairs pairs --run "$run" --tasks "$run/hub/tasks.jsonl" \
  --model "$run/before.gguf" --max-tokens "$tokens"
stage dpo_trl dpo_trl --run "$run" --config "$here/configs/starter_dpo.toml" \
  --set "base.model='$run/hub'" --set "dpo.pairs=['$run/pairs/pairs.jsonl']" \
  --set "dpo.pairs_a_step=$together"
gguf "$run/dpo_trl/model" after
for name in before after; do
  checkpoint="$run/hub"
  [ "$name" = before ] || checkpoint="$run/dpo_trl/model"
  stage "evaluation_$name" evaluate_starter --run "$run" --config "$config" --model "$run/$name-Q8_0.gguf" \
    --name "evaluation_$name" --checkpoint "$checkpoint"
done
