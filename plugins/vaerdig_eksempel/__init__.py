"""The tutorial plug-in: open-house meetings; every hook is used once. Start reading in `plugin.py`."""
