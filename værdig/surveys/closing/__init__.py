"""Closing a round: from sealed envelopes to coarse answers, in committed steps that can be taken up again after any crash.

Each step ends with a transaction that notes its own name on the round; a step that is noted is never done again, and one that was
cut short left nothing behind that doing it again does not make good. What takes long is done outside transactions or in many short
ones, for on SQLite nobody else can write during one. What links answers to codes exists only in this process's memory, never between
steps.
Who may close, and what is logged about it, is in `service`.
"""

from værdig.surveys.closing.steps import KEY_NOT_NEEDED, STEP_NAMES, run
from værdig.surveys.closing.writing import OPEN_TEXT_KEY, count_used

__all__ = ["KEY_NOT_NEEDED", "OPEN_TEXT_KEY", "STEP_NAMES", "count_used", "run"]
