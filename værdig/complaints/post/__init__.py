"""How what is written to a citizen reaches her besides `/sag`: as a letter on paper, and an e-mail that says only that there is news.

What is written is the case's own message, see `service.writing`; nothing is worded here but what stands round it.
"""
