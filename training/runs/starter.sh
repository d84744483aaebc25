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

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
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

export PYTHONPATH="$here:$(dirname "$here")${PYTHONPATH:+:$PYTHONPATH}"
# Two OpenMP threads beside any other work make training several times slower, not faster.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}" TOKENIZERS_PARALLELISM=true
python="${PYTHON:-python}"

stage() { # stage FOLDER MODULE [ARGUMENTS...]
  local folder="$1" module="$2"
  shift 2
  if [ -f "$run/$folder/manifest.json" ]; then
    echo "== $module: finished already"
    return
  fi
  echo "== $module"
  "$python" -m "longwriter_training.$module" --run "$run" --config "$config" "$@"
}

stage tokenizer tokenizer --corpus "$corpus"
stage pretrain pretrain --device "$device"
stage sft_data sft_data --corpus "$corpus"
stage sft sft --device "$device"
stage gguf export_gguf
stage evaluation evaluate_starter
stage card model_card ${output:+--output "$output"}
