"""Letters: Word templates of the office's own, filled with scorecards and years."""
