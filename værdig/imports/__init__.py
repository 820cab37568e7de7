"""Files of official figures: reading them, storing every version with its origin, and giving out series; computing is `metrics`'."""
