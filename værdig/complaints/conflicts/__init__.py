"""Conflict of interest: who must not see or handle a case, though her role would let her (forvaltningsloven §§ 3-6)."""
