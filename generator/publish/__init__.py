"""Publishing: build a release beside the live site, check it, and swap it in by one rename."""
