"""The standard texts of letters: what each may and must say, a municipality's own dated versions, and whether a jurist has approved them.

What a letter is filled in with is its feature's matter (`delays.wording`, `letters` …); a letter that has been sent never changes.
"""
