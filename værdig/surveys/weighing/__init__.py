"""What is worked out from cleared figures: weighting, who is missing, and change; it can tell nothing that was not shown already."""
