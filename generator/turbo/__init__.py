"""Accelerators: each does what a plain function does, faster."""
