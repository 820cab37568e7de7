"""The plans: goals, tracks, maalepunkter, registrations and tables as dated data; measured values are in `metrics`."""
