#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Makes the starter model, from books to a measured GGUF file.
#
#   training/runs/starter.sh --corpus BOOKS --run FOLDER            about two hours on one CPU thread
#   training/runs/starter.sh --smoke --corpus BOOKS --run FOLDER    a minute and a half, noise
#   training/runs/starter.sh --gpu --corpus BOOKS --run FOLDER      the larger model on one GPU
#
# --output FILE copies the quantised model there, with its card (.md) beside it. A stage that is
# finished (its folder has a manifest.json) is not run again; remove the folder to run it anew.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
config="$here/configs/starter_cpu.toml" device=cpu corpus="" run="" output=""
while [ $# -gt 0 ]; do
  case "$1" in
    --smoke) config="$here/configs/starter_smoke.toml" ;;
    --gpu) config="$here/configs/starter_gpu.toml" device=cuda ;;
    --corpus) corpus="$2"; shift ;;
    --run) run="$2"; shift ;;
    --output) output="$2"; shift ;;
    *) echo "starter.sh: unknown argument $1" >&2; exit 2 ;;
  esac
  shift
done
[ -n "$corpus" ] && [ -n "$run" ] || { echo "starter.sh: --corpus and --run are needed" >&2; exit 2; }

export TOKENIZERS_PARALLELISM=true

stage tokenizer tokenizer --run "$run" --config "$config" --corpus "$corpus"
stage pretrain pretrain --run "$run" --config "$config" --device "$device"
stage sft_data sft_data --run "$run" --config "$config" --corpus "$corpus"
stage sft sft --run "$run" --config "$config" --device "$device"
stage gguf export_gguf --run "$run" --config "$config"
stage evaluation evaluate_starter --run "$run" --config "$config"
stage card model_card --run "$run" --config "$config" ${output:+--output "$output"}
