"""Delay letters: a citizen is told before a date passes that it will not be kept, why, and what date she can expect instead."""
