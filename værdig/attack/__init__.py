"""The attack: an insider set on a made-up round of the real system, to see whether an answer can be joined to its writer.

Who the insider is. She works where the system runs and may read whatever lies there: the database file with its write-ahead
log and shared memory, or PostgreSQL's tables with row places, transaction numbers and raw files; pages that are free and rows
that are deleted; every other file of the instance folder, with all logs; and copies of all that from when the codes were made,
from the middle of the round, from just before closing and from after it. She knows the source code, and of every person the group, the length of the case,
the language and the number in the file of letters and, unless that is what is asked, which row the person's code is (`lookup`)
and, from sitting in reception, in which order people answered and who wrote something. That is more than one person will know.

What she has not: the key folder (master key, pepper, private keys of rounds), the holders' pass phrases, the codes
themselves (they serve only to see whether a file names one), and the memory of the running program. Whoever has those can read answers; README says so.

What is asked. Before closing: can anything be opened, or told from its size? After closing: can answers and texts be joined to
people? And all along: does anything tell when somebody answered, or which row is whose code? Every method is a function that
guesses; the referee, who alone knows the truth, asks whether it does better than guessing within what is known anyway.
"""
