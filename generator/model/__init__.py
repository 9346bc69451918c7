"""The data model: what the YAML files say, as frozen typed values."""
