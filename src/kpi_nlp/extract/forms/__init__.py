"""Tables to forms: one header, and the stretches of rows that stand under it."""
