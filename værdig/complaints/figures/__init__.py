"""A period's figures about complaints, cleared: the jobcentre's for its half-year report, and the whole municipality's."""
