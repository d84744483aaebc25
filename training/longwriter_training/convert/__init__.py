# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""From a Hugging Face checkpoint to a GGUF file, one tensor in memory at a time."""
