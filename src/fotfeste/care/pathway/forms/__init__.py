"""Forms of the pathway, one file a step."""
