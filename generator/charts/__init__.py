"""Geometry of charts, in whole SVG units. The drawing itself is in ``templates/charts``."""
