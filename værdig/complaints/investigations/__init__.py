"""Investigations: the administration is heard, the citizen comments on its answer, and the borgerraadgiver gives her finding."""
