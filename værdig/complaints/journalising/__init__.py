"""The journal of a case: which documents it has, their dates and themes, and their transfer to the municipality's records system (ESDH).

Source: offentlighedsloven § 15 (what is received, sent, or final is journalised as soon as possible, with date and a short theme).
"""
