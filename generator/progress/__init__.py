"""How far the results of a year have come."""
