"""The municipality's own questions of a round: written before opening, put beside the locked core, published with it."""
