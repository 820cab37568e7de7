"""The themes of complaints as a municipality uses them: its own, other titles, and those it does not use, each from a day on.

What comes along stands in `categories`, which reads them through `queries`.
"""
