"""Answering on paper: the printed twin of the questionnaire, and typing it in, once or twice by two persons."""
