"""Tendencies: several klagepunkter about the same in a short time, told to the borgerraadgiver alone."""
