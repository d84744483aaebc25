# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Draft long documents on your own machine: plan, write, measure, revise."""

__version__ = "0.1.0"
