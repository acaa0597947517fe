"""Made-up registers whose truth is known, so that every method can be held against it. Nobody in them exists."""
