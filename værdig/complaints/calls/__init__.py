"""Ring først: the call to a citizen whose case is in dialogue, what came of it, and her own word for whether it is solved."""
