"""Figures on paper: how they are built, hidden when small, checked against print and written out."""
