"""Pure rules of assessment: what an instrument asks, how it is scored, and what a change means.

Start at `registry.get("sppb")` for a definition, `scoring.score` for a score and `changes.change` for a change.
"""
