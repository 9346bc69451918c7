"""Approval of results and editions."""
