"""What a printed word means: figures, titles of columns, labels, levels."""
