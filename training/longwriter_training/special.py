# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The special tokens and the chat layout: one place for training, GGUF and tests.

A conversation is ``<|begin|>`` once, then turns: ``<|user|>``text``<|end|>`` and
``<|assistant|>``text``<|end|>``. ``<|end|>`` ends generation. A system message has no token
of its own: it is put before the first user text, with a blank line between.
"""

BEGIN = "<|begin|>"
END = "<|end|>"
USER = "<|user|>"
ASSISTANT = "<|assistant|>"
PAD = "<|pad|>"

SPECIAL = (PAD, BEGIN, END, USER, ASSISTANT)
PAD_ID, BEGIN_ID, END_ID, USER_ID, ASSISTANT_ID = range(len(SPECIAL))

CHAT_TEMPLATE = (
    "{{- '<|begin|>' -}}"
    "{%- set ns = namespace(system='') -%}"
    "{%- for message in messages -%}"
    "{%- if message['role'] == 'system' -%}"
    "{%- set ns.system = ns.system + message['content'] + '\\n\\n' -%}"
    "{%- elif message['role'] == 'user' -%}"
    "{{- '<|user|>' + ns.system + message['content'] + '<|end|>' -}}"
    "{%- set ns.system = '' -%}"
    "{%- else -%}"
    "{{- '<|assistant|>' + message['content'] + '<|end|>' -}}"
    "{%- endif -%}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}"
)
