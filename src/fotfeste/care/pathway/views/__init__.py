"""Pages of the pathway, one file a step."""
