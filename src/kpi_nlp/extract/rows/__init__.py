"""Forms to rows: printed lines are whole rows again."""
