"""The lists cases are filed under as a municipality uses them: its own values, other titles, those it does not use, from a day on.

What comes along stands in `categories`, which reads what is decided through `queries`.
"""
