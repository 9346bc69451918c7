"""Scorecards → what they say together: changes, costs, uses, what to improve."""
