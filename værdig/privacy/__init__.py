"""What citizens are told of their data and of the pages' accessibility; the data themselves belong to the features."""
