"""Tables of amounts to additions: each total with the figures it is printed to be the sum of."""
