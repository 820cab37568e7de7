"""How pages look and forms behave: bases, macros, fields, static files. What pages say belongs to the features."""
