"""The borgerraadgiver's own report to the council: it writes itself from cleared figures, and she alone edits and releases it."""
