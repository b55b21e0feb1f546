"""Sheets to blocks: what workbooks, old and new, and delimited text share. A sheet is places, each with what it shows."""
