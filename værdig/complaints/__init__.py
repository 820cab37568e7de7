"""Complaints and the borgerraadgiver: cases, klagepunkter, messages, clocks and keys; figures leave only through `queries`."""
