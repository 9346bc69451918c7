"""Labels, formats of numbers and dates, and problems as text."""
