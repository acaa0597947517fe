"""What changed, for whom, and how much of it would have come anyhow."""
