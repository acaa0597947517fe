"""Rows of this room that the actions of others change too."""
