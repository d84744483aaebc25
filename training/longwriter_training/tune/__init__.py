# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Fine-tuning models of the Hub: rows of conversations, their tokens, the loss, the trainer."""
