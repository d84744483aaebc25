# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""The tests. A package, so that one of this name that a library installs cannot hide it."""
