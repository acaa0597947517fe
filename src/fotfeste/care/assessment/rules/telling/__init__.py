"""A score told: in a sentence, and as a small picture."""
