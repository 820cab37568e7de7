"""Masking: what names people in an open answer is put out of sight before the answer is sealed; see `rules`."""
