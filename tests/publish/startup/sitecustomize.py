"""Runs at the start of every Python that has this folder on PYTHONPATH."""

from interruption import install

install()
