"""Reminders: the department is chased step by step when its answer is late, and staff are told by e-mail that dates are due.

`steps` says what comes when, `chasing` does it, `mailing` writes to staff. A citizen's own dates are never chased.
"""
