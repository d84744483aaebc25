# SPDX-FileCopyrightText: LongWriter Desktop contributors
# SPDX-License-Identifier: Apache-2.0
"""What can be in the way of a set-up, as a sentence for the person at the terminal."""


class SetupProblem(Exception):
    """The set-up cannot go on. `sentence` says what happened and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
