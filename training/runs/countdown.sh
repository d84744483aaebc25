#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Does a model keep to a length better that counts down the words it has left? Fine-tunes the
# pretrained starter on answers of 50 to 1,000 words, without marks and with them, and asks both
# for 100 to 1,000 words.
#
#   training/runs/countdown.sh --corpus BOOKS --run FOLDER            an hour on one thread
#   training/runs/countdown.sh --smoke --corpus BOOKS --run FOLDER    under a minute, noise
#
# FOLDER may be the one of starter.sh: its tokenizer/ and pretrain/ are used. --seeds "1 2 3" says
# how often. An arm that is finished (its folder has a manifest.json) is not run again.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
seeds="1 2"
pretrained "$@"
if [ -n "$smoke" ]; then
  cap=60 settings=()
else
  cap=1000
  settings=(--set "law.caps=[$cap]" --set "law.asked=[100, 200, 400, 700, 1000]"
    --set law.targets=500000 --set law_sft.steps=250)
fi
base="$(cd "$run" && pwd)"
for countdown in false true; do
  run="$base/countdown-$countdown"
  mkdir -p "$run"
  ln -sfn "$base/tokenizer" "$run/tokenizer"
  ln -sfn "$base/pretrain" "$run/pretrain"
done
for seed in $seeds; do
  for countdown in false true; do
    run="$base/countdown-$countdown"
    options=(--run "$run" --config "$config" ${settings[@]+"${settings[@]}"} --set "law.countdown=$countdown")
    stage law_data law_data "${options[@]}" --corpus "$corpus"
    stage "law/cap-$cap-token-$seed" law_arm "${options[@]}" --cap "$cap" --seed "$seed"
  done
  "$python" -m longwriter_training.countdown --plain "$base/countdown-false" --run "$base/countdown-true"
done
