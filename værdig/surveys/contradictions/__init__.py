"""Was the scale understood? Contradictions within one person's answers (`rules`), and languages read backwards (`reversed_scale`)."""
