"""Speed, measured as ratios between the application and a floor in the same run; not part of the distribution."""
