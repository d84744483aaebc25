# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""A revision whose every token is given, so that guesses come true as often as the script says.

Run as a process: `MODEL CONTEXT THREADS`. Each line on standard input is a JSON object with
the texts "old" and "new" and whether to guess; it answers with the seconds that evaluating
the new text took. Tokens are drawn as well, for what that costs, but not used.
"""

import json
import sys
import time

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.ports import Sampling
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine.worker.cache import BranchCache
from longwriter_desktop.engine.worker.copying import CopyGuesser, measure_batches
from longwriter_desktop.engine.worker.lane import Lane
from longwriter_desktop.engine.worker.native import CancelFlag, NativeLog, ThreadLimit
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.engine.worker.settings import SEQUENCES, context_params, settled
from longwriter_desktop.engine.worker.vocabulary import Vocabulary


def main(path: str, context_tokens: int, threads: int) -> None:
    log = NativeLog()
    log.install()
    model = llama.llama_model_load_from_file(path.encode(), llama.llama_model_default_params())
    settings = settled(EngineSettings(threads=threads), llama.llama_model_n_params(model))
    context = llama.llama_init_from_model(model, context_params(context_tokens, settings))
    vocabulary = Vocabulary(model)
    samplers = SamplerFactory(vocabulary)
    cache = BranchCache(context, SEQUENCES, CancelFlag(), log, ThreadLimit(), 128)
    costs = measure_batches(cache)
    for line in sys.stdin:
        wanted = json.loads(line)
        old, new = vocabulary.tokenize(wanted["old"]), vocabulary.tokenize(wanted["new"])
        guesser = CopyGuesser(old, costs) if wanted["guess"] else None
        chain = samplers.chain(Sampling(), 1, None, ())
        print(_run(context, chain.handle, cache, old, new, guesser), flush=True)
        chain.close()
        cache.forget()


def _run(
    context: int, chain: int, cache: BranchCache, old: list[int], new: list[int],
    guesser: CopyGuesser | None,
) -> float:  # fmt: skip
    """Seconds to write the tokens of `new` behind those of `old`."""
    branch = cache.open(old)
    cache.read(branch, old, lambda _read: None)
    lane = Lane(cache, branch)
    lane.row = -1
    written: list[int] = []
    started = time.perf_counter()
    for token in new:
        llama.llama_sampler_sample(chain, context, lane.row)
        written.append(token)
        guesses: list[int] = []
        if guesser is not None and not lane.expects(token):
            guesser.learn(*lane.latest_guesses)
            guesses = guesser.guesses(written)
        lane.append(token, guesses)
        if lane.pending:
            cache.evaluate([(branch, lane.pending)])
            lane.evaluated(0)
    seconds = time.perf_counter() - started
    lane.close()
    return seconds


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
