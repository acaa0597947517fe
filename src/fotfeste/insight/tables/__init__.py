"""Tidy tables: what every figure is counted from, and the only door from insight to care."""
