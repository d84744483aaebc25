# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Length scores and repetition over many sections, for reports and benchmarks."""
