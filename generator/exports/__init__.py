"""Downloads: the files beside the pages, their schemas, and the feed."""
