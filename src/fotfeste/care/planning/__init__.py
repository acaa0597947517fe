"""The week's routes: who visits whom, when, and what to do when the day changes."""
