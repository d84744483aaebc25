#!/usr/bin/env bash
# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# Is the length of what a model writes bounded by the longest answers it was fine-tuned on
# (LongWriter, arXiv 2408.07055, section 2)? Fine-tunes the pretrained starter on answers of at most
# 100, 200, 400 and 800 words and asks each result for 50 to 1,600.
#
#   training/runs/length_law.sh --corpus BOOKS --run FOLDER            an hour or two on one thread
#   training/runs/length_law.sh --smoke --corpus BOOKS --run FOLDER    under a minute, noise
#
# FOLDER may be the one of starter.sh: its tokenizer/ and pretrain/ are used. Every token counts the
# same in the loss; for the longer two the arm is repeated with every sample counting the same.
# --seeds "1 2 3" says how often; the report is written anew after each seed. An arm that is finished
# (its folder has a manifest.json) is not run again.
set -euo pipefail

source "$(dirname "${BASH_SOURCE[0]}")/stages.sh"
seeds="1 2 3" caps="100 200 400 800" by_sample="400 800"
pretrained "$@"
[ -z "$smoke" ] || caps="20 60" by_sample="60"
stage law_data law_data --run "$run" --config "$config" --corpus "$corpus"
arm() { # arm CAP WEIGHTING SEED
  stage "law/cap-$1-$2-$3" law_arm --run "$run" --config "$config" --cap "$1" --weighting "$2" --seed "$3"
}
for seed in $seeds; do
  for cap in $caps; do arm "$cap" token "$seed"; done
  for cap in $by_sample; do arm "$cap" sample "$seed"; done
  "$python" -m longwriter_training.law_report --run "$run"
done
