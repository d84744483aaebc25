# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
# What the runs have in common; to be sourced, with `run` set before the first stage.

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
