"""Indicator definitions over the tidy tables, one file for each family, counted through Ibis."""
