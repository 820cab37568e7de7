"""The morning page I dag: what there is to do, one line a thing, and nothing that is written in any case."""
