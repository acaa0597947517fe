"""What this room asks the outcome tables, the list of prices and the comparison."""
