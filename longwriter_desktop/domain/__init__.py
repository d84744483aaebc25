# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What a document, a plan, a section and a take are. Pure values, no I/O, no Qt."""
