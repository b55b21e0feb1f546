"""Faults planted into clean papers: which of them the checks find, and what they say besides."""
