# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The loaded model as a server that speaks the OpenAI interface, for this machine only."""
