"""Whether the installation works: what it answers to a watchman, and a few plain counts for whoever runs it.

Nothing here tells of people: citizens' requests are not counted at all, since a count read every few seconds is a clock.
"""
