"""New data files: an edition after the last one, an organization, the empty results of a year."""
