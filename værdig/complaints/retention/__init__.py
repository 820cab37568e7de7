"""How long a case is kept, who looks at it before it is deleted, and what is left afterwards: a tombstone without content.

Source: databeskyttelsesforordningen article 5(1)(e); arkivloven and the rules on disposal made under it; nothing is ever deleted by a clock.
"""
