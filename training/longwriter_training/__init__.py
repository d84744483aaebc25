# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The starter model of LongWriter Desktop, from books to a GGUF file.

Each stage is a module with ``main(argv)``: ``python -m longwriter_training.<stage> --help``.
"""
