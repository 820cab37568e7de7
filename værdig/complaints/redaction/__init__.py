"""Redacted copies: what leaves the house with names and details hidden is made anew from what may be seen, and nothing lies under the black.

`finding` and `hiding` know texts, `pictures` knows points; none of them knows a case. `documents` says what of a case can go into
a copy, `plan` what a handler has chosen to hide, `copying` puts the two together, `sheet` makes the PDF. The originals are only read.
"""
