"""Workbooks of spreadsheets: data written as an office keeps it, and read back."""
