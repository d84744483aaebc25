# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The process that runs llama.cpp. Nothing outside this package imports llama_cpp."""
