"""Photos and files in a complaint: every one is taken to be hostile, read as what it really is, made anew without what it tells of
its maker, sealed with the case, and only ever handed out to be saved.

`kinds` says what may come in and how much; `images`, `pdfs` and `office` each read one family and make it anew; `preparing` does
all of that to one file. None of them knows the database. `service` and `queries` keep files, `views` and `views_public` hand them out.
"""
