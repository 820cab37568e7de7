"""Signed receipts: what a receipt promises, its signature and the daily log that shows when a complaint is gone.

`signed` is what is signed and how it is checked, `tree` the day's log as a Merkle tree; neither knows the database. `service` and
`queries` keep them, `document` makes the PDF, and `views_public` and `commands` are where people meet them. What a receipt says
in words is in `complaints.texts`.
"""
