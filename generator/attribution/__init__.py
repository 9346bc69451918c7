"""Last year against this year: what of a change did the edition do, what the organization."""
