#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Makes the starter model, from books to a measured GGUF file: pretraining, fine-tuning, preference
# training on its own answers.
#
#   training/runs/starter.sh --corpus BOOKS --run FOLDER            two and a half hours on one CPU thread
#   training/runs/starter.sh --smoke --corpus BOOKS --run FOLDER    a minute and a half, noise
#   training/runs/starter.sh --gpu --corpus BOOKS --run FOLDER      the larger model on one GPU
#
# --start FILE.gguf begins with the weights of that file instead of random ones, --set
# SECTION.KEY=VALUE changes the configuration, --output FILE copies the quantised model there, with
# its card (.md) beside it. A stage that is finished (its folder has a manifest.json) is not run
# again; remove the folder to run it anew.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
config="$here/configs/starter_cpu.toml" device=cpu corpus="" run="" output="" start="" settings=()
tasks=100 tokens=1400 pairs_a_step=4
while [ $# -gt 0 ]; do
  case "$1" in
    --smoke) config="$here/configs/starter_smoke.toml" tasks=4 tokens=80 pairs_a_step=1 ;;
    --gpu) config="$here/configs/starter_gpu.toml" device=cuda ;;
    --corpus) corpus="$2"; shift ;;
    --run) run="$2"; shift ;;
    --start) start="$2"; shift ;;
    --set) settings+=(--set "$2"); shift ;;
    --tasks) tasks="$2"; shift ;;
    --output) output="$2"; shift ;;
    *) echo "starter.sh: unknown argument $1" >&2; exit 2 ;;
  esac
  shift
done
[ -n "$corpus" ] && [ -n "$run" ] || { echo "starter.sh: --corpus and --run are needed" >&2; exit 2; }

export TOKENIZERS_PARALLELISM=true
options=(--run "$run" --config "$config" ${settings[@]+"${settings[@]}"})

stage tokenizer tokenizer "${options[@]}" --corpus "$corpus"
stage pretrain pretrain "${options[@]}" --device "$device" ${start:+--start "$start"}
stage sft_data sft_data "${options[@]}" --corpus "$corpus"
stage sft sft "${options[@]}" --device "$device"
stage before export_gguf "${options[@]}" --name before

export TOKENIZERS_PARALLELISM=false  # the app's worker is a process of its own
stage hub starter_hub --run "$run" --tasks "$tasks"
stage pairs pairs --run "$run" --tasks "$run/hub/tasks.jsonl" --model "$run/before/model-f16.gguf" \
  --max-tokens "$tokens"
stage dpo_trl dpo_trl --run "$run" --config "$here/configs/starter_dpo.toml" \
  --set "base.model='$run/hub'" --set "dpo.pairs=['$run/pairs/pairs.jsonl']" \
  --set "dpo.pairs_a_step=$pairs_a_step"

stage gguf export_gguf "${options[@]}" --stage dpo_trl
stage evaluation_before evaluate_starter "${options[@]}" --name evaluation_before \
  --model "$run"/before/model-Q*.gguf
stage evaluation evaluate_starter "${options[@]}"
stage card model_card "${options[@]}" ${output:+--output "$output"}
