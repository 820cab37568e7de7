"""The attack: an insider set on a made-up round of the real system, to see whether an answer can be joined to its writer.

Who the insider is. She works where the system runs and may read whatever lies there: the database file with its write-ahead
log and shared memory, or PostgreSQL's tables with row places, transaction numbers and raw files; pages that are free and rows
that are deleted; the queue of jobs, with what waits and what is left of what was done; the outbox, the letters and the list that
waits for a yes, all sealed; what a real web server writes; every other file of the instance folder, with all logs; and copies of
all that from when the list was handed in, when the codes were made, the middle of the round, just before closing, a minute later
and after closing. She knows the source code, and of every person the group, the length of the case, the language, the number in
the file of letters or on the list, the e-mail address, the address of her device and, unless that is what is asked, which row the
person's code is (`lookup`) and, from sitting in reception, in which order people answered and who wrote something. That is more
than one person will know.

What she has not: the key folder (master key, pepper, private keys of rounds and lists), the holders' pass phrases, the codes
themselves (they serve only to see whether a file names one), and the memory of the running program. Whoever has those can read
answers; README says so. No session is kept on the server; if one were, it would be among the files and tables above.

How a round is played. Half of those who answer come with minutes between them, in this process, where leaks can be planted; the
rest come right after one another, to a server started as README says. Rounds take turns with a key file and with two holders.

What is asked. Before closing: can anything be opened, told from its size, or joined to a code? While there is a list: who on it has
which code, and who has answered? After closing: can answers and texts be joined to people? And all along: does anything tell when
somebody answered, or which row is whose code? Every method is a function that guesses; the referee, who alone knows the truth, asks
whether it does better than guessing within what is known anyway.
"""
