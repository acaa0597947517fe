"""What the tables hold against the rules."""
