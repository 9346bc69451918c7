"""A project → releases: built beside the live site, gated, swapped in one rename, kept."""
