"""Surveys: questionnaires, rounds, the sealed ballot box, citizens' answers and what may be counted from them."""
