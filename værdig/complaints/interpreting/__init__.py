"""Interpreters and translations as steps with a date, translations kept beside their originals, and being rung in one's own language."""
