"""The search: what can be found, and the files of the index that the browser reads."""
