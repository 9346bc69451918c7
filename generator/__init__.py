"""Scorebook: published assessment standards and results as a static site."""

__version__ = "0.1.0"
