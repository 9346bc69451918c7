"""The strict subset of YAML: files → plain data with positions."""
