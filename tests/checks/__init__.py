# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""Checks of the source tree. Each returns one line for each thing to mend."""
