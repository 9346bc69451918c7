"""New files from what is there: an edition, an organization, the results of a year."""
