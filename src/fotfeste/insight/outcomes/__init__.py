"""What became of people: tidy tables, indicator definitions and the outcome report."""
