"""Reports made up for tests: what is printed in them is known cell by cell, and each can be written in every format."""
