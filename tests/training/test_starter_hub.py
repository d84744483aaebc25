# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The starter as a checkpoint of the Hub computes and tokenises what it does here."""

import numpy as np
import torch

from longwriter_desktop.domain.ports import Message
from longwriter_training import starter_hub
from longwriter_training.packing import Samples
from longwriter_training.sft_data import encode
from longwriter_training.text import TokenText
from tests.training.library import TINY

QUESTION = "Write a document.\n\nWrite section 1 of 1\nMain Point: a café\nWord Count: 80 words"
TURNS = (Message("user", QUESTION), Message("assistant", "It was night."), Message("user", "On."))


def test_transformers_gets_our_logits_from_the_checkpoint(sharp_model, tokenizer_path, tmp_path):
    from transformers import AutoModelForCausalLM

    starter_hub.write(tmp_path, sharp_model.state_dict(), TINY, tokenizer_path)
    theirs = AutoModelForCausalLM.from_pretrained(tmp_path).eval()
    tokens = torch.randint(5, 1000, (1, 90), generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        ours = sharp_model(tokens)
        assert float(ours.std()) > 0.5
        assert float((theirs(tokens).logits - ours).abs().max()) < 0.001


def test_transformers_makes_the_tokens_of_fine_tuning(sharp_model, tokenizer_path, tmp_path):
    from tokenizers import Tokenizer
    from transformers import AutoTokenizer

    starter_hub.write(tmp_path, sharp_model.state_dict(), TINY, tokenizer_path)
    rows = [{"role": turn.role, "content": turn.content} for turn in TURNS]
    theirs = AutoTokenizer.from_pretrained(tmp_path).apply_chat_template(rows, return_dict=False)
    assert theirs == encode(Tokenizer.from_file(str(tokenizer_path)), TURNS)[0]


def test_tasks_are_the_questions_for_a_section_with_their_words(tokenizer_path):
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_path))
    plan = "Plan a document.\n\nChapter 1 - Word Count: 2000 words"
    kept = [encode(tokenizer, [Message("user", text), TURNS[1]]) for text in (QUESTION, plan)]
    tokens = np.array([token for sample in kept for token in sample[0]], dtype=np.uint16)
    loss = np.array([counts for sample in kept for counts in sample[1]], dtype=np.uint8)
    samples = Samples(tokens, loss, np.cumsum([0, *(len(sample[0]) for sample in kept)]))
    found = list(starter_hub.tasks(samples, TokenText(tokenizer_path), seed=1))
    assert found == [{"prompt": QUESTION, "words": 80}]
