"""Fits what ships with the program: the default embedder, and the matcher. Needs torch or scikit-learn; nothing else does."""
