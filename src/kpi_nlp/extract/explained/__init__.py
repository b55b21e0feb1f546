"""What each block of a paper was taken for."""
