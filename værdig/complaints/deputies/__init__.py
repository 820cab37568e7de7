"""A deputy for the borgerraadgiver between two dates, chosen by herself; the role ends by itself, whatever keys the deputy holds."""
