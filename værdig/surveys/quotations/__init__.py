"""What people wrote, read after closing one text at a time, and the few words a person has cleared to be quoted."""
