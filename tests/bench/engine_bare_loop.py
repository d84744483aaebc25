# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The yardstick of the engine bench: llama.cpp's C interface in the barest Python loop.

Run as a process: `MODEL CONTEXT THREADS PROMPT`, then one line with a number of tokens for
each run; it answers with the seconds that drawing and decoding them took. The same sampler
chain, threads and cache types as the worker's, but no text, no length, no loop guard.
"""

import sys
import time

import llama_cpp.llama_cpp as llama

from longwriter_desktop.domain.ports import Sampling
from longwriter_desktop.domain.tuning import EngineSettings
from longwriter_desktop.engine.worker.native import NativeLog, token_array
from longwriter_desktop.engine.worker.sampling import SamplerFactory
from longwriter_desktop.engine.worker.settings import context_params, settled
from longwriter_desktop.engine.worker.vocabulary import Vocabulary


def main(path: str, context_tokens: int, threads: int, prompt: str) -> None:
    log = NativeLog()
    log.install()
    model = llama.llama_model_load_from_file(path.encode(), llama.llama_model_default_params())
    settings = settled(EngineSettings(threads=threads), llama.llama_model_n_params(model))
    context = llama.llama_init_from_model(model, context_params(context_tokens, settings))
    vocabulary = Vocabulary(model)
    samplers = SamplerFactory(vocabulary)
    tokens = vocabulary.tokenize(prompt)
    for line in sys.stdin:
        llama.llama_memory_clear(llama.llama_get_memory(context), True)
        array = token_array(tokens)
        llama.llama_decode(context, llama.llama_batch_get_one(array, len(tokens)))
        chain = samplers.chain(Sampling(temperature=1.0), 1, None, ())
        seconds = _run(context, chain.handle, int(line))
        chain.close()
        print(seconds, flush=True)


def _run(context: int, chain: int, tokens: int) -> float:
    """Seconds to draw `tokens` tokens and decode all but the last, as the worker does."""
    following = token_array([0])
    batch = llama.llama_batch_get_one(following, 1)
    sample, decode = llama.llama_sampler_sample, llama.llama_decode
    started = time.perf_counter()
    following[0] = sample(chain, context, -1)
    for _ in range(tokens - 1):
        decode(context, batch)
        following[0] = sample(chain, context, -1)
    return time.perf_counter() - started


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
