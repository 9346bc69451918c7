"""The arithmetic: an edition and a result → a scorecard, every step of it a value."""
