"""Texts of the question flow read aloud by people: sound files, each bound to the hash of just the text that is heard in it."""
