"""Rows to facts: indicators, totals, budgets, and the prose in their cells."""
