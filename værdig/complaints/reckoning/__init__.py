"""The clocks reckoned over: explaining a case's dates, the days that do not count, and moving dates to a corrected calendar."""
