"""Folders → the dataset, its problems, and the book of all scorecards."""
