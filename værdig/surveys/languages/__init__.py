"""The languages citizens can answer in: choosing one, what may be shown in it, and who has approved which translation."""
