"""The register of the borgerraadgiver's recommendations: given, accepted or refused, carried out, and what came of it."""
