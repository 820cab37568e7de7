"""Measured values: computing maalepunkter, keeping every version, and saying how they stand; what plans promise is `catalogue`'s."""
