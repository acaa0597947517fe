"""Insight: counted over many persons; reads only, never writes the record."""
