"""`python -m værdig`: the same as the `vaerdig` command."""

from værdig.cli import main

main()
