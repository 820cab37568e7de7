"""Who acts or helps beside a citizen: partsrepræsentant, værge and bisidder, with what each may see and do.

Whoever represents a citizen has a code of her own, which opens the case exactly while a valid fuldmagt or appointment stands; a
bisidder is noted and opens nothing. Source: forvaltningsloven § 8; Folketingets Ombudsmand on fuldmagt.
"""
