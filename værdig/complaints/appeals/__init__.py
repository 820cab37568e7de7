"""Complaints over decisions: when the citizen's four weeks end, whether she came in time, and the consent that must not be late."""
