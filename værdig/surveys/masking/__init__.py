"""Masking of open answers before they are sealed; what is looked for, and how, is in `værdig.masking`."""
