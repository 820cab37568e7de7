"""Whether a pass word or pass phrase is too easily guessed; zxcvbn judges. How they are kept lies elsewhere."""

from __future__ import annotations

STRONG = 4
"""The best of zxcvbn's 0–4: more than 10¹⁰ guesses, so that slow hashing keeps it also from who has a copy of the database."""

READ_CHARACTERS = 72
"""So much is judged; what is longer than that is not easier to guess."""

DANISH = (
    "adgangskode", "kodeord", "velkommen", "hemmelig", "kommune", "kommunen", "jobcenter", "borgerrådgiver", "borgerraadgiver",
    "albertslund", "vaerdig", "værdig", "danmark", "dannebrog", "sommer", "vinter", "foraar", "forår", "efteraar", "efterår",
    "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "loerdag", "lørdag", "soendag", "søndag", "januar", "februar", "marts",
    "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december", "skat", "mormor", "fodbold",
)  # fmt: skip
"""Words that Danes are the first to try; zxcvbn's own lists are English."""


def is_guessable(password: str, *about: str) -> bool:
    """Tell whether few guesses would do; `about` is what a stranger knows of its owner: her name, her e-mail, her unit."""
    from zxcvbn import zxcvbn  # reads long lists of words: not before somebody chooses a pass word

    known = [part for text in about for part in (text, *text.replace("@", " ").replace(".", " ").split()) if part]
    return int(zxcvbn(password[:READ_CHARACTERS], user_inputs=[*known, *DANISH])["score"]) < STRONG
