"""What a page of HTML says: its tree, what of it is shown, its tables spread out, its blocks."""
