# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Use cases without widgets: a document session, its jobs, its notices."""
