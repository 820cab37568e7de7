"""Inviting from a list and sending it out: reading the list, the sealed outbox, letters, e-mail, reminders; answering is elsewhere.

A letter must carry a reference, so that the municipality's own system knows whom it goes to, and a code, so that she can answer.
The pair is stored in no table in the clear. Each invited person is one row of the outbox: reference, code, language and perhaps
an e-mail address, padded to one size and sealed to a key pair of the round's own, whose private half lies in the key folder,
outside the database and its backup. Rows have random keys, are written in random order and apart from the codes' own rows. Once the
last reminder is sent, those who were e-mailed are deleted and no address is left; those who get letters stay a week. Where no
reminder is planned, everybody stays three weeks after something was last sent. After that, at closing, and when the codes are
discarded, rows, letters and key are destroyed, and with the key every copy of them in any backup.

What an insider can learn:

- *With the database, its logs and backups, and not the key folder*: how many are invited from a list, how many of them by e-mail, and
  how far the sending has come. Not who, not which code is whose, and so not who has answered.
- *With the key folder too, while the outbox stands*: which reference has which code, and so, from the mark on a used code, who has
  answered. Not what: the answer is sealed to another key (with `round_keys = "holders"` to one that is not on the machine).
- *After the outbox is deleted*: nothing of the pairs. What the municipality took out itself (merge files, printed letters, the mail
  server's own log) is outside our reach, and joins a reference to a code for as long as it is kept; after closing no code is joined
  to an answer.

Where only those who have not answered are reminded (a setting), the sending job looks at each code at the moment it would write to
it. The row's state is the same afterwards whether a letter went out or not; no page shows or counts who was left out. The mail server
sees whom it was given.
"""
