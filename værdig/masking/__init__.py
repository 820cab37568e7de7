"""Finding and masking what names people in a text: below every feature, since more than one must name nobody; see `rules`."""
