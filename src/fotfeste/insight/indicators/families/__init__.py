"""The definitions, one file for each family."""
