"""Audiences: who may see what of the data, and the book that each of them sees."""
