"""Word documents: one file for each thing that a paragraph, a table or a package can hold."""
