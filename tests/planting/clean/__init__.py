"""Clean sets of many kinds, on which no check may raise an error or a question."""
