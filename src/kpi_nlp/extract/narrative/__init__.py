"""Headings and prose: where a sentence stands, of whom it speaks, what it claims."""
