# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# What the runs have in common; to be sourced, with `run` set before the first stage, or by `pretrained`.

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
export PYTHONPATH="$here:$(dirname "$here")${PYTHONPATH:+:$PYTHONPATH}"
# Two OpenMP threads beside any other work make training several times slower, not faster.
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-1}"
python="${PYTHON:-python}"

stage() { # stage FOLDER MODULE [ARGUMENTS...]
  local folder="$1" module="$2"
  shift 2
  if [ -f "$run/$folder/manifest.json" ]; then
    echo "== $folder: finished already"
    return
  fi
  echo "== $folder"
  "$python" -m "longwriter_training.$module" "$@"
}

pretrained() { # pretrained [ARGUMENTS...]: those of a run that fine-tunes the pretrained starter
  local name
  name="$(basename "$0")"
  config="$here/configs/starter_cpu.toml" corpus="" run="" smoke=""
  while [ $# -gt 0 ]; do
    case "$1" in
      --smoke) config="$here/configs/starter_smoke.toml" seeds=1 smoke=yes ;;
      --corpus) corpus="$2"; shift ;;
      --run) run="$2"; shift ;;
      --seeds) seeds="$2"; shift ;;
      *) echo "$name: unknown argument $1" >&2; exit 2 ;;
    esac
    shift
  done
  [ -n "$corpus" ] && [ -n "$run" ] || { echo "$name: --corpus and --run are needed" >&2; exit 2; }
  export TOKENIZERS_PARALLELISM=true
  stage tokenizer tokenizer --run "$run" --config "$config" --corpus "$corpus"
  stage pretrain pretrain --run "$run" --config "$config"
}
