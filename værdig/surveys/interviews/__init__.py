"""Answering by telephone: a neutral member of staff reads the questions aloud and enters what the citizen says."""
