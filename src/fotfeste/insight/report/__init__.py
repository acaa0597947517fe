"""The outcome report: screen, PDF, JSON and words."""
